"""Cross-appointments in both directions, and what quality directors find (G2–G4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from linli.base.attaching import attachable
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people.models import Place, User
from linli.people.terms import Level
from linli.registry.models import Company, Estate, ServiceProject
from linli.registry.services.writing import demand, swap, written
from linli.tripartite.models import Appointment, QualityNote
from linli.tripartite.rights import may_note
from linli.tripartite.terms import Direction


@dataclass(frozen=True, slots=True)
class Term:
    """Who, and for how long. until: first day after it, None while open; user_id: the account, if any"""

    name: str
    since: date
    until: date | None = None
    title: str = ""
    user_id: int | None = None


@command
def direct(*, actor: Actor, now: datetime, estate: Estate, term: Term) -> Appointment:
    """Make a person of the community the volunteer quality director of the company at an estate (G3).

    :raises Refused: if no company serves there on that day, or the terms of two directors would overlap
    """
    demand(actor, "mechanism.manage", at=estate.path, clause="G3")
    _check_term(term, "G3")
    serving = ServiceProject.objects.filter(
        Q(until__isnull=True) | Q(until__gt=term.since), estate=estate, since__lte=term.since
    ).first()
    if serving is None:
        raise Refused(
            f"{term.since}这天没有物业企业服务{estate.name}，不能聘请义务质量总监。",
            f"No company served {estate.name} on {term.since}, so it can have no quality director.",
            clause="G3",
            fields=("since",),
        )
    seat = Appointment.objects.filter(direction=Direction.QUALITY_DIRECTOR, estate=estate)
    _check_free(seat, term, "G3")
    row = Appointment(
        direction=Direction.QUALITY_DIRECTOR, estate=estate, company_id=serving.company_id, path=estate.path
    )
    return _made(actor, row, term, now=now, clause="G3")


@command
def take_in(*, actor: Actor, now: datetime, community: Place, company: Company, term: Term) -> Appointment:
    """Take the head of a company in as part-time member of a community's two committees (G4).

    :raises Refused: if the place is no community, the company serves nothing there, or terms would overlap
    """
    demand(actor, "mechanism.manage", at=community.path, clause="G4")
    _check_term(term, "G4")
    if community.level != Level.COMMUNITY:
        raise Refused(
            f"{community.short}不是社区，请选择社区。",
            f"{community.short} is no community; choose one.",
            clause="G4",
            fields=("community",),
        )
    serves = ServiceProject.objects.at(community.path).filter(company=company, until__isnull=True)
    if not serves.exists():
        raise Refused(
            f"{company.name}现在没有服务{community.short}的小区。",
            f"{company.name} serves no estate of {community.short} now.",
            clause="G4",
            fields=("company",),
        )
    seat = Appointment.objects.filter(
        direction=Direction.COMMUNITY_SEAT, path=community.path, company=company
    )
    _check_free(seat, term, "G4")
    row = Appointment(direction=Direction.COMMUNITY_SEAT, company=company, path=community.path)
    return _made(actor, row, term, now=now, clause="G4")


@command
def end(*, actor: Actor, now: datetime, appointment: Appointment, until: date, reason: str) -> Appointment:
    """End an appointment; it stays in the history (G2).

    :raises Refused: without a reason, or for a day not after its beginning, or later than its own end
    """
    demand(actor, "mechanism.manage", at=appointment.path, clause="G2")
    if not reason.strip():
        raise Refused("请写明原因。", "Say why.", clause="G2", fields=("reason",))
    last = appointment.until
    if until <= appointment.since or (last is not None and until >= last):
        words = f"、早于原定的{last}" if last else ""
        raise Refused(
            f"结束日期要晚于聘任日期{appointment.since}{words}。",
            f"It must end after {appointment.since}" + (f" and before {last}." if last else "."),
            clause="G2",
            fields=("until",),
        )
    done = swap(appointment, {"until": until}, seen=None, now=now)
    path = appointment.path
    written(
        appointment, "appointment.end", done, actor=actor, now=now, place=path, clause="G2", note=reason,
        on=until,
    )  # fmt: skip
    return appointment


@command
def note(
    *,
    actor: Actor,
    now: datetime,
    appointment: Appointment,
    on: date,
    text: str,
    photos: Sequence[int] = (),
) -> QualityNote:
    """Record what a quality director found at the estate (G3).

    photos: keys of stored files
    :raises NotAllowed: if the actor is neither the director nor of the community there
    :raises Refused: if nothing is said, or the day lies ahead or outside the director's term
    """
    if not may_note(actor, appointment):
        raise NotAllowed(
            "质量记录由义务质量总监本人或所在社区登记。",
            "Notes are written by the quality director or the community.",
            clause="G3",
        )
    if appointment.direction != Direction.QUALITY_DIRECTOR:
        raise Refused("只有义务质量总监记质量记录。", "Only quality directors write notes.", clause="G3")
    if not text.strip():
        raise Refused("请写发现了什么。", "Write what was found.", clause="G3", fields=("text",))
    _check_within(appointment, on, timezone.localdate(now))
    files = attachable(actor, photos, permission="tripartite.view", path=appointment.path)
    row = QualityNote.objects.create(
        appointment=appointment, on=on, text=text.strip(), recorded_by=actor.user_id, recorded_at=now
    )
    row.photos.set(files)
    change = {"quality_note": [None, row.pk], "photos": [None, len(files)]}
    path = appointment.path
    written(appointment, "quality.note", change, actor=actor, now=now, place=path, clause="G3", on=on)
    return row


def _check_within(appointment: Appointment, on: date, today: date) -> None:
    if on > today:
        raise Refused(f"{on}还没有到。", f"{on} lies ahead.", clause="G3", fields=("on",))
    if on < appointment.since or (appointment.until is not None and on >= appointment.until):
        term = f"{appointment.since} – {appointment.until or ''}"
        raise Refused(
            f"{on}不在任期内（{term}）。请改日期。",
            f"{on} is outside the term ({term}). Mend the day.",
            clause="G3",
            fields=("on",),
        )


def _check_term(term: Term, clause: str) -> None:
    if not term.name.strip():
        raise Refused("请写姓名。", "Write a name.", clause=clause, fields=("name",))
    if term.user_id is not None and not User.objects.filter(pk=term.user_id, is_active=True).exists():
        raise Refused(
            "没有这个账号，或已停用。请重新选。",
            "There is no such account, or it is closed; choose again.",
            clause=clause,
            fields=("user",),
        )
    if term.until is not None and term.until <= term.since:
        raise Refused(
            "任期的最后一天不能早于第一天。",
            "The term must not end before it begins.",
            clause=clause,
            fields=("until",),
        )


def _check_free(seat: object, term: Term, clause: str) -> None:
    """Refuse a term that shares a day with another of the same seat."""
    rows = seat.filter(Q(until__isnull=True) | Q(until__gt=term.since))  # type: ignore[attr-defined]
    if term.until is not None:
        rows = rows.filter(since__lt=term.until)
    other = rows.order_by("since").first()
    if other is not None:
        until = f"到{other.until}" if other.until else "未结束"
        raise Refused(
            f"这一职务{other.name}自{other.since}在任（{until}），任期不能重叠。请先结束，或改日期。",
            f"{other.name} holds this seat since {other.since}; terms may not overlap. End it first.",
            clause=clause,
            fields=("since",),
        )


def _made(actor: Actor, row: Appointment, term: Term, *, now: datetime, clause: str) -> Appointment:
    row.name, row.title, row.user_id = term.name.strip(), term.title.strip(), term.user_id
    row.since, row.until, row.updated_at = term.since, term.until, now
    row.save()
    change: dict[str, list[Any]] = {
        "direction": [None, str(row.direction)],
        "company": [None, row.company_id],
        "until": [None, term.until],
    }
    written(
        row, "appointment.make", change, actor=actor, now=now, place=row.path, clause=clause, on=term.since
    )
    return row
