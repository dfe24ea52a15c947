"""Register, change, move, close an estate; change how it is served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.models import Estate, EstateMode, ServiceProject
from linli.registry.services import completeness, finding
from linli.registry.services.writing import demand, swap, written
from linli.registry.terms import Mode
from linli.rules.folding import fold, tidy
from linli.rules.pinyin import initials

FACTS = frozenset(
    {
        "name", "address", "kind", "built_year", "buildings", "households", "floor_area", "building_type",
        "lifts", "garage", "parking", "green_area", "occupied_households", "elderly_households", "plan",
    }
)  # fmt: skip
HOMES = ("households", "occupied_households", "elderly_households")
PARENTS = (Level.COMMUNITY, Level.GRID)


@command
def register(
    *,
    actor: Actor,
    now: datetime,
    parent: Place,
    mode: str,
    fields: Mapping[str, Any],
    since: date | None = None,
) -> Estate:
    """Enter a new estate below a community or a grid, served as `mode` since `since` (today).

    fields: its facts by name, `name` among them
    :raises Refused: if the place is no community or grid, or the name is already there in the community (B2)
    """
    demand(actor, "estate.edit", at=parent.path, clause="B2")
    _check_parent(parent)
    facts = checked(fields)
    if not facts.get("name"):
        raise Refused("请写小区名称。", "Write the name of the estate.", clause="B2", fields=("name",))
    _check_homes(facts)
    refuse_repetition(facts["folded"], parent=parent)
    began = since or timezone.localdate(now)
    code = next_code(_community_code(parent))
    place = Place.objects.create(
        code=code,
        name=facts["name"],
        short=facts["name"],
        level=Level.ESTATE,
        path=paths.child(parent.path, f"e{code}"),
        parent=parent,
        since=began,
    )
    estate = Estate.objects.create(
        code=code, place=place, path=place.path, mode=mode, created_at=now, updated_at=now, **facts
    )
    EstateMode.objects.create(estate=estate, mode=mode, since=began)
    finding.index([(estate.pk, estate.folded, estate.initials)])
    completeness.refresh(estate, today=timezone.localdate(now))
    shown = {
        name: [None, value] for name, value in facts.items() if name in FACTS and value not in (None, "")
    }
    written(
        estate,
        "estate.register",
        {**shown, "mode": [None, mode]},
        actor=actor,
        now=now,
        place=estate.path,
        clause="B2",
    )
    return estate


@command
def change(
    *, actor: Actor, now: datetime, estate: Estate, fields: Mapping[str, Any], seen: datetime | None = None
) -> Estate:
    """Change facts of an estate (B2, K3).

    :raises Stale: if someone changed it since `seen`
    :raises Refused: if the new name is already there in the community
    """
    demand(actor, "estate.edit", at=estate.path, clause="B2")
    facts = checked(fields)
    _check_homes({name: facts.get(name, getattr(estate, name)) for name in HOMES})
    renamed = "folded" in facts and facts["folded"] != estate.folded
    if renamed:
        refuse_repetition(facts["folded"], parent=_parent(estate), besides=estate)
    known_as = estate.folded, estate.initials
    done = swap(estate, facts, seen=seen, now=now)
    if "name" in done:
        finding.index_anew(estate, *known_as)
        Place.objects.filter(pk=estate.place_id).update(name=estate.name, short=estate.name)
    completeness.refresh(estate, today=timezone.localdate(now))
    for derived in ("folded", "initials", "planned"):
        done.pop(derived, None)
    written(estate, "estate.change", done, actor=actor, now=now, place=estate.path, clause="B2")
    return estate


@command
def move(*, actor: Actor, now: datetime, estate: Estate, to: Place, seen: datetime | None = None) -> Estate:
    """Move an estate below another community or grid; its code, and with it its QR code, stays (B3).

    :raises NotAllowed: unless the actor may change estates at both ends
    """
    demand(actor, "estate.edit", at=estate.path, clause="B3")
    demand(actor, "estate.edit", at=to.path, clause="B3")
    _check_parent(to)
    refuse_repetition(estate.folded, parent=to, besides=estate)
    before = estate.path
    swap(estate, {"path": paths.child(to.path, f"e{estate.code}")}, seen=seen, now=now)
    Place.objects.filter(pk=estate.place_id).update(path=estate.path, parent=to)
    completeness.refresh(estate, today=timezone.localdate(now))
    change = {"path": [before, estate.path]}
    written(estate, "estate.move", change, actor=actor, now=now, place=estate.path, clause="B3")
    return estate


@command
def close(*, actor: Actor, now: datetime, estate: Estate, on: date, reason: str) -> Estate:
    """Close an estate that is no more, e.g. torn down. Nothing is deleted.

    :raises Refused: without a reason, or while a company still serves it
    """
    demand(actor, "estate.edit", at=estate.path, clause="B2")
    if not reason.strip():
        raise Refused("请写明注销的理由。", "Say why the estate is closed.", fields=("reason",))
    if ServiceProject.objects.filter(estate=estate, until__isnull=True).exists():
        raise Refused(
            "还有企业在这里服务。请先结束服务项目，再注销小区。",
            "A company still serves this estate. End the service project first.",
            fields=("on",),
        )
    done = swap(estate, {"closed_on": on}, seen=None, now=now)
    Place.objects.filter(pk=estate.place_id).update(until=on)
    written(estate, "estate.close", done, actor=actor, now=now, place=estate.path, clause="B2", note=reason)
    return estate


@command
def change_mode(
    *, actor: Actor, now: datetime, estate: Estate, mode: str, since: date, reason: str = ""
) -> Estate:
    """Serve the estate another way from `since` on; the way before stays in its history (二).

    :raises Refused: if it is served so already, if `since` is not after the present way began,
        or if a company still serves an estate that shall have none
    """
    demand(actor, "estate.edit", at=estate.path, clause="K3")
    _check_mode(estate, mode, since)
    EstateMode.objects.filter(estate=estate, until__isnull=True).update(until=since)
    EstateMode.objects.create(estate=estate, mode=mode, since=since, reason=reason)
    done = swap(estate, {"mode": mode}, seen=None, now=now)
    completeness.refresh(estate, today=timezone.localdate(now))
    done["since"] = [None, since]
    written(estate, "estate.mode", done, actor=actor, now=now, place=estate.path, clause="K3", note=reason)
    return estate


def _check_mode(estate: Estate, mode: str, since: date) -> None:
    if mode == estate.mode:
        raise Refused(
            "现在就是这种管理类型。", "It is served this way already.", clause="K3", fields=("mode",)
        )
    current = EstateMode.objects.filter(estate=estate, until__isnull=True).first()
    if current and since <= current.since:
        raise Refused(
            f"起始日期要晚于现在这一类型的起始日期{current.since:%Y-%m-%d}。",
            f"The date must be after {current.since:%Y-%m-%d}, when the present way began.",
            clause="K3",
            fields=("since",),
        )
    open_project = ServiceProject.objects.filter(estate=estate, until__isnull=True)
    if mode != Mode.MARKET and open_project.exists():
        raise Refused(
            "还有企业在这里服务。请先结束服务项目，再改管理类型。",
            "A company still serves this estate. End the service project first.",
            clause="K3",
            fields=("mode",),
        )


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts with what is derived from them.

    :raises ValueError: for a name that is no fact of an estate
    """
    unknown = set(fields) - FACTS
    if unknown:
        raise ValueError(f"no facts of an estate: {sorted(unknown)}")
    facts = dict(fields)
    if "name" in facts:
        facts["name"] = tidy(facts["name"])
        facts["folded"], facts["initials"] = fold(facts["name"])[:100], initials(facts["name"])[:100]
    if "plan" in facts:
        facts["planned"] = bool(facts["plan"])
    return facts


