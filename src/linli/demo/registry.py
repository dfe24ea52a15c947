"""Fill the registry: places, companies, estates, contracts, staff, disclosures, documents, committees."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from linli.demo import cast
from linli.demo.almanac import Almanac, at
from linli.kernel.actor import Actor
from linli.people.queries import places
from linli.people.services import places as place_services
from linli.registry.services import committees, companies, estates, projects, records
from linli.registry.terms import SCORED_DISCLOSURES, DisclosureKind, DocumentKind
from linli.rules.identifiers import uscc_check_character

ACTOR = Actor.system("demo")
YEAR = timedelta(days=365)
DUTIES = {
    "manager": "全面负责本项目物业服务，组织培训、考核，处理业主诉求，配合街道社区工作。",
    "order": "负责门岗、巡逻、车辆停放秩序和消防通道畅通。",
    "engineering": "负责公共设施设备的巡查、维修和保养，建立台账。",
    "cleaning": "负责公共区域保洁、垃圾分类和排水沟清掏。",
}
PAPERS = {
    DocumentKind.RESPONSIBILITY: "安全生产责任制",
    DocumentKind.TRAINING: "安全生产教育培训制度",
    DocumentKind.PROCEDURES: "安全操作规程",
    DocumentKind.EMERGENCY_PLAN: "防汛防火防台风应急预案",
    DocumentKind.GREENING_PLAN: "年度园林绿化工作计划",
    DocumentKind.DRAINAGE_PLAN: "年度排水管网维护清理计划",
}


@dataclass(slots=True)
class Site:
    """An estate of the demo with what the later steps need. quality: percent, drives its facts"""

    name: str
    estate: Any
    quality: int
    mode: str
    lifts: int
    firm: Any = None
    project: Any = None


@dataclass(slots=True)
class District:
    """path: the district's; streets and communities: places by name"""

    path: str
    place: Any
    streets: dict[str, Any] = field(default_factory=dict)
    communities: dict[str, list[Any]] = field(default_factory=dict)
    firms: list[Any] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)
    grid: Any = None


def fill(days: Almanac, dice: Random) -> District:
    """Register everything, as of the day the registry was begun."""
    found = _places(days)
    found.firms = [_firm(number, firm, days) for number, firm in enumerate(cast.FIRMS)]
    used: dict[str, int] = {}
    for row in cast.ESTATES:
        street = row[1]
        community = found.communities[street][used.get(street, 0) % len(found.communities[street])]
        used[street] = used.get(street, 0) + 1
        site = _estate(row, community, found, days)
        found.sites[site.name] = site
    return found


def places_of(days: Almanac) -> tuple[District, list[tuple[str, str]]]:
    """Take over the divisions; return the district and every pair of street and community in it."""
    found = _places(days)
    spots = [(street, place.short) for street, places_ in found.communities.items() for place in places_]
    return found, spots


def _places(days: Almanac) -> District:
    now = at(days.begun)
    place_services.import_builtin(actor=ACTOR, now=now)
    district = next(
        place
        for place in places.found(ACTOR, words=cast.DISTRICT, permission="place.manage", on=days.today)
        if place.code == cast.DISTRICT
    )
    found = District(district.path, district)
    for street in places.children(ACTOR, path=district.path):
        found.streets[street.short] = street
        found.communities[street.short] = places.children(ACTOR, path=street.path)
    return found


def _firm(number: int, firm: cast.Firm, days: Almanac) -> Any:
    body = f"91410402MA4D{number:05d}"
    facts: dict[str, Any] = {
        "name": firm.name,
        "uscc": body + uscc_check_character(body),
        "legal_representative": firm.head,
        "phone": f"0375-55502{number:02d}",
    }
    if firm.registered:
        facts["registered_on"] = days.begun - YEAR
        facts["platform_number"] = f"HN0375{number + 1:04d}"
    return companies.register(actor=ACTOR, now=at(days.begun, minutes=10), fields=facts)


