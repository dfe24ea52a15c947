"""How often instructors came to the activities of those they are sent to (F2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from linli.base.scope import under
from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.party.models import InstructorAttendance
from linli.party.rights import OWN_ONLY, company_of


@dataclass(frozen=True, slots=True)
class Rate:
    """How often an instructor, or the instructors of a unit, came of how often they should have."""

    name: str
    unit: str
    due: int
    came: int

    @property
    def percent(self) -> str:
        """Return came of due with one decimal, rounded down; "" while nothing was due."""
        tenths = 1000 * self.came // self.due if self.due else 0
        return f"{tenths // 10}.{tenths % 10}" if self.due else ""


def by_instructor(actor: Actor, *, at: str, period: Period) -> list[Rate]:
    """Return the rates of the instructors in a period, the lowest first; one query."""
    rows = _due(actor, at, period).values_list(
        "instructor_id", "instructor__name", "instructor__company__name", "instructor__estate__name"
    )
    counted = rows.annotate(due=Count("pk"), came=Count("pk", filter=Q(present=True))).order_by()
    return _sorted(
        Rate(name, company or estate or "", due, came) for _, name, company, estate, due, came in counted
    )


def by_unit(actor: Actor, *, at: str, period: Period) -> list[Rate]:
    """Return the rates by the companies and courtyards that instructors are sent to; one query."""
    rows = _due(actor, at, period).values_list(
        "instructor__company_id", "instructor__estate_id",
        "instructor__company__name", "instructor__estate__name",
    )  # fmt: skip
    counted = rows.annotate(due=Count("pk"), came=Count("pk", filter=Q(present=True))).order_by()
    return _sorted(Rate("", company or estate or "", due, came) for *_, company, estate, due, came in counted)


def _due(actor: Actor, at: str, period: Period) -> Any:
    rows = InstructorAttendance.objects.filter(
        activity__held_on__gte=period.start, activity__held_on__lt=period.end
    )
    if at:
        rows = rows.filter(under("instructor__path", at))
    if actor.role in OWN_ONLY:
        return rows.filter(instructor__company=company_of(actor) or 0)
    return rows.visible_to(actor, "party.view")


def _sorted(rates: Any) -> list[Rate]:
    return sorted(rates, key=lambda rate: (rate.came * 10**6 // rate.due, rate.name, rate.unit))
