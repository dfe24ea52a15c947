"""Positions (阵地): registered, changed, looked at element by element with photo and date (E1 H3 S3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base import files, journal
from linli.base.command import command
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.party.models import ElementSeen, Position, PositionCheck
from linli.party.naming import name_of
from linli.party.rights import company_of
from linli.party.terms import ELEMENTS, Element, PositionKind
from linli.people.terms import Role
from linli.registry.models import Estate, ServiceProject
from linli.registry.services.writing import swap, written
from linli.registry.terms import Mode
from linli.rules.folding import tidy

CHECK = "position.check"
FACTS = frozenset({"name", "address", "since", "until"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One element as it was found. photo: key of a stored picture, needed for what is present"""

    element: str
    present: bool
    photo: int | None = None


@command
def register(
    *, actor: Actor, now: datetime, kind: str, estates: Sequence[Estate], fields: Mapping[str, Any]
) -> Position:
    """Enter a position that serves these estates; it stands at the first of them (E1 H3).

    fields: name, since; perhaps address

    :raises NotAllowed: if the actor may not check positions at each estate
    :raises Refused: without a name or an estate, ahead of today, or of the wrong kind for an estate
    """
    if not estates:
        raise Refused(
            "请选择它服务的小区。", "Choose the estates it serves.", clause="E1", fields=("estates",)
        )
    clause = _clause(kind)
    for estate in estates:
        demand_at(actor, estate, clause)
        _check_kind(kind, estate)
    facts = _checked(fields, timezone.localdate(now))
    position = Position.objects.create(kind=kind, path=estates[0].path, updated_at=now, **facts)
    position.estates.set(estates)
    change = {"name": [None, position.name], "kind": [None, kind]}
    change["estates"] = [None, ", ".join(estate.code for estate in estates)]
    place = position.path
    written(position, "position.register", change, actor=actor, now=now, place=place, clause=clause)
    return position


@command
def change(
    *,
    actor: Actor,
    now: datetime,
    position: Position,
    fields: Mapping[str, Any],
    seen: datetime | None = None,
) -> Position:
    """Correct a position, or end it by `until` (E1).

    :raises Stale: if somebody wrote since `seen`
    """
    clause = _clause(position.kind)
    for estate in position.estates.all():
        demand_at(actor, estate, clause)
    whole = {name: fields.get(name, getattr(position, name)) for name in FACTS}
    facts = {
        name: value for name, value in _checked(whole, timezone.localdate(now)).items() if name in fields
    }
    done = swap(position, facts, seen=seen, now=now)
    place = position.path
    written(position, "position.change", done, actor=actor, now=now, place=place, clause=clause)
    return position


@command
def check(
    *, actor: Actor, now: datetime, position: Position, on: date, elements: Sequence[Seen], note: str = ""
) -> PositionCheck:
    """Write down what was there on a day: every element, those present with a photo (E1 H3 S3).

    One line in the journal for each estate the position serves.

    :raises NotAllowed: if the actor may not check at any of its estates
    :raises Refused: for a day ahead or outside its life, elements missing or foreign, one without a picture
    """
    today, clause = timezone.localdate(now), _clause(position.kind)
    estates = list(position.estates.order_by("path"))
    if not any(may_check(actor, estate) for estate in estates):
        demand_at(actor, estates[0], clause)
    _check_day(position, on, today)
    _check_elements(position, elements)
    photos = _pictures(actor, elements)
    made = PositionCheck.objects.create(
        position=position,
        on=on,
        by_name=name_of(actor),
        role=actor.role,
        note=tidy(note)[:300],
        recorded_at=now,
    )
    ElementSeen.objects.bulk_create(
        ElementSeen(
            check_made=made,
            element=each.element,
            present=each.present,
            photo=photos.get(each.photo or 0) if each.present else None,
        )
        for each in elements
    )
    lines = [
        journal.Line(
            verb=CHECK,
            kind="registry.estate",
            key=str(estate.pk),
            place=estate.path,
            clause=clause,
            on=on,
            change={"position_check": [None, made.pk]},
        )
        for estate in estates
    ]
    journal.write_lines(actor=actor, lines=lines, at=now)
    return made


