"""Party organisations of the demo: who covers whom, who is sent where, and what is still missing."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from linli.base.command import together
from linli.demo import cast
from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, YEAR, District, Site
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.party.queries import instructors as instructor_queries
from linli.party.queries import units
from linli.party.services import coverage, instructors, members, organisations, plans
from linli.party.terms import Form, Unit, Way
from linli.party.unit import Body

# By the number of the firm: full and probationary members as reported; None leaves it to the head counts.
COUNTS: tuple[tuple[int, int] | None, ...] = (
    (4, 1), (3, 0), (2, 1), (5, 1), (1, 0), (2, 0), (3, 1), (2, 0), (7, 2), (0, 1), None, (1, 0),
)  # fmt: skip
OWN = {
    0: "王海宁",
    1: "苏清和",
    3: "方恒",
    8: "甘嘉木",
}  # firms with their own branch, its secretary
JOINT = (2, 5, 7)  # firms that founded a joint branch
ATTACHED = (4,)  # firms attached to the grid branch of a community
GROWN = 6  # once attached with two members, now it has three
SENT = {0: "田国栋", 2: "田国栋", 4: "江北望", 9: "郝进", 8: "江北望", 5: "郝进"}
BARE_YARDS = frozenset({"幸福街十二号院", "团结院", "田园里"})  # courtyards nobody covers yet
DELEGATES = (
    "赵立新", "钱学勤", "孙爱民", "李志远", "周广平", "吴春生", "郑国强", "冯玉兰", "陈卫东", "褚建国",
)  # fmt: skip
TOPICS = (
    ("指导规范“三会一课”记录", "支部大会要写明应到、实到人数；党课讲稿附后。"),
    ("指导发展党员", "两名入党积极分子按季度考察，培养联系人要写意见。"),
    ("指导主题党日", "与社区志愿服务一起办，提前三天通知。"),
    ("检查红色阵地", "党旗褪色，请更换；制度上墙内容要更新。"),
)
Grids = dict[str, Any]


def fill(found: District, days: Almanac, actors: dict[str, Actor], dice: Random) -> None:
    """Found the organisations, tie the units, send the instructors; some gaps stay, planned or not."""
    with together():
        grids = _grids(found, days)
        firms = {number: _firm(found, number, days) for number in range(len(found.firms))}
        for number, body in firms.items():
            _cover(found, number, body, grids, days)
        _joint(found, firms, days)
        _courtyards(found, grids, days)
        _committees(found, grids, days)
    with together():
        _send(found, firms, actors, days, dice)
        _plan(firms, actors, grids, days)


def _community(path: str) -> str:
    above = paths.parent(path)
    return paths.parent(above) if above.rstrip("/").rpartition("/")[2].startswith("g") else above


def _grids(found: District, days: Almanac) -> Grids:
    """Found a grid branch in every community with an estate, below the working committee of its street."""
    grids: Grids = {}
    wanted = {_community(site.estate.path) for site in found.sites.values()}
    for street, communities in found.communities.items():
        top = None
        for place in communities:
            if place.path not in wanted:
                continue
            top = top or _organisation(
                f"中共{street}党工委", Form.COMMITTEE, found.streets[street].path, days
            )
            number = len(grids)
            grid = _organisation(
                f"{place.short}网格党支部", Form.GRID, place.path, days, parent=top, full=9, committee=True,
                secretary=DELEGATES[(number + 3) % len(DELEGATES)],
            )  # fmt: skip
            grids[place.path] = grid
            for post, step in (("书记", 3), ("组织委员", 0), ("宣传委员", 1)):
                name = DELEGATES[(number + step) % len(DELEGATES)]
                _member(grid, name, post, days)
    return grids


def _organisation(name: str, form: Form, path: str, days: Almanac, **more: Any) -> Any:
    elected = days.begun - timedelta(days=300)
    years = 5 if form in (Form.COMMITTEE, Form.GRID) else 3
    fields: dict[str, Any] = {
        "name": name,
        "elected_on": elected,
        "term_until": elected.replace(year=elected.year + years, day=1),
        **{key: more[key] for key in ("parent", "secretary", "committee", "groups") if key in more},
    }
    return organisations.found(
        actor=ACTOR,
        now=at(days.begun, minutes=110),
        path=path,
        form=form,
        since=days.begun - 3 * YEAR,
        full=more.get("full"),
        fields=fields,
    )


def _member(organisation: Any, name: str, post: str, days: Almanac) -> None:
    members.enter(
        actor=ACTOR,
        now=at(days.begun, minutes=112),
        organisation=organisation,
        name=name,
        standing="full",
        joined_on=days.begun - 2 * YEAR,
        post=post,
    )


def _firm(found: District, number: int, days: Almanac) -> Body:
    body = units.body(ACTOR, unit=Unit.COMPANY, key=found.firms[number].pk)
    counted = COUNTS[number % len(COUNTS)]
    if counted is not None:
        full, probationary = (2, 1) if number == GROWN else counted
        _report(body, days.begun, full, probationary, days)
    return body


def _report(body: Body, as_of: date, full: int, probationary: int, days: Almanac) -> None:
    now = at(max(as_of, days.begun), minutes=115)
    coverage.report(actor=ACTOR, now=now, body=body, as_of=as_of, full=full, probationary=probationary)


def _home(found: District, body: Body) -> str:
    """Return the community where a firm is at home: that of the demo's company is fixed, else its largest."""
    home = found.sites[cast.HOME].estate.path
    return _community(home if home in body.paths else body.paths[0])


