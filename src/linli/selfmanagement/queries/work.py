"""What grid workers did at self-managed estates: the last records, and how many in each month (C3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.period import Period, month_of
from linli.registry.models import Estate
from linli.selfmanagement.models import GridWork
from linli.selfmanagement.terms import Work

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Done:
    """A record with its photos."""

    row: GridWork
    photos: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """How often each of the four was done in a month, in the order of `Work`."""

    period: Period
    counts: tuple[int, ...]


def last(actor: Actor, estate: Estate, *, limit: int = 20) -> list[Done]:
    """Return the last records of an estate with photos; two queries."""
    seen = GridWork.objects.visible_to(actor, "selfmanagement.view").filter(estate=estate)
    found = seen.prefetch_related("photos").order_by("-on", "-pk")[:limit]
    return [Done(row, tuple(row.photos.all())) for row in found]


def months(actor: Actor, estate: Estate, *, today: date, number: int = MONTHS) -> list[Month]:
    """Return the last months of an estate, this one first; one query."""
    periods = [month_of(today)]
    while len(periods) < number:
        periods.append(periods[-1].previous())
    seen = GridWork.objects.visible_to(actor, "selfmanagement.view").filter(
        estate=estate, on__gte=periods[-1].start, on__lt=periods[0].end
    )
    counts: dict[tuple[Any, str], int] = {}
    for on, work in seen.values_list("on", "work"):
        key = (on.replace(day=1), work)
        counts[key] = counts.get(key, 0) + 1
    return [
        Month(period, tuple(counts.get((period.start, work), 0) for work in Work.values))
        for period in periods
    ]
