"""What the dossier of an estate shows of its three sides; three queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from linli.kernel.actor import Actor
from linli.registry.models import Estate
from linli.tripartite.models import Appointment, Mechanism, Meeting, Resolution
from linli.tripartite.models.mechanisms import holding
from linli.tripartite.rights import is_inside
from linli.tripartite.terms import Direction, MeetingState, ResolutionState

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Part:
    """since: of the mechanism, None without one; resolutions: those not settled, due first"""

    estate: Estate
    since: date | None
    hotline: str
    director: str
    meetings: list[Meeting]
    resolutions: list[Resolution]
    today: date
    may_manage: bool
    may_hold: bool


def dossier_part(actor: Actor, estate: Estate, *, today: date) -> Part | None:
    """Return mechanism, director, last meetings and open resolutions; None to whom they are no business."""
    if not actor.may("tripartite.view", at=estate.path):
        return None
    facts = _facts(estate, today)
    meetings = Meeting.objects.filter(estate=estate)
    undone = [ResolutionState.OPEN, ResolutionState.DONE]
    resolutions = Resolution.objects.filter(estate=estate, state__in=undone)
    if not is_inside(actor):
        meetings = meetings.filter(state=MeetingState.APPROVED)
        resolutions = resolutions.filter(meeting__state=MeetingState.APPROVED)
    return Part(
        estate=estate,
        since=facts["mechanism_since"],
        hotline=facts["mechanism_hotline"] or "",
        director=facts["director"] or "",
        meetings=list(meetings.order_by("-planned_at")[:SHOWN]),
        resolutions=list(resolutions.order_by("due_on")[:6]),
        today=today,
        may_manage=actor.may("mechanism.manage", at=estate.path),
        may_hold=actor.may("meeting.hold", at=estate.path),
    )


def _facts(estate: Estate, today: date) -> dict[str, Any]:
    held = Mechanism.objects.filter(holding(today), estate=OuterRef("pk")).order_by("-since")
    director = Appointment.objects.filter(
        holding(today), direction=Direction.QUALITY_DIRECTOR, estate=OuterRef("pk")
    )
    found: dict[str, Any] = Estate.objects.filter(pk=estate.pk).values(
        mechanism_since=Subquery(held.values("since")[:1]),
        mechanism_hotline=Subquery(held.values("hotline")[:1]),
        director=Subquery(director.values("name")[:1]),
    )[0]
    return found
