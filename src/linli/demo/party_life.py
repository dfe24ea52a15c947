"""Some months of party life in the demo: meetings, positions and what hangs there, halls with bookings."""

from __future__ import annotations

import io
from datetime import date, timedelta
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from linli.base import files
from linli.base.command import together
from linli.demo import cast
from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, District, Site
from linli.kernel.actor import Actor
from linli.kernel.period import Period, month_of
from linli.party.queries import activities as queries
from linli.party.queries.membership import branches
from linli.party.services import activities, halls, positions, publicity
from linli.party.services.positions import Seen
from linli.party.services.taking import Held, Present
from linli.party.terms import ELEMENTS, ActivityKind, Form, PositionKind
from linli.rules.party_life import Branch

MONTHS = 3
AT_HOME = 8  # months of the demo company's branch, whose handbook is looked at
CLERK = "周敏"  # who records where nobody else is named
FEW = 55  # below this quality an estate has no position
THEMES = (
    ("学习《红色物业》工作指导细则", "逐条学习，对照本企业找差距，定下三件要办的事。"),
    ("清理楼道堆物义务劳动", "党员分楼栋清理，劝导住户自觉搬走杂物。"),
    ("走访独居老人", "走访辖区独居老人，登记需求，修好两处楼道灯。"),
    ("汛前排查雨水井", "与网格员一起排查雨水井，疏通三处。"),
    ("文明养犬和充电安全宣传", "在广场设点宣传，发放明白纸。"),
    ("重温入党誓词", "重温誓词，交流思想，评议上月岗位承诺。"),
)
LECTURES = ("党建引领基层治理", "物业服务和群众工作", "学习党章，牢记宗旨")
AGENDAS = ("通报上季度工作，讨论下季度计划", "讨论发展对象，听取意见", "研究岗位承诺和评议办法")
HALLS = ("联席会议", "业委会会议", "居民议事会")


def fill(found: District, days: Almanac, actors: dict[str, Actor], dice: Random) -> None:
    """Let the organisations of the demo live some months, up to today, and show what they have."""
    bodies = list(queries.recordable(ACTOR, today=days.today).exclude(form=Form.COMMITTEE))
    known = branches(ACTOR, bodies, on=days.today)
    home = _home(bodies, actors, days)
    with together():
        for number, body in enumerate(bodies):
            _live(body, known[body.pk], days, number, dice, home=body.pk == home)
    with together():
        for number, site in enumerate(found.sites.values()):
            if site.mode != "none" and site.quality >= FEW:
                _show(site, days, number)
        _open_halls(found, days)


def _home(bodies: list[Any], actors: dict[str, Actor], days: Almanac) -> int | None:
    """Return the organisation of the demo's company, whose month is still to be recorded."""
    own = list(queries.recordable(actors["company"], today=days.today)[:1])
    return own[0].pk if own else None


def _months(days: Almanac, number: int) -> list[Period]:
    found = [month_of(days.today)]
    while len(found) < number:
        found.append(found[-1].previous())
    return found[::-1]


def _live(body: Any, branch: Branch, days: Almanac, number: int, dice: Random, *, home: bool) -> None:
    """Hold what is due in each month; some organisations leave out the one or the other."""
    for month in _months(days, AT_HOME if home else MONTHS):
        last = month.contains(days.today)
        if last and home:
            break  # the demo's secretary records this month by hand
        for kind in _due(branch, month):
            if not home and dice.random() < (0.5 if last else 0.1 + number % 4 * 0.06):
                continue
            on = month.start + timedelta(days=(3 + number * 5 + len(kind)) % 24)
            if on < days.today and _inside(branch, on):
                _hold(body, kind, on, number, dice)
    if number % 2 == 0 or home:
        _plan(body, days, number)


def _due(branch: Branch, month: Period) -> list[str]:
    kinds = [ActivityKind.THEME_DAY]
    if branch.group:
        return [*kinds, ActivityKind.GROUP]
    if branch.committee:
        kinds.append(ActivityKind.COMMITTEE)
    if month.start.month % 3 == 1:
        kinds += [ActivityKind.MEMBERS, ActivityKind.LECTURE]
    return [str(each) for each in kinds]


def _inside(branch: Branch, on: date) -> bool:
    elected, until = branch.elected_on, branch.term_until
    return branch.since <= on and (elected is None or elected <= on) and (until is None or on < until)


