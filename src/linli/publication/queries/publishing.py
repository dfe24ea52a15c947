"""How a round stands before it is made public; and the rounds that wait for that step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from linli.assessment.models import Appeal, OutlierNote, Round, RoundEstate
from linli.assessment.terms import AppealState, RoundState
from linli.kernel.actor import Actor

WAITING = (RoundState.REVIEW, RoundState.DRAFT, RoundState.FINAL)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person should know before publishing: counts of one round."""

    estates: int
    unscored: int
    incomplete: int
    vetoed: int
    unseen: int
    open_appeals: int
    accepted_appeals: int


def standing(actor: Actor, round_: Round) -> Standing:
    """Return how a round stands; three queries. The caller has read the round within the actor's reach."""
    counted = RoundEstate.objects.filter(round=round_).aggregate(
        estates=Count("id"),
        unscored=Count("id", filter=Q(total__isnull=True)),
        incomplete=Count("id", filter=Q(complete=False)),
        vetoed=Count("id", filter=Q(vetoed=True)),
    )
    appeals = Appeal.objects.filter(round=round_).aggregate(
        open_appeals=Count("id", filter=Q(state=AppealState.MADE)),
        accepted_appeals=Count("id", filter=Q(state=AppealState.ACCEPTED)),
    )
    unseen = OutlierNote.objects.filter(round=round_, seen_at__isnull=True).count()
    return Standing(**counted, **appeals, unseen=unseen)


def waiting(actor: Actor) -> Any:
    """Return the rounds the actor may make public next, newest first."""
    rows = Round.objects.visible_to(actor, "result.publish")
    return rows.filter(state__in=WAITING).order_by("-start", "-id")