def _estate(row: tuple[Any, ...], community: Any, found: District, days: Almanac) -> Site:
    name, _, mode, kind, year, households, lifts, quality, firm, committee = row
    now = at(days.begun, minutes=30)
    parent = community
    if name == cast.HOME:
        parent = found.grid = place_services.open_grid(
            actor=ACTOR, community=community, number="06", name="第六网格", now=now
        )
    elif name == cast.COURTYARD:
        parent = found.grid
    estate = estates.register(
        actor=ACTOR,
        now=now,
        parent=parent,
        mode=mode,
        since=date(year, 6, 1),
        fields={
            "name": name,
            "kind": kind,
            "built_year": year,
            "households": households,
            "buildings": max(2, households // 72),
            "floor_area": Decimal(households * 98),
            "lifts": lifts,
            "garage": year >= 2009,
            "building_type": "high" if lifts > 11 else "middle" if lifts else "walk_up",
            "address": f"{community.short}辖区内",
        },
    )
    site = Site(name, estate, quality, mode, lifts)
    if firm is not None:
        site.firm = found.firms[firm]
    if committee:
        _committee(site, days, number=len(found.sites))
    return site


def _committee(site: Site, days: Almanac, *, number: int) -> None:
    elected = days.begun - timedelta(days=200 + 17 * number)
    now = at(days.begun, minutes=40)
    committee = committees.elect(
        actor=ACTOR,
        now=now,
        estate=site.estate,
        fields={
            "kind": "committee",
            "elected_on": elected,
            "term_until": elected.replace(year=elected.year + 5, day=1),
            "members": 7,
            "chair": cast.CHAIRS[number % len(cast.CHAIRS)],
        },
    )
    committees.file(
        actor=ACTOR,
        now=now,
        committee=committee,
        on=elected + timedelta(days=20),
        number=f"业委备{number:03d}",
    )


def serve(found: District, days: Almanac, dice: Random) -> None:
    """Let the companies take on their estates, with contracts, posts, staff, disclosures and documents."""
    for number, site in enumerate(found.sites.values()):
        if site.firm is not None:
            _project(site, days, number)
            _contract(site, days, number)
            _people(site, days, number, dice)
        if site.mode != "none":
            _shown(site, days)
            _papers(site, days)


def _project(site: Site, days: Almanac, number: int) -> None:
    site.project = projects.start(
        actor=ACTOR,
        now=at(days.begun, minutes=60),
        estate=site.estate,
        company=site.firm,
        since=days.begun - 2 * YEAR,
        fields={
            "fee": Decimal(60 + site.quality) / 100,
            "phone": f"0375-55501{number:02d}",
            "hours": "24 小时" if site.quality > 80 else "8:00–20:00",
        },
    )


def _contract(site: Site, days: Almanac, number: int) -> None:
    signed = days.begun - timedelta(days=30 if site.quality < 60 else 330 - 9 * (number % 20))
    end = days.today + timedelta(days=40) if number % 11 == 5 else signed.replace(year=signed.year + 3, day=1)
    contract = records.sign(
        actor=ACTOR,
        now=at(days.begun, minutes=70),
        project=site.project,
        fields={
            "kind": "first" if number % 3 else "renewal",
            "number": f"WY-{signed.year}-{number + 1:03d}",
            "signed_on": signed,
            "start": signed + timedelta(days=5),
            "end": end,
            "fee": Decimal(60 + site.quality) / 100,
        },
    )
    if site.quality >= 60:
        records.file_contract(
            actor=ACTOR,
            now=at(days.begun, minutes=75),
            contract=contract,
            on=signed + timedelta(days=12),
            number=f"平新物备〔{signed.year}〕{number + 1}号",
        )


def _people(site: Site, days: Almanac, number: int, dice: Random) -> None:
    now = at(days.begun, minutes=80)
    for place, (post, duties) in enumerate(DUTIES.items()):
        if place and site.quality < 60:
            break
        projects.appoint(
            actor=ACTOR,
            now=now,
            project=site.project,
            post=post,
            fields={
                "name": cast.MANAGERS[(number * 3 + place) % len(cast.MANAGERS)],
                "phone": f"1380375{number:02d}{place:02d}",
                "duties": duties if site.quality >= 65 else "",
                "since": days.begun - YEAR,
            },
        )
    heads = max(8, site.estate.households // 40)
    projects.count_staff(
        actor=ACTOR,
        now=now,
        project=site.project,
        as_of=days.begun,
        fields={
            "required": heads,
            "order": heads // 3,
            "cleaning": heads // 3,
            "repair": max(2, heads // 8),
            "service": heads if site.quality >= 62 else 1,
            "other": 1,
            "party_members": dice.randint(1, 5),
        },
    )


def _shown(site: Site, days: Almanac) -> None:
    kinds = list(SCORED_DISCLOSURES)
    kinds = kinds[: 4 if site.quality >= 82 else 3 if site.quality >= 70 else 2]
    extra = [DisclosureKind.CONTACTS, DisclosureKind.FEE_STATUS] if site.quality >= 86 else []
    records.disclose(
        actor=ACTOR,
        now=at(days.begun, minutes=90),
        estate=site.estate,
        project=site.project,
        kinds=tuple(str(kind) for kind in [*kinds, *extra]),
        fields={"shown_on": days.begun - timedelta(days=60), "place_note": "南门公示栏"},
    )


def _papers(site: Site, days: Almanac) -> None:
    for place, (kind, title) in enumerate(PAPERS.items()):
        if site.quality < 60 + 4 * place and place > 2:
            continue
        ends = days.today + timedelta(days=20) if place == 5 and site.quality % 7 == 0 else None
        records.issue(
            actor=ACTOR,
            now=at(days.begun, minutes=100),
            estate=site.estate,
            project=site.project,
            fields={
                "kind": str(kind),
                "title": title,
                "issued_on": days.begun - timedelta(days=100),
                "valid_until": ends,
            },
        )


RENEWED = {"矿东花园": 19, "金山雅居": 12, "西市口小区": 8}  # signed so many days ago, not yet on file


def renew(found: District, days: Almanac) -> None:
    """Let a few companies sign new contracts lately: one filing is overdue, two are due."""
    for number, (name, ago) in enumerate(RENEWED.items()):
        signed = days.today - timedelta(days=ago)
        records.sign(
            actor=ACTOR,
            now=at(signed, minutes=15),
            project=found.sites[name].project,
            fields={
                "kind": "renewal",
                "number": f"WY-{signed.year}-X{number + 1:02d}",
                "signed_on": signed,
                "start": signed + timedelta(days=10),
                "end": signed.replace(year=signed.year + 2, day=1),
                "fee": Decimal("1.10"),
            },
        )
