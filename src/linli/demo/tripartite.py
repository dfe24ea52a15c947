"""The three sides of the demo's estates: mechanisms, meetings with resolutions, cross-appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from linli.demo import cast
from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, District, Site
from linli.kernel.actor import Actor
from linli.tripartite.minuting import Decision, Minutes, Point, Verdict
from linli.tripartite.queries import links
from linli.tripartite.queries import meetings as queries
from linli.tripartite.rights import sides_of
from linli.tripartite.services import appointments, mechanisms, meetings, resolutions
from linli.tripartite.services.appointments import Term
from linli.tripartite.services.meetings import Call
from linli.tripartite.services.resolutions import Done

RULES = """一、每季度至少召开一次联席会议，由社区召集。
二、逐项议事，各方充分发表意见。
三、决议写明办理一方和期限，办结要有凭证，由下一次会议确认。"""
FLOW = "收集、分办、会商、办理、确认、公开，各环节由社区登记，结果在公示栏和小区公开页公布。"
TOPICS = (
    ("楼道堆物和消防通道", "同意集中清理，三方一起贴告示", "清理楼道堆物，恢复消防通道"),
    ("电梯运行和维保", "物业说明了维保情况，同意公布记录", "在公示栏公布电梯维保记录"),
    ("电动自行车充电", "继续征求业主意见，先选点位", "选定充电点位并征求业主意见"),
    ("雨季排水和地库积水", "同意汛前疏通一遍", "疏通雨水井和地库排水沟"),
    ("公共收益账目", "业主委员会说明了收支，同意公布明细", "公布公共收益收支明细"),
    ("绿化补种和养护", "同意按年度计划补种", "补种缺株的绿化带"),
    ("停车秩序", "同意重新划线，预留消防通道", "重新划停车线"),
    ("楼道灯和门禁", "物业答应逐单元检修", "逐单元检修楼道灯和门禁"),
)
NOTES = (
    "3号楼前绿化带有缺株，已告诉物业。",
    "地库入口排水沟清理得干净，做得好。",
    "2单元楼道有纸箱堆放，当场请物业通知住户。",
    "门岗夜间有人值守，登记本齐全。",
)
HOME_STREET = 5  # so many estates, the first ones, lie in the street of the demo accounts
FEW = 60  # below this quality an estate has no mechanism
GOOD = 72


@dataclass(slots=True)
class Made:
    """What a step of the demo's meetings hands on: the meeting and its resolutions."""

    meeting: Any
    rows: list[Any]


def fill(found: District, days: Almanac, actors: dict[str, Actor], dice: Random) -> None:
    """Let the three sides of every estate that has them meet twice, and follow up what they resolved."""
    for number, site in enumerate(found.sites.values()):
        if site.mode == "none" or site.quality < FEW:
            continue
        _mechanism(site, days, number)
        if number % 2 and number >= HOME_STREET:
            continue  # half of the estates elsewhere have the rules and do not meet, as in life
        first = _first(site, days, number)
        if site.quality >= GOOD:
            _second(site, days, number, first)
        if number % 3 == 0:
            _ahead(site, days, number)
        if site.mode == "market" and site.quality >= GOOD:
            _director(site, days, number, actors, dice)
    _seats(found, days)


def _mechanism(site: Site, days: Almanac, number: int) -> None:
    since = days.begun + timedelta(days=3)
    now = at(since, minutes=5 + number)
    names = {"community": "周敏", "committee": _chair(number), "company": _manager(number)}
    titles = {"community": "社区物业专干", "committee": "主任", "company": "项目经理"}
    made = mechanisms.establish(
        actor=ACTOR,
        now=now,
        estate=site.estate,
        since=since,
        fields={
            "studio": "社区党员群众服务中心一楼“三方联动”工作室",
            "window": "社区服务大厅3号窗口",
            "hotline": f"0375-55503{number:02d}",
        },
        seats=[(side.value, names[side.value], titles[side.value]) for side in sides_of(site.estate)],
    )
    kinds = (("rules", "议事规则", RULES), ("workflow", "工作流程", FLOW))
    for kind, title, text in kinds[: 2 if site.quality >= GOOD else 1]:
        fields = {"kind": kind, "title": f"三方联动{title}", "text": text, "issued_on": since}
        mechanisms.issue(actor=ACTOR, now=now, mechanism=made, fields=fields)


def _first(site: Site, days: Almanac, number: int) -> Made:
    """Hold the meeting of the last published quarter; what it resolved is reported done."""
    held = days.past[1].period.start + timedelta(days=35 + number % 20)
    made = _held(site, held, number, due=held + timedelta(days=14), quarter="上季度")
    meetings.approve(actor=ACTOR, now=at(held + timedelta(days=2)), meeting=made.meeting)
    known = [link.key for link in links.changeable(ACTOR, site.estate, limit=1)]
    for row in made.rows:
        done = held + timedelta(days=9 + row.number)
        given = Done(on=done, report="已办好，结果在公示栏公布。", changed=known[0] if known else "")
        if known:
            resolutions.finish(actor=ACTOR, now=at(done, minutes=40), resolution=row, given=given)
    return made


