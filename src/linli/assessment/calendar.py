"""Deadlines of the pack on the real calendar."""

from __future__ import annotations

from datetime import date

from linli.base.calendar import workdays
from linli.kernel.workdays import Due
from linli.rules.packs import Pack


def due(pack: Pack, deadline: str, *, after: date) -> Due:
    """Return the last day of a deadline of the pack that begins on `after`, itself not counted.

    :raises KeyError: if the pack has no such deadline
    """
    found = pack.deadlines[deadline]
    if found.unit != "workday":
        raise ValueError(f"{deadline} is counted in {found.unit}, not in working days")
    return workdays().add(after, found.count)
