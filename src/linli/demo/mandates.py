"""Who answers for which place in the demo: leaders, offices, contact points, areas, and their visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, District
from linli.kernel.actor import Actor
from linli.mandates.services import mandates, visits
from linli.mandates.services.mandates import Given
from linli.mandates.services.visits import Seen

LEADERS = ("王建国", "李卫东", "张志强", "赵海涛", "刘永生", "陈立新", "杨国庆", "黄春生", "周新民", "吴长河")
MEMBERS = ("马晓东", "朱红梅", "胡建伟", "郭丽娟", "何明亮", "高学军", "林秀英", "罗文斌")
SEEN = (
    ("看了充电棚和消防通道，整体有序", "有住户反映路灯不亮", "一周内修好南门路灯"),
    ("和党小组长、楼长座谈", "希望增加晾衣杆", "和物业商定晾衣杆位置"),
    ("入户看望独居老人", "", ""),
    ("检查雨水井疏通", "地库入口汛期积水", "汛前疏通地库排水沟"),
)


def fill(found: District, days: Almanac, actors: dict[str, Actor], dice: Random) -> None:
    """Name those who answer for each subdistrict; two of them still have gaps."""
    since = days.begun + timedelta(days=4)
    streets = list(found.streets.items())
    own = actors["subdistrict"]
    for number, (name, street) in enumerate(streets):
        _public(street, number, since)
        communities = found.communities.get(name, [])
        if number == len(streets) - 1:
            continue  # the last one has neither contact point nor areas yet
        holder = own.user_id if own.place == street.path else None
        _contact(found, street, number, since, holder, days)
        for place, community in enumerate(communities):
            if number % 3 == 1 and place == len(communities) - 1:
                continue
            name_ = MEMBERS[(number + place) % len(MEMBERS)]
            given = Given("area", name_, since, title="街道班子成员")
            row = _given(street, community, given)
            _visits(row, days, number + place)


def _public(street: Any, number: int, since: date) -> None:
    leader = Given("leader", LEADERS[number % len(LEADERS)], since, title="街道办事处副主任")
    _given(street, street, leader)
    if number % 5 != 4:
        office = Given("office", "城市管理办公室", since, phone=f"0375-55501{number:02d}")
        _given(street, street, office)


def _contact(
    found: District, street: Any, number: int, since: date, holder: int | None, days: Almanac
) -> None:
    site = next((each for each in found.sites.values() if each.estate.path.startswith(street.path)), None)
    if site is None:
        return
    name = LEADERS[(number + 4) % len(LEADERS)]
    given = Given("contact", name, since, title="街道党工委书记", user_id=holder)
    _visits(_given(street, site.estate.place, given), days, number)


def _given(street: Any, place: Any, given: Given) -> Any:
    return mandates.give(actor=ACTOR, now=at(given.since), subdistrict=street, place=place, given=given)


def _visits(row: Any, days: Almanac, number: int) -> None:
    """Record a visit of last quarter and, for most, one of this month, which finds the promise kept."""
    kept: list[int] = []
    for step, back in enumerate((75, 12)[: 1 + (number % 3 != 0)]):
        on = days.today - timedelta(days=back + number % 6)
        note, problems, promised = SEEN[(number + step) % len(SEEN)]
        due = on + timedelta(days=10) if promised else None
        seen = Seen(on, note, problems, promised, due, kept=kept if number % 4 else [])
        kept = [
            visits.record(
                actor=replace(ACTOR, name="赵明远"), now=at(on, minutes=420), mandate=row, seen=seen
            ).pk
        ]
