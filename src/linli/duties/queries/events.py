"""What is asked once, such as the filing of a contract. The rows say when it began and when it was done."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Q

from linli.duties.queries.areas import Area
from linli.duties.sheets import Subject
from linli.kernel.actor import Actor
from linli.kernel.period import ONE_DAY, Period
from linli.party.models import Plan
from linli.registry.models import Contract, OwnersCommittee
from linli.tripartite.models import Meeting, Resolution
from linli.tripartite.terms import MeetingState, ResolutionState


def _alive(period: Period, start: str, done: str) -> Q:
    """Return the condition that something was open in the period at any time."""
    return Q(**{f"{start}__lt": period.end}) & (
        Q(**{f"{done}__isnull": True}) | Q(**{f"{done}__gte": period.start})
    )


def contracts(actor: Actor, area: Area, period: Period) -> list[Subject]:
    """Return the contracts that were to be filed in the period, from their signing on."""
    rows = Contract.objects.filter(
        area.lies("project__estate__path"), _alive(period, "signed_on", "filed_on")
    )
    rows = rows.filter(Q(project__until__isnull=True) | Q(project__until__gt=period.start))
    if area.company is not None:
        rows = rows.filter(project__company=area.company)
    named = rows.order_by("project__estate__path", "pk").values_list(
        "pk", "project__estate__path", "project__estate__name", "signed_on", "filed_on"
    )
    return [
        Subject("contract", pk, path, name, start=start, done=done) for pk, path, name, start, done in named
    ]


def committees(actor: Actor, area: Area, period: Period) -> list[Subject]:
    """Return the owners' committees that were to be filed in the period, from their election on."""
    rows = OwnersCommittee.objects.filter(area.lies("estate__path"), _alive(period, "elected_on", "filed_on"))
    rows = rows.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=period.start))
    named = rows.order_by("estate__path", "pk").values_list(
        "pk", "estate__path", "estate__name", "elected_on", "filed_on"
    )
    return [
        Subject("owners_committee", pk, path, name, start=start, done=done)
        for pk, path, name, start, done in named
    ]


def terms(actor: Actor, area: Area, period: Period, *, ahead: int) -> list[Subject]:
    """Return the owners' committees whose term ends, from `ahead` days before: the next one is to be elected.

    A committee that was dissolved without another one owes nothing more.
    """
    rows = OwnersCommittee.objects.filter(area.lies("estate__path")).order_by("estate__path", "elected_on")
    named = rows.values_list(
        "pk", "estate_id", "estate__path", "estate__name", "elected_on", "term_until", "dissolved_on"
    )
    found = []
    for row, after in pairwise([*named, None]):
        if row is None:
            continue
        pk, estate, path, name, _, until, dissolved = row
        done = after[4] if after and after[1] == estate else None
        due, start = until - ONE_DAY, until - timedelta(days=ahead)
        if start < period.end and (done is None or done >= period.start) and (done or not dissolved):
            start = min(start, done) if done else start  # elected early: it still meets the duty
            found.append(Subject("owners_committee", pk, path, name, start=start, due=due, done=done))
    return found


def meetings(actor: Actor, area: Area, period: Period) -> list[Subject]:
    """Return the joint meetings whose minutes were to be approved in the period, from their day on."""
    held = [MeetingState.MINUTED, MeetingState.APPROVED]
    rows = Meeting.objects.filter(area.lies("estate__path"), state__in=held, held_on__lt=period.end)
    rows = rows.filter(Q(approved_at__isnull=True) | Q(approved_at__date__gte=period.start))
    named = rows.order_by("estate__path", "pk").values_list(
        "pk", "estate__path", "estate__name", "held_on", "approved_at__date"
    )
    return [
        Subject("meeting", pk, path, name, start=start, done=done) for pk, path, name, start, done in named
    ]


def resolutions(actor: Actor, area: Area, period: Period) -> list[Subject]:
    """Return the resolutions that were to be carried out in the period, each the affair of one side."""
    rows = Resolution.objects.filter(area.lies("estate__path")).exclude(state=ResolutionState.DROPPED)
    rows = rows.filter(_alive(period, "meeting__held_on", "done_on"))
    named = rows.order_by("estate__path", "due_on", "pk").values_list(
        "pk", "estate__path", "text", "meeting__held_on", "due_on", "done_on", "side"
    )
    return [
        Subject("resolution", pk, path, text, start=start, due=due, done=done, side=side)
        for pk, path, text, start, due, done, side in named
    ]


def plans(actor: Actor, area: Area, period: Period) -> list[Subject]:
    """Return the plans by which an uncovered unit is to be covered."""
    rows = Plan.objects.filter(area.lies("path"), _alive(period, "decided_on", "done_on"))
    named = rows.order_by("path", "due_on", "pk").values_list(
        "pk", "path", "company__name", "estate__name", "decided_on", "due_on", "done_on"
    )
    return [
        Subject("plan", pk, path, company or estate or "", start=start, due=due, done=done)
        for pk, path, company, estate, start, due, done in named
    ]


SOURCES: dict[str, Any] = {
    "contract": contracts,
    "owners_committee": committees,
    "meeting": meetings,
    "resolution": resolutions,
    "plan": plans,
}
