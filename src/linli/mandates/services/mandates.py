"""Who answers for a place: given, ended (I7, K1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.mandates.models import Mandate
from linli.mandates.terms import PUBLIC_KINDS, MandateKind
from linli.people.models import Place, User
from linli.people.terms import Level
from linli.registry.services.writing import demand, swap, written

BELOW = (Level.COMMUNITY, Level.GRID, Level.ESTATE)


@dataclass(frozen=True, slots=True)
class Given:
    """Who answers, and for how long. until: first day after it; user_id: the holder's account, if any"""

    kind: str
    name: str
    since: date
    until: date | None = None
    title: str = ""
    phone: str = ""
    user_id: int | None = None


@command
def give(*, actor: Actor, now: datetime, subdistrict: Place, place: Place, given: Given) -> Mandate:
    """Enter that a person or an office of a subdistrict answers for a place (I7, K1).

    place: the subdistrict itself for a leader or an office; below it for a contact point or an area
    :raises Refused: for a place of another kind, without a name, or if terms would overlap
    """
    clause = clause_of(given.kind)
    demand(actor, "mandate.manage", at=subdistrict.path, clause=clause)
    _check_kind(given.kind)
    _check_place(subdistrict, place, given.kind)
    _check_given(given, clause)
    _check_free(subdistrict, place, given, clause)
    row = Mandate.objects.create(
        kind=given.kind,
        subdistrict=subdistrict.path,
        path=place.path,
        name=given.name.strip(),
        title=given.title.strip(),
        phone=given.phone.strip(),
        user_id=given.user_id,
        since=given.since,
        until=given.until,
        updated_at=now,
    )
    change: dict[str, list[Any]] = {
        "kind": [None, given.kind],
        "name": [None, row.name],
        "until": [None, given.until],
    }
    written(
        row, "mandate.give", change, actor=actor, now=now, place=place.path, clause=clause, on=given.since
    )
    return row


@command
def end(*, actor: Actor, now: datetime, mandate: Mandate, until: date, reason: str) -> Mandate:
    """End a mandate; it stays in the history with its visits (I7, K1).

    :raises Refused: without a reason, for a day not after its beginning, or later than its own end
    """
    clause = clause_of(mandate.kind)
    demand(actor, "mandate.manage", at=mandate.subdistrict, clause=clause)
    if not reason.strip():
        raise Refused("请写明原因，如：工作调整。", "Say why.", clause=clause, fields=("reason",))
    last = mandate.until
    if until <= mandate.since or (last is not None and until >= last):
        words = f"、早于原定的{last}" if last else ""
        raise Refused(
            f"结束日期要晚于起始日期{mandate.since}{words}。",
            f"It must end after {mandate.since}" + (f" and before {last}." if last else "."),
            clause=clause,
            fields=("until",),
        )
    done = swap(mandate, {"until": until}, seen=None, now=now)
    path = mandate.path
    written(
        mandate, "mandate.end", done, actor=actor, now=now, place=path, clause=clause, note=reason, on=until
    )
    return mandate


def clause_of(kind: str) -> str:
    """Return the clause a kind of mandate comes from."""
    return "I7" if kind in PUBLIC_KINDS else "K1"


def _check_kind(kind: str) -> None:
    if kind not in MandateKind.values:
        raise Refused(
            "请选分管领导、责任科室、联系点或包干片。",
            "Choose leader, office, contact point or area.",
            fields=("kind",),
        )


def _check_place(subdistrict: Place, place: Place, kind: str) -> None:
    if subdistrict.level != Level.SUBDISTRICT:
        raise Refused(
            f"{subdistrict.short}不是街道（镇）。",
            f"{subdistrict.short} is no subdistrict.",
            clause=clause_of(kind),
            fields=("place",),
        )
    if kind in PUBLIC_KINDS:
        fits = place.path == subdistrict.path
        words = ("分管领导和责任科室是整个街道的", "A leader and an office are of the whole subdistrict")
    else:
        fits = place.level in BELOW and place.path.startswith(subdistrict.path)
        words = (
            f"请选{subdistrict.short}的社区、网格或小区",
            f"Choose a community, grid or estate of {subdistrict.short}",
        )
    if not fits:
        raise Refused(f"{words[0]}。", f"{words[1]}.", clause=clause_of(kind), fields=("place",))


def _check_given(given: Given, clause: str) -> None:
    if not given.name.strip():
        raise Refused("请写姓名或科室名称。", "Write a name.", clause=clause, fields=("name",))
    if given.until is not None and given.until <= given.since:
        raise Refused(
            "最后一天不能早于第一天。",
            "It must not end before it begins.",
            clause=clause,
            fields=("until",),
        )
    if given.user_id is not None and not User.objects.filter(pk=given.user_id, is_active=True).exists():
        raise Refused(
            "没有这个账号，或已停用。请重新选。",
            "There is no such account, or it is closed; choose again.",
            clause=clause,
            fields=("user",),
        )


def _check_free(subdistrict: Place, place: Place, given: Given, clause: str) -> None:
    """Refuse a term that shares a day with another of the same seat or place."""
    # One of two at once waits here for the other: the subdistrict's row is taken by an update.
    Place.objects.filter(pk=subdistrict.pk).update(path=subdistrict.path)
    seat: dict[str, Any] = {"kind": given.kind, "path": place.path}
    rows = Mandate.objects.filter(Q(until__isnull=True) | Q(until__gt=given.since), **seat)
    if given.until is not None:
        rows = rows.filter(since__lt=given.until)
    other = rows.order_by("since").first()
    if other is not None:
        until = f"到{other.until}" if other.until else "未结束"
        raise Refused(
            f"{place.short}的{MandateKind(given.kind).label}自{other.since}是{other.name}（{until}），"
            "任期不能重叠。请先结束，或改日期。",
            f"{other.name} holds this since {other.since}; terms may not overlap. End that one first.",
            clause=clause,
            fields=("since",),
        )