def _hold(body: Any, kind: str, on: date, number: int, dice: Random) -> None:
    members = branches(ACTOR, [body], on=on)[body.pk].members
    if members == 0:
        return
    members = members or 3
    topic, minutes = _words(kind, on, number)
    few = kind in (ActivityKind.COMMITTEE, ActivityKind.GROUP)
    present = min(members, 3) if few else max(1, members - dice.randrange(0, 1 + members // 4))
    sent = queries.sent_to(ACTOR, [body.pk], on=on)
    came = frozenset(each.pk for each in sent if dice.random() < 0.8)
    held = Held(
        kind=str(kind),
        on=on,
        topic=topic,
        place_note="党员活动室",
        minutes=minutes,
        lecturer=body.secretary if kind == ActivityKind.LECTURE else "",
        attendance=(Present(body.pk, present),),
        instructors=came,
    )
    recorder = Actor(name=body.secretary or CLERK, role="community", everywhere=True)
    activities.record(actor=recorder, now=at(on, minutes=400), organisation=body, held=held)


def _words(kind: str, on: date, number: int) -> tuple[str, str]:
    turn = on.month + number
    if kind == ActivityKind.THEME_DAY:
        return THEMES[turn % len(THEMES)]
    if kind == ActivityKind.LECTURE:
        return LECTURES[turn % len(LECTURES)], "书记主讲，党员讨论发言。"
    return AGENDAS[turn % len(AGENDAS)], "到会党员逐项讨论，形成一致意见。"


def _plan(body: Any, days: Almanac, number: int) -> None:
    ahead = days.today + timedelta(days=3 + number % 9)
    fields = {
        "kind": ActivityKind.THEME_DAY,
        "topic": THEMES[number % len(THEMES)][0],
        "place_note": "党员活动室",
        "planned_at": at(ahead, minutes=330),
        "remind_on": ahead - timedelta(days=2),
    }
    activities.plan(actor=ACTOR, now=at(days.today), organisation=body, fields=fields)


def _show(site: Site, days: Almanac, number: int) -> None:
    """Register a position and look at it; the better the estate, the more is there and the fresher."""
    kind = PositionKind.COURTYARD if site.mode == "self" else PositionKind.COMPANY
    since = days.begun + timedelta(days=5)
    fields = {"name": f"{site.name}党员活动室", "address": "物业服务中心一楼", "since": since}
    made = positions.register(actor=ACTOR, now=at(since), kind=kind, estates=[site.estate], fields=fields)
    on = days.today - timedelta(days=7 + number * 11 % 90 if site.quality >= 62 else 230)
    on = max(on, since)
    photo = _photo(site, number, at(on))
    absent = number % 5 if site.quality < 78 else 9
    elements = [
        Seen(each, present=place != absent, photo=photo.pk if place != absent else None)
        for place, each in enumerate(ELEMENTS[kind])
    ]
    positions.check(
        actor=Actor(name=CLERK, role="community", everywhere=True),
        now=at(on, minutes=30),
        position=made,
        on=on,
        elements=elements,
    )
    hung = {"kind": "board", "title": "“红色物业”工作公示和三方承诺", "shown_on": on}
    if number % 6 != 0 or site.quality >= 80:
        publicity.show(actor=ACTOR, now=at(on, minutes=40), estate=site.estate, photo=photo, fields=hung)
    if number % 7 == 0:
        banner = {"kind": "banner", "title": "党建引领聚合力，邻里和美共治理", "shown_on": on}
        fields = {**banner, "valid_until": on + timedelta(days=60)}
        publicity.show(actor=ACTOR, now=at(on, minutes=45), estate=site.estate, photo=photo, fields=fields)


def _photo(site: Site, number: int, now: Any) -> Any:
    """Store a drawn picture of a room with a board and a flag: invented places have no photographs."""
    image = Image.new("RGB", (640, 480), (236, 231, 224))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 360, 640, 480), fill=(201, 190, 176))
    draw.rectangle((90 + number % 40, 90, 430, 300), fill=(250, 248, 244), outline=(140, 132, 122), width=4)
    for line in range(6):
        draw.rectangle(
            (120, 125 + line * 26, 290 + (number * 37 + line * 53) % 110, 133 + line * 26),
            fill=(179, 172, 162),
        )
    draw.rectangle((500, 110, 508, 360), fill=(120, 112, 104))
    draw.rectangle((508, 110, 600, 172), fill=(179, 38, 30))
    raw = io.BytesIO()
    image.save(raw, "JPEG")
    place = site.estate.path
    return files.store(
        actor=ACTOR,
        raw=raw.getvalue(),
        name=f"{site.name}.jpg",
        place=place,
        permission="company.view",
        now=now,
    )


def _open_halls(found: District, days: Almanac) -> None:
    """Give each street's first community a hall, the home community too, with a few bookings ahead."""
    since = days.begun + timedelta(days=8)
    home = found.grid.path
    for number, places in enumerate(found.communities.values()):
        for place in places:
            if place == places[0] or home.startswith(place.path):
                fields = {
                    "name": f"{place.short}“红色物业”议事厅",
                    "address": "社区党员群众服务中心二楼",
                    "seats": 24 + number * 3 % 20,
                    "displays": "细则要点、三方承诺、联席会议纪要、考评结果和整改情况。",
                    "since": since,
                }
                hall = halls.register(actor=ACTOR, now=at(since), path=place.path, fields=fields)
                _book(hall, days, number)


def _book(hall: Any, days: Almanac, number: int) -> None:
    for turn, purpose in enumerate(HALLS):
        start = at(days.today + timedelta(days=1 + turn * 2 + number % 3))
        halls.book(
            actor=Actor(name=CLERK, role="community", everywhere=True),
            now=at(days.today),
            hall=hall,
            start=start,
            end=start + timedelta(hours=2),
            purpose=f"{cast.HOME}{purpose}" if turn == 0 else purpose,
            body=hall.name.partition("“")[0],
        )
