"""When things happened in the demo district, counted from today, so that the demo never grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from linli.kernel.period import Period, quarter_of
from linli.kernel.workdays import Workdays

SETTLED = timedelta(days=25)  # a quarter's results are out so many days after its end
CLOCK = time(9, 30)


@dataclass(frozen=True, slots=True)
class Round:
    """One round's days: opened, entered, closed, shown, published. The last is None for the open one."""

    period: Period
    opened: date
    facts_due: date
    entered: date
    shown: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Almanac:
    """The days of the demo.

    begun: the day the registry was filled; past: two published rounds; current: the open one
    check: a spot check of a few streets whose days of objection are just over
    """

    today: date
    begun: date
    past: tuple[Round, Round]
    current: Round
    check: Round


def almanac(today: date, days: Workdays) -> Almanac:
    """Return the demo's days for a demo made today."""
    running = quarter_of(today - SETTLED)
    last, first = running.previous(), running.previous().previous()
    ahead = max(running.last_day, today + timedelta(days=10))
    current = Round(running, running.start + timedelta(days=4), ahead, today - timedelta(days=1))
    return Almanac(
        today=today,
        begun=first.start - timedelta(days=40),
        past=(_past(first, days), _past(last, days)),
        current=current,
        check=_check(running, today, days),
    )


def _check(running: Period, today: date, days: Workdays) -> Round:
    """Return a round of the running quarter, shown as late as lets its five working days be over today."""
    shown = today - timedelta(days=1)
    while not days.is_workday(shown) or days.add(shown, 5).day >= today:
        shown -= timedelta(days=1)
    last = shown - timedelta(days=2)
    start = max(running.start, last - timedelta(days=20))
    if start >= last:
        start = last - timedelta(days=6)
    entered = max(start, last - timedelta(days=3))
    return Round(Period(start, last + timedelta(days=1)), start, last, entered, shown)


def _past(period: Period, days: Workdays) -> Round:
    shown = days.add(period.end, 1).day
    return Round(
        period=period,
        opened=period.start + timedelta(days=4),
        facts_due=period.last_day,
        entered=period.last_day - timedelta(days=6),
        shown=shown,
        published=days.add(shown, 7).day,
    )


def at(day: date, *, minutes: int = 0) -> datetime:
    """Return a moment of that morning."""
    return timezone.make_aware(datetime.combine(day, CLOCK) + timedelta(minutes=minutes))
