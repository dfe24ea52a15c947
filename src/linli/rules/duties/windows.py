"""The stretches of time a duty is asked for, and until when."""

from __future__ import annotations

from datetime import date, timedelta

from linli.kernel.period import Period, month_of, quarter_of, year_of
from linli.kernel.workdays import Workdays


def window_of(every: str, day: date) -> Period:
    """Return the calendar month, quarter, half-year or year that holds `day`.

    :raises ValueError: if `every` is none of them
    """
    if every == "month":
        return month_of(day)
    if every == "quarter":
        return quarter_of(day)
    if every == "half_year":
        first = day.month <= 6
        return Period(
            date(day.year, 1 if first else 7, 1),
            date(day.year, 7, 1) if first else date(day.year + 1, 1, 1),
        )
    if every == "year":
        return year_of(day)
    raise ValueError(f"no stretch of the calendar: {every!r}")


def windows(every: str, period: Period, today: date) -> tuple[Period, ...]:
    """Return the calendar windows that share a day with `period` and have begun by `today`, in order."""
    found, day = [], period.start
    while day < period.end and (window := window_of(every, day)).start <= today:
        found.append(window)
        day = window.end
    return tuple(found)


def deadline(window: Period, grace: int, workdays: Workdays) -> date:
    """Return the last day on which the window's duty is not overdue yet.

    grace: working days after the window, in which a deed of the window may still be written down
    """
    return workdays.add(window.last_day, grace).day if grace else window.last_day


def due_after(start: date, count: int, unit: str, workdays: Workdays) -> date:
    """Return the last day of `count` days or working days after `start`, which itself is not counted.

    A last day off moves to the next working day.

    Source: Civil Code art. 201, 203
    """
    if unit == "workday":
        return workdays.add(start, count).day
    return workdays.settle(start + timedelta(days=count)).day