def _check_homes(facts: Mapping[str, Any]) -> None:
    homes = facts.get("households")
    for name in HOMES[1:]:
        part = facts.get(name)
        if homes is not None and part is not None and part > homes:
            raise Refused(
                f"{part}户多于总户数{homes}户，请改其中一个。",
                f"{part} households are more than the {homes} in all; change one of them.",
                clause="K3",
                fields=(name,),
            )


def refuse_repetition(folded: str, *, parent: Place, besides: Estate | None = None) -> None:
    """Let no two estates of one subdistrict bear the same name after folding, as an import would not either.

    :raises Refused: naming the one that is there
    """
    street = _street(parent)
    same = Estate.objects.at(street.path).filter(folded=folded, closed_on__isnull=True)
    found = same.exclude(pk=besides.pk if besides else None).first()
    if found:
        raise Refused(
            f"{street.name}已有“{found.name}”（{found.code}）。同名小区请在名称里区分，如加期数或方位。",
            f"{street.name} already has “{found.name}” ({found.code}). Tell them apart in the name.",
            clause="B2",
            fields=("name",),
        )


def next_code(prefix: str) -> str:
    """Return the next free code below a community's code: its code and a running number."""
    taken = Estate.objects.filter(code__startswith=f"{prefix}-").values_list("code", flat=True)
    last = max((int(code.rpartition("-")[2]) for code in taken), default=0)
    return f"{prefix}-{last + 1:03d}"


def _check_parent(parent: Place) -> None:
    if parent.level not in PARENTS:
        raise Refused(
            f"小区要放在社区（村）或网格下面，“{parent.name}”不是。",
            f"An estate stands in a community or one of its grids; “{parent.name}” is neither.",
            clause="B3",
            fields=("parent",),
        )


def _parent(estate: Estate) -> Place:
    return Place.objects.get(path=paths.parent(estate.path))


def _community(place: Place) -> Place:
    if place.level == Level.GRID and place.parent_id:
        return Place.objects.get(pk=place.parent_id)
    return place


def _street(parent: Place) -> Place:
    """Return the subdistrict around a place; a community that is in none stands for itself."""
    around = Place.objects.filter(path__in=paths.chain(parent.path), level=Level.SUBDISTRICT).first()
    return around or _community(parent)


def _community_code(parent: Place) -> str:
    return _community(parent).code
