"""What anybody may read of joint meetings: approved ones, by side and never by name; and the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.kernel.actor import Actor
from linli.tripartite.models import Meeting
from linli.tripartite.terms import MeetingState, ResolutionState, Side

SIDES = dict(Side.choices)
STATES = dict(ResolutionState.choices)


@dataclass(frozen=True, slots=True)
class PublicResolution:
    """state: as its code; accepted_on: day of the meeting that accepted it"""

    text: str
    side: Any
    due_on: date
    state: str
    state_words: Any
    late: bool


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """agenda: title and outcome of each item; sides: those that came"""

    title: str
    held_on: date | None
    sides: tuple[Any, ...]
    agenda: tuple[tuple[str, str], ...]
    resolutions: tuple[PublicResolution, ...]


def approved(actor: Actor, *, estate_code: str, today: date, limit: int = 20) -> list[PublicMeeting]:
    """Return the approved meetings of an estate, latest first; four queries (G6)."""
    rows = (
        Meeting.objects.filter(
            estate__code=estate_code, estate__closed_on__isnull=True, state=MeetingState.APPROVED
        )
        .prefetch_related("agenda", "attendance", "resolutions")
        .order_by("-held_on", "-pk")
    )
    return [_public(row, today) for row in rows[:limit]]


def coming(actor: Actor, *, estate_code: str, now: datetime) -> Meeting | None:
    """Return the next meeting that is called: the public is told title, time and place; one query."""
    rows = Meeting.objects.filter(
        estate__code=estate_code, state=MeetingState.CALLED, planned_at__gte=now
    ).only("title", "planned_at", "place_note")
    found: Meeting | None = rows.order_by("planned_at").first()
    return found


def _public(row: Meeting, today: date) -> PublicMeeting:
    came = {each.side for each in row.attendance.all() if each.present}
    return PublicMeeting(
        title=row.title,
        held_on=row.held_on,
        sides=tuple(SIDES[side] for side in Side.values if side in came),
        agenda=tuple((item.title, item.outcome) for item in row.agenda.all()),
        resolutions=tuple(
            PublicResolution(
                text=each.text,
                side=SIDES[each.side],
                due_on=each.due_on,
                state=each.state,
                state_words=STATES[each.state],
                late=each.state == ResolutionState.OPEN and each.due_on < today,
            )
            for each in sorted(row.resolutions.all(), key=lambda each: each.number)
            if each.state != ResolutionState.DROPPED
        ),
    )