def _second(site: Site, days: Almanac, number: int, first: Made) -> None:
    """Hold a meeting of the running quarter: it judges what was reported, and resolves anew."""
    held = min(days.today - timedelta(days=12), days.current.period.start + timedelta(days=20 + number % 9))
    if first.meeting.held_on >= held:
        return
    late = number % 4 == 0
    verdicts = [
        Verdict(row.pk, "accept" if number % 6 or row.number == 1 else "reopen", "还有一个单元没有办好")
        for row in first.rows
    ]
    due = days.today - timedelta(days=4) if late else days.today + timedelta(days=9 + number % 10)
    made = _held(site, held, number + 3, due=max(due, held), quarter="本季度", verdicts=verdicts)
    if number % 5:
        meetings.approve(actor=ACTOR, now=at(held + timedelta(days=1)), meeting=made.meeting)


def _held(
    site: Site,
    held: date,
    number: int,
    *,
    due: date,
    quarter: str,
    verdicts: list[Verdict] | None = None,
) -> Made:
    topics = [TOPICS[(number + step) % len(TOPICS)] for step in range(3)]
    called = meetings.call(
        actor=ACTOR,
        now=at(held - timedelta(days=4)),
        estate=site.estate,
        given=Call(
            title=f"{site.name}{quarter}联席会议",
            planned_at=at(held, minutes=330),
            agenda=[Point(title) for title, *_ in topics],
            place_note="社区“三方联动”工作室",
        ),
    )
    sides = [side.value for side in sides_of(site.estate)]
    names = {"community": "周敏", "committee": _chair(number), "company": _manager(number)}
    last = sides[-1]
    said = Minutes(
        held_on=held,
        chair="周敏",
        text="会议按议程逐项进行，各方充分发表了意见。",
        attendance={side: names[side] for side in sides},
        outcomes={place: outcome for place, (_, outcome, _) in enumerate(topics, start=1)},
        decisions=[
            Decision(topics[0][2], last, due, number=1),
            Decision(topics[1][2], sides[number % len(sides)], due + timedelta(days=5), number=2),
        ],
        verdicts=verdicts or [],
    )
    done = meetings.minute(actor=ACTOR, now=at(held, minutes=400), meeting=called, given=said)
    return Made(done, list(queries.whole(ACTOR, done).resolutions))


def _ahead(site: Site, days: Almanac, number: int) -> None:
    topics = [TOPICS[(number + step + 5) % len(TOPICS)][0] for step in range(2)]
    meetings.call(
        actor=ACTOR,
        now=at(days.today - timedelta(days=1), minutes=number),
        estate=site.estate,
        given=Call(
            title=f"{site.name}下一次联席会议",
            planned_at=at(days.today + timedelta(days=5 + number % 9), minutes=330),
            agenda=[Point(title) for title in topics],
            place_note="社区“三方联动”工作室",
        ),
    )


def _director(site: Site, days: Almanac, number: int, actors: dict[str, Actor], dice: Random) -> None:
    since = days.begun + timedelta(days=6)
    home = site.name == cast.HOME
    row = appointments.direct(
        actor=ACTOR,
        now=at(since, minutes=number),
        estate=site.estate,
        term=Term(
            name="周敏" if home else cast.CHAIRS[(number + 3) % len(cast.CHAIRS)],
            since=since,
            until=since.replace(year=since.year + 3, day=1),
            title="社区“两委”成员",
            user_id=actors["community"].user_id if home else None,
        ),
    )
    for step in range(1 + number % 2):
        on = days.today - timedelta(days=9 + 30 * step + dice.randint(0, 5))
        text = NOTES[(number + step) % len(NOTES)]
        appointments.note(actor=ACTOR, now=at(on, minutes=500), appointment=row, on=on, text=text)


def _seats(found: District, days: Almanac) -> None:
    """Let the heads of four companies sit in a community they serve."""
    since = days.begun + timedelta(days=8)
    seated: set[int] = set()
    communities = {place.path: place for places in found.communities.values() for place in places}
    for site in found.sites.values():
        place = next((at_ for path, at_ in communities.items() if site.estate.path.startswith(path)), None)
        if site.firm is None or place is None or site.firm.pk in seated or len(seated) >= 4:
            continue
        seated.add(site.firm.pk)
        head = next(firm.head for firm in cast.FIRMS if firm.name == site.firm.name)
        appointments.take_in(
            actor=ACTOR,
            now=at(since),
            community=place,
            company=site.firm,
            term=Term(name=head, since=since, title="总经理"),
        )


def _chair(number: int) -> str:
    return cast.CHAIRS[number % len(cast.CHAIRS)]


def _manager(number: int) -> str:
    return cast.MANAGERS[number % len(cast.MANAGERS)]