def _cover(found: District, number: int, body: Body, grids: Grids, days: Almanac) -> None:
    path = _home(found, body)
    since = days.begun + timedelta(days=10)
    if number in OWN:
        short = body.name.removeprefix("平顶山市").partition("物业")[0]
        counted = COUNTS[number]
        full = counted[0] if counted else None
        branch = _organisation(
            f"{short}物业党支部", Form.BRANCH, path, days, parent=grids[path], full=full,
            secretary=OWN[number], committee=(full or 0) >= 7,
        )  # fmt: skip
        _member(branch, OWN[number], "书记", days)
        _tie(body, branch, Way.OWN, since, days)
    elif number in (*ATTACHED, GROWN):
        _tie(body, grids[path], Way.ATTACHED, since + timedelta(days=30 * number), days)
    if number == GROWN:
        _report(body, days.today - timedelta(days=35), 3, 1, days)


def _joint(found: District, firms: dict[int, Body], days: Almanac) -> None:
    first = firms[JOINT[0]]
    path = paths.parent(_home(found, first))
    joint = _organisation("光明片区物业联合党支部", Form.JOINT, path, days, full=6, secretary="陶睦安")
    for number in JOINT:
        _tie(firms[number], joint, Way.JOINT, days.begun + timedelta(days=25 * number), days)


def _tie(body: Body, organisation: Any, way: Way, since: date, days: Almanac, delegate: str = "") -> None:
    since = min(since, days.today)
    coverage.tie(
        actor=ACTOR,
        now=at(since, minutes=120),
        body=body,
        organisation=organisation,
        way=way,
        since=since,
        delegate=delegate,
    )


def _courtyards(found: District, grids: Grids, days: Almanac) -> None:
    yards = [site for site in found.sites.values() if site.mode == "self"]
    for number, site in enumerate(yards):
        body = units.body(ACTOR, unit=Unit.ESTATE, key=site.estate.pk)
        full = 3 if number == 2 else 1 + number % 2
        _report(body, days.begun, full, 0, days)
        if site.name not in BARE_YARDS:
            _courtyard(site, body, number, full, grids, days)


