"""Resolutions that are followed up: lists, what is overdue, and one with its cause and its proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.registry.models import ServiceProject
from linli.registry.models.finding import matches
from linli.tripartite.models import Meeting, Resolution
from linli.tripartite.queries.links import Link, described
from linli.tripartite.rights import is_inside, may_act_for, side_of
from linli.tripartite.terms import MeetingState, ResolutionState, Side

STATES: dict[str, Any] = {
    "open": lambda today: Q(state=ResolutionState.OPEN),
    "overdue": lambda today: Q(state=ResolutionState.OPEN, due_on__lt=today),
    "done": lambda today: Q(state=ResolutionState.DONE),
    "accepted": lambda today: Q(state=ResolutionState.ACCEPTED),
    "dropped": lambda today: Q(state=ResolutionState.DROPPED),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything. state: a key of `STATES`; mine: of the actor's own side"""

    q: str = ""
    at: str = ""
    state: str = ""
    side: str = ""
    estate: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A resolution with its cause, what it changed, its proof, and the later meetings that took it up."""

    row: Resolution
    source: Link | None
    changed: Link | None
    proof: tuple[StoredFile, ...]
    later: tuple[Meeting, ...]


def resolutions(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the resolutions `wanted`, due first in front; an owner finds those of approved minutes."""
    rule = STATES[wanted.state](today) if wanted.state in STATES else Q()
    if wanted.q:
        rule &= Q(text__contains=wanted.q) | matches(wanted.q, "estate__")
    if wanted.side in Side.values:
        rule &= Q(side=wanted.side)
    if wanted.estate:
        rule &= Q(estate__code=wanted.estate)
    if wanted.mine:
        rule &= _mine(actor)
    rows = _seen(actor).visible_at(actor, "tripartite.view", wanted.at).filter(rule)
    return rows.select_related("estate", "meeting").order_by("due_on", "pk")


def overdue(actor: Actor, *, today: date, at: str = "") -> int:
    """Return how many resolutions are past their day; one query."""
    count: int = resolutions(actor, Wanted(at=at, state="overdue"), today=today).order_by().count()
    return count


def resolution(actor: Actor, *, pk: int, permission: str = "tripartite.view") -> Resolution:
    """Return one resolution with its meeting and estate.

    :raises NoSuch: if there is none, or none the actor may see
    """
    seen = _seen(actor).visible_to(actor, permission)
    found: Resolution | None = (
        seen.select_related("estate__place", "meeting", "item", "accepted_in").filter(pk=pk).first()
    )
    if found is None:
        raise NoSuch(
            "没有这条决议，或者它不归您查看。", "There is no such resolution, or it is not yours to see."
        )
    return found


def whole(actor: Actor, row: Resolution) -> Whole:
    """Return a resolution with its cause and what it changed, both as links; four queries at most."""
    links = described(actor, {row.source, row.changed} - {""}, estate=row.estate)
    later = Meeting.objects.visible_to(actor, "tripartite.view").filter(
        estate=row.estate, agenda__source=f"resolution:{row.pk}"
    )
    return Whole(
        row=row,
        source=links.get(row.source),
        changed=links.get(row.changed),
        proof=tuple(row.proof.order_by("pk")) if is_inside(actor) else (),
        later=tuple(later.distinct().order_by("planned_at")),
    )


def _seen(actor: Actor) -> Any:
    if is_inside(actor):
        return Resolution.objects.all()
    return Resolution.objects.filter(meeting__state=MeetingState.APPROVED)


def _mine(actor: Actor) -> Q:
    """Return the condition that a resolution is for the actor's side; of a company, where it serves."""
    side = side_of(actor)
    if side != Side.COMPANY:
        return Q(side=side)
    company = actor.organisation.removeprefix("company:")
    served = ServiceProject.objects.filter(company=int(company), until__isnull=True).values("estate")
    return Q(side=side, estate__in=served)


def moves(actor: Actor, row: Resolution) -> set[str]:
    """Return what the actor may do with a resolution now: finish, drop; a meeting accepts or reopens."""
    if row.state != ResolutionState.OPEN:
        return set()
    found = {"finish"} if may_act_for(actor, row.estate, row.side) else set()
    return found | ({"drop"} if actor.may("meeting.hold", at=row.estate.path) else set())
