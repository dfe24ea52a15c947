"""Today: what is due or overdue, derived from duties, rounds, records and lists. Nobody assigns it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Count, Q
from django.utils import timezone

from linli.assessment.queries.work import todo
from linli.assessment.terms import Todo
from linli.kernel.actor import Actor
from linli.publication.queries.today.lists import list_lines
from linli.publication.queries.today.meetings import meeting_lines
from linli.publication.queries.today.obligations import duty_lines
from linli.publication.queries.today.records import record_lines
from linli.publication.queries.today.reminders import reminder_lines
from linli.registry.models import Estate
from linli.registry.terms import Mode

WEEK = timedelta(days=7)
SOURCES: tuple[Callable[..., list[Todo]], ...] = (
    todo,
    record_lines,
    list_lines,
    meeting_lines,
    reminder_lines,
    duty_lines,
)


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of a day by how they press, each group with what is due first."""

    late: tuple[Todo, ...]
    today: tuple[Todo, ...]
    week: tuple[Todo, ...]
    later: tuple[Todo, ...]

    @property
    def count(self) -> int:
        return len(self.late) + len(self.today) + len(self.week) + len(self.later)

    @property
    def first(self) -> Todo | None:
        """Return the line to begin with."""
        return next((line for group in (self.late, self.today, self.week) for line in group), None)


@dataclass(frozen=True, slots=True)
class Area:
    """The estates within reach, in figures. completeness: percent on average, None without estates."""

    estates: int
    market: int
    own: int
    unserved: int
    completeness: int | None


def day(actor: Actor, *, now: datetime) -> Day:
    """Return everything that wants the actor; a bounded number of queries, whatever the district's size."""
    on = timezone.localdate(now)
    lines = [line for source in SOURCES for line in source(actor, now=now)]
    lines.sort(key=lambda line: (line.due or date.max, line.title.zh))
    return Day(
        late=tuple(line for line in lines if line.due and line.due < on),
        today=tuple(line for line in lines if line.due == on),
        week=tuple(line for line in lines if line.due and on < line.due <= on + WEEK),
        later=tuple(line for line in lines if line.due is None or line.due > on + WEEK),
    )


def area(actor: Actor) -> Area:
    """Return the figures of the estates the actor may see; one query."""
    rows = Estate.objects.visible_to(actor, "estate.view").filter(closed_on__isnull=True)
    found = rows.aggregate(
        estates=Count("pk"),
        market=Count("pk", filter=Q(mode=Mode.MARKET)),
        own=Count("pk", filter=Q(mode=Mode.SELF)),
        unserved=Count("pk", filter=Q(mode=Mode.NONE)),
        completeness=Avg("completeness"),
    )
    average = found.pop("completeness")
    return Area(**found, completeness=None if average is None else int(average))