def _courtyard(site: Site, body: Body, number: int, full: int, grids: Grids, days: Almanac) -> None:
    path = _community(site.estate.path)
    since = days.begun + timedelta(days=12 * number)
    if full >= 3:
        branch = _organisation(f"{site.name}党支部", Form.BRANCH, path, days, parent=grids[path], full=full)
        _tie(body, branch, Way.OWN, since, days)
        return
    grid = grids[path]
    order = list(grids).index(path)
    # The delegate counts in the group as well.
    group = _organisation(f"{site.name}党小组", Form.GROUP, path, days, parent=grid, full=full + 1)
    _tie(body, group, Way.GROUP, since, days, delegate=DELEGATES[order % len(DELEGATES)])


def _committees(found: District, grids: Grids, days: Almanac) -> None:
    """Report the members of some owners' committees, and attach those that have one or two."""
    with_committee = [row[0] for row in cast.ESTATES if row[9]]
    for number, name in enumerate(with_committee):
        if number % 3 == 2:
            continue
        estate = found.sites[name].estate
        body = units.body(ACTOR, unit=Unit.COMMITTEE, key=estate.pk)
        full = 1 + number % 2
        _report(body, days.begun + timedelta(days=20), full, 0, days)
        if number % 3 == 0:
            _tie(body, grids[_community(estate.path)], Way.ATTACHED, days.begun + timedelta(days=40), days)


def _send(
    found: District, firms: dict[int, Body], actors: dict[str, Actor], days: Almanac, dice: Random
) -> None:
    user = instructor_queries.account(ACTOR, pk=actors["instructor"].user_id or 0, on=days.today)
    yard = next(site for site in found.sites.values() if site.mode == "self")
    bodies = [(firms[number], name) for number, name in SENT.items()]
    bodies.append((units.body(ACTOR, unit=Unit.ESTATE, key=yard.estate.pk), "田国栋"))
    home = paths.parent(_community(found.sites[cast.HOME].estate.path))
    for body, name in bodies:
        mine = name == user.name and any(path.startswith(home) for path in body.paths)
        path = home if mine else paths.parent(_community(body.paths[0]))
        row = instructors.appoint(
            actor=ACTOR,
            now=at(days.begun, minutes=130),
            body=body,
            path=path,
            name=name,
            user=user if mine else None,
            office="街道党建办",
            since=days.begun,
            until=days.begun.replace(year=days.begun.year + 2, day=1),
        )
        _visits(row, mine=mine, days=days, dice=dice)


def _visits(row: Any, *, mine: bool, days: Almanac, dice: Random) -> None:
    """Let an instructor come about once a month, up to some weeks ago."""
    on = days.begun + timedelta(days=dice.randint(8, 20))
    number = row.pk
    while on < days.today - timedelta(days=12 if mine else dice.randint(5, 60)):
        topic, advice = TOPICS[number % len(TOPICS)]
        places = instructor_queries.estates(ACTOR, row)
        instructors.guide(
            actor=ACTOR,
            now=at(on, minutes=140),
            instructor=row,
            on=on,
            topic=topic,
            advice=advice,
            estate=places[number % len(places)] if places else None,
        )
        number += 1
        on += timedelta(days=dice.randint(26, 36))


def _plan(firms: dict[int, Body], actors: dict[str, Actor], grids: Grids, days: Almanac) -> None:
    """Two firms have a plan: one in time, one past its day."""
    near = grids[_community(firms[11].paths[0])]
    decided = days.today - timedelta(days=40)
    plans.decide(
        actor=actors["bureau"],
        now=at(decided, minutes=20),
        body=firms[11],
        way=Way.ATTACHED,
        partner=near,
        reason=f"只有1名正式党员，与{near.name}在同一社区，先挂靠，成熟后再联合组建。",
        due_on=days.today + timedelta(days=30),
    )
    plans.decide(
        actor=actors["bureau"],
        now=at(decided - timedelta(days=60), minutes=20),
        body=firms[9],
        way=Way.RECRUIT,
        reason="还没有正式党员，结合秋季招聘优先聘用党员大学生。",
        due_on=days.today - timedelta(days=10),
    )
