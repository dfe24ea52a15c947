"""What the demo’s three sides promise, what residents say of it, and the boards of its first street."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from linli.demo import cast
from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, District, Site
from linli.kernel.actor import Actor
from linli.publication import boards as contents
from linli.tripartite.models import Commitment
from linli.tripartite.rights import sides_of
from linli.tripartite.services import boards, commitments
from linli.tripartite.services.commitments import Promise
from linli.tripartite.terms import Side

FEW, GOOD, HOME_STREET = 60, 72, 5
SPOTS = ("南门岗亭旁", "物业服务中心门口", "北门快递柜旁")
SOMEBODY = Actor(name="anonymous")
PROMISES: dict[str, tuple[tuple[str, str, str], ...]] = {
    Side.COMMUNITY: (
        ("每个季度召集一次联席会议，议定的事项都公开", "meetings", "1"),
        ("每周三上午在小区接待居民，当场答复或说明什么时候答复", "", ""),
    ),
    Side.COMMITTEE: (
        ("本方承担的决议全部按期办结", "resolutions_in_time", "100"),
        ("公共收益每季度公布一次，随时可以查账", "", ""),
    ),
    Side.COMPANY: (
        ("服务内容、服务标准、收费项目、收费标准四项长期公示", "disclosures", "4"),
        ("在岗人数不少于应配人数的九成", "staff", "90"),
        ("楼道灯报修后三天内修好，电梯困人半小时内到场", "", ""),
    ),
}


def fill(found: District, days: Almanac, actors: dict[str, Actor], dice: Random) -> None:
    """Let the sides of the better estates promise, residents of the first street judge, and boards hang."""
    for number, site in enumerate(found.sites.values()):
        if site.mode == "none" or site.quality < FEW:
            continue
        made = _promised(site, days, number)
        if number < HOME_STREET or site.name == cast.HOME:
            _judged(made, days, dice)
            _hung(site, days, number)


def _promised(site: Site, days: Almanac, number: int) -> list[Commitment]:
    since = days.current.period.start + timedelta(days=number % 9)
    made = []
    for side in sides_of(site.estate):
        if site.quality < GOOD and side == Side.COMMITTEE:
            continue  # so that the list of estates without has something to show
        many = PROMISES[side] if site.quality >= GOOD else PROMISES[side][:1]
        for text, measure, target in many:
            given = Promise(
                side.value, text, since, _until(days, number), measure, Decimal(target) if target else None
            )
            made.append(
                commitments.make(actor=ACTOR, now=at(since, minutes=70), estate=site.estate, given=given)
            )
    return made


def _until(days: Almanac, number: int) -> date:
    """A commitment of every sixth estate is to be renewed."""
    return days.today + timedelta(days=18 if number % 6 == 4 else 150 + number)


def _judged(made: list[Commitment], days: Almanac, dice: Random) -> None:
    for row in made:
        for number in range(dice.randrange(3, 15)):
            commitments.say(
                actor=SOMEBODY,
                now=at(days.today, minutes=number),
                commitment=row,
                kept=dice.random() < 0.8,
                browser=f"demo {number}",
                network=f"demo {row.pk}",
            )


def _hung(site: Site, days: Almanac, number: int) -> None:
    """Print the board; one of the street is put up in two places, one nobody saw yet."""
    day = days.today - timedelta(days=6)
    live = contents.board(ACTOR, code=site.estate.code, now=at(day))
    row = boards.issue(
        actor=ACTOR, now=at(day), estate=site.estate, shown=live.shown, valid_until=live.valid_until
    )
    for step, spot in enumerate(SPOTS[: number % 3]):
        seen = day + timedelta(days=1 + step)
        boards.sight(actor=ACTOR, now=at(seen), seen=row, on=seen, spot=spot)
