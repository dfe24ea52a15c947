"""When a deadline of the policy pack falls, by the calendar of working days."""

from __future__ import annotations

from datetime import date, timedelta

from linli.base.calendar import workdays
from linli.kernel.workdays import Due
from linli.rules.packs import Pack

MONTHS = {"month": 1, "year": 12}


def due(pack: Pack, name: str, start: date) -> Due:
    """Return the last day of the pack's deadline `name`, counted from `start`, which is not counted.

    Source: Civil Code art. 201 and 203 for working and calendar days; months end on the same day number
    :raises KeyError: if the pack has no such deadline
    """
    deadline = pack.deadlines[name]
    if deadline.unit == "workday":
        return workdays().add(start, deadline.count)
    if deadline.unit == "day":
        return workdays().settle(start + timedelta(days=deadline.count))
    return Due(months_after(start, deadline.count * MONTHS[deadline.unit]))


def months_after(start: date, months: int) -> date:
    """Return the same day number so many months later, or the last day of a shorter month."""
    count = start.year * 12 + start.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(first + timedelta(days=start.day - 1), following - timedelta(days=1))
