"""What an estate's dossier shows of party life: positions, publicity, the last activities (E1 F1 S4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from linli.kernel.actor import Actor
from linli.party.models import (
    Activity,
    Coverage,
    ElementSeen,
    Participation,
    Position,
    PositionCheck,
    Publicity,
)
from linli.party.rights import in_force
from linli.registry.models import Estate, ServiceProject
from linli.rules import packs
from linli.rules.party_life import oldest_that_holds

SHOWN = 5


@dataclass(frozen=True, slots=True)
class LifePart:
    """positions: with `last_on`, `gaps`, and `state` as in a list; publicity: hanging, with `valid`"""

    positions: list[Any]
    publicity: list[Any]
    activities: list[Activity]
    may_check: bool


def dossier_part(actor: Actor, estate: Estate, *, today: date) -> LifePart | None:
    """Return the part of an estate, None for who may not see party work; three queries."""
    if not actor.may("party.view", at=estate.path):
        return None
    return LifePart(
        _positions(estate, today),
        _publicity(estate, today),
        _activities(estate, today),
        actor.may("position.check", at=estate.path),
    )


def _oldest(limit: str, today: date) -> date:
    found = packs.load(settings.POLICY).deadlines[limit]
    return oldest_that_holds(today, count=found.count, unit=found.unit)


def _positions(estate: Estate, today: date) -> list[Any]:
    checks = PositionCheck.objects.filter(position=OuterRef("pk"), on__lte=today).order_by("-on", "-pk")
    rows = Position.objects.filter(in_force(today), estates=estate).annotate(
        last_check=Subquery(checks.values("pk")[:1]), last_on=Subquery(checks.values("on")[:1])
    )
    rows = rows.annotate(
        gaps=Exists(ElementSeen.objects.filter(check_made=OuterRef("last_check"), present=False))
    )
    found: list[Any] = list(rows.order_by("pk")[:SHOWN])
    oldest = _oldest("position_check", today)
    for row in found:
        if row.last_on is None:
            row.state = "never"
        else:
            row.state = "expired" if row.last_on < oldest else "gaps" if row.gaps else "complete"
    return found


def _publicity(estate: Estate, today: date) -> list[Any]:
    rows = Publicity.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=today), estate=estate)
    found: list[Any] = list(
        rows.annotate(last_seen=Coalesce("checked_on", "shown_on")).order_by("-shown_on", "-pk")[:SHOWN]
    )
    oldest = _oldest("publicity_check", today)
    for row in found:
        row.valid = row.last_seen >= oldest
    return found


def _activities(estate: Estate, today: date) -> list[Activity]:
    """Return the last activities of the organisations that cover the estate, its committee or its company."""
    serving = ServiceProject.objects.filter(Q(until__isnull=True) | Q(until__gt=today), estate=estate)
    covering = Coverage.objects.filter(
        in_force(today), Q(estate=estate) | Q(company__in=serving.values("company_id"))
    )
    took = Participation.objects.filter(organisation__in=covering.values("organisation_id"))
    rows = Activity.objects.filter(pk__in=took.values("activity_id"), held_on__isnull=False)
    return list(rows.select_related("host").order_by("-held_on", "-pk")[:SHOWN])