def may_check(actor: Actor, estate: Estate) -> bool:
    """Test if the actor may look at positions of an estate: there, and a company's people where it serves."""
    if not actor.may(CHECK, at=estate.path):
        return False
    company = company_of(actor)
    if actor.role != Role.COMPANY or company is None:
        return True
    return ServiceProject.objects.filter(estate=estate, company=company, until__isnull=True).exists()


def demand_at(actor: Actor, estate: Estate, clause: str) -> None:
    """Go on only if the actor may check positions and publicity of an estate.

    :raises NotAllowed: otherwise
    """
    if not may_check(actor, estate):
        raise NotAllowed(
            f"“{estate.name}”不归您核查。请由它的企业、网格员、社区或街道来办。",
            f"“{estate.name}” is not yours to check. Its company, grid worker or community may.",
            clause=clause,
        )


def _clause(kind: str) -> str:
    return "H3" if kind == PositionKind.COURTYARD else "E1"


def _check_kind(kind: str, estate: Estate) -> None:
    if (kind == PositionKind.COURTYARD) != (estate.mode == Mode.SELF):
        raise Refused(
            f"“{estate.name}”是{estate.get_mode_display()}小区，阵地种类选得不对："
            "自主管理庭院选“自主管理庭院阵地”，其余选“物业服务企业阵地”。",
            f"“{estate.name}” needs the other kind of position: courtyards have their own.",
            clause=_clause(kind),
            fields=("kind", "estates"),
        )


def _checked(fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    unknown = set(fields) - FACTS
    if unknown:
        raise ValueError(f"no facts of a position: {sorted(unknown)}")
    facts = {**fields, "name": tidy(fields["name"])[:100]}
    if not facts["name"]:
        raise Refused("请写阵地名称。", "Write its name.", clause="E1", fields=("name",))
    if facts["since"] > today:
        raise Refused(
            f"启用日期{facts['since']}还没到。",
            f"It can't be in use from {facts['since']} on, a day ahead.",
            clause="E1",
            fields=("since",),
        )
    if facts.get("until") is not None and facts["until"] <= facts["since"]:
        raise Refused(
            "停用日期要晚于启用日期。", "It must end after it began.", clause="E1", fields=("until",)
        )
    return facts


def _check_day(position: Position, on: date, today: date) -> None:
    ended = position.until is not None and on >= position.until
    if on > today or on < position.since or ended:
        raise Refused(
            f"核查日期应在启用日期{position.since}和今天之间，且阵地还在使用。",
            f"The day must lie between {position.since} and today, while the position is in use.",
            clause=_clause(position.kind),
            fields=("on",),
        )


def _check_elements(position: Position, elements: Sequence[Seen]) -> None:
    wanted = ELEMENTS[PositionKind(position.kind)]
    if sorted(each.element for each in elements) != sorted(wanted):
        raise Refused(
            "每一样都要写有没有。", "Say of each element whether it is there.", fields=("elements",)
        )
    bare = [Element(each.element) for each in elements if each.present and each.photo is None]
    if bare:
        raise Refused(
            f"“{bare[0].label}”要配一张当天的照片；没有的请选“没有”。",
            f"“{bare[0].label}” needs a photo; if it is not there, say so.",
            clause=_clause(position.kind),
            fields=tuple(f"{each.value}-photo" for each in bare),
        )


def _pictures(actor: Actor, elements: Sequence[Seen]) -> dict[int, StoredFile]:
    found: dict[int, StoredFile] = {}
    for each in elements:
        if each.present and each.photo is not None:
            row = files.stored(actor, pk=each.photo)
            if not row.media_type.startswith("image/"):
                raise Refused(
                    f"“{row.name}”不是照片，请重新拍照。",
                    f"“{row.name}” is no picture; take a photo.",
                    fields=(f"{each.element}-photo",),
                )
            found[row.pk] = row
    return found
