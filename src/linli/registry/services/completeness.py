"""Keep each estate's completeness figure true."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from linli.base import bulk, journal
from linli.base.command import at_end, command
from linli.kernel.actor import Actor
from linli.registry.completeness import completeness
from linli.registry.models import Estate
from linli.registry.queries.completeness import records

SYSTEM = Actor.system("completeness")


def refresh(estate: Estate, *, today: date) -> None:
    """Let the figure of an estate be computed anew at the end of the command.

    Called by every service that writes something of it: many writes of one command cost what one does.
    """
    at_end(_settle, (estate, today))


def _settle(touched: list[tuple[Estate, date]]) -> None:
    """Compute the figures of the estates that were touched, as of the latest of the days; eleven queries."""
    estates = Estate.objects.filter(pk__in={estate.pk for estate, _ in touched})
    figures = dict(estates.values_list("pk", "completeness"))
    found = records(SYSTEM, estates, today=max(day for _, day in touched))
    percents = {key: completeness(record).percent for key, record in found.items()}
    changed = ((percent, key) for key, percent in percents.items() if percent != figures[key])
    bulk.update(Estate, ("completeness",), changed)
    for estate, _ in touched:
        estate.completeness = percents[estate.pk]


def refresh_all(path: str, *, today: date) -> int:
    """Compute the figures of all open estates at or below `path`; return how many changed.

    A bounded number of queries and one statement for each 500 that changed.
    """
    estates = Estate.objects.at(path).filter(closed_on__isnull=True)
    figures = dict(estates.values_list("pk", "completeness"))
    changed: dict[int, list[int]] = {}
    for key, record in records(SYSTEM, estates, today=today).items():
        percent = completeness(record).percent
        if percent != figures[key]:
            changed.setdefault(percent, []).append(key)
    for percent, keys in changed.items():
        for start in range(0, len(keys), 500):
            Estate.objects.filter(pk__in=keys[start : start + 500]).update(completeness=percent)
    return sum(map(len, changed.values()))


@command
def renew(*, actor: Actor, now: datetime, path: str) -> int:
    """Let the figures follow the calendar: what ran out yesterday is missing today (B2)."""
    changed = refresh_all(path, today=timezone.localdate(now))
    line = journal.Line(
        verb="completeness.renew",
        kind="registry.estate",
        place=path,
        clause="B2",
        change={"estates": [0, changed]},
    )
    journal.write_lines(actor=actor, lines=[line], at=now)
    return changed
