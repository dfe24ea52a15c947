"""Whether a duty was done: exact at every edge, whatever the order of the deeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from linli.kernel.period import Period

MET, DUE, OVERDUE, NOT_APPLICABLE = STATES = ("met", "due", "overdue", "not_applicable")


@dataclass(frozen=True, slots=True, order=True)
class Deed:
    """Something done that meets a duty. key: the record, such as the number of a line of the journal

    until: first day it no longer holds; None for what happens and does not end
    """

    on: date
    key: int
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.on <= day and (self.until is None or self.until > day)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one obligation stands. by: the deed that met it; late: it was met after its day"""

    state: str
    due: date
    by: Deed | None = None
    late: bool = False


def owes(window: Period, since: date | None, until: date | None, *, partial: bool = False) -> bool:
    """Test if a subject that lived from `since` up to, without, `until` owes the window.

    It does if it lived through all of it; with `partial`, if it lived in it at all. None: no such limit.
    """
    if partial:
        return (since is None or since < window.end) and (until is None or until > window.start)
    return (since is None or since <= window.start) and (until is None or until >= window.end)


def settled(enough: bool, owed: bool, today: date, due: date) -> str:
    """Return the state: what was done counts even if it was not owed; overdue only after the day due."""
    if enough:
        return MET
    if not owed:
        return NOT_APPLICABLE
    return OVERDUE if today > due else DUE


def in_window(
    window: Period, deeds: Iterable[Deed], *, times: int, owed: bool, due: date, today: date
) -> Outcome:
    """Judge a duty of the calendar: `times` deeds inside the window meet it; the last needed is named."""
    inside = sorted(deed for deed in deeds if window.contains(deed.on))
    enough = len(inside) >= times
    by = inside[times - 1] if enough else None
    return Outcome(settled(enough, owed, today, due), due, by)


def after_event(start: date, deeds: Iterable[Deed], *, due: date, today: date) -> Outcome:
    """Judge what is to follow an event: the first deed on its day or later meets it, if late then so said."""
    by = min((deed for deed in deeds if deed.on >= start), default=None)
    return Outcome(settled(by is not None, True, today, due), due, by, by is not None and by.on > due)


def in_force(
    day: date, deeds: Iterable[Deed], *, since: date | None, until: date | None, due: date, today: date
) -> Outcome:
    """Judge what must be in force on `day`: any deed that holds then meets it; the newest is named.

    since, until: the subject's life; nothing is owed outside of it
    """
    by = max((deed for deed in deeds if deed.holds(day)), default=None)
    owed = (since is None or since <= day) and (until is None or until > day)
    return Outcome(settled(by is not None, owed, today, due), due, by)
