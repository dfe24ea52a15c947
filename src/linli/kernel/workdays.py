"""Working days of the real calendar: weekends, holidays and the working weekends that pay for them (调休).

The days come from outside, because the State Council announces them only each
November; a year nobody has announced is counted by the weekday rule and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Day:
    """One row of a calendar table; only days that differ from the weekday rule are needed.

    festival: what is celebrated or paid back, "" on an ordinary day
    provisional: computed beforehand, not announced by the State Council
    """

    on: date
    workday: bool
    festival: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is to be done.

    provisional: the count touched a year without an announced table, so the day may still move
    """

    day: date
    provisional: bool = False


class Workdays:
    """The working days of a country, as far as they are announced."""

    def __init__(self, days: Iterable[Day], *, published: Iterable[int] | None = None) -> None:
        """Keep the days; a later row for the same day replaces an earlier one.

        published: the years whose table is complete; by default those of all announced days
        """
        rows = list(days)
        years = {row.on.year for row in rows if not row.provisional} if published is None else published
        self.published = frozenset(years)
        # A forecast for a year that has been announced since is worth nothing any more.
        self._days = {row.on: row for row in rows if not (row.provisional and row.on.year in self.published)}

    def __iter__(self) -> Iterator[Day]:
        """Walk over the known days in order."""
        return iter(sorted(self._days.values(), key=lambda row: row.on))

    def announce(self, days: Iterable[Day], *, year: int) -> Workdays:
        """Return a calendar where the table of `year` is announced as `days`, replacing what was there."""
        kept = [row for row in self._days.values() if row.on.year != year]
        announced = [replace(row, provisional=False) for row in days]
        return Workdays([*kept, *announced], published=self.published | {year})

    def is_workday(self, day: date) -> bool:
        """Test if offices work on `day`; without a row Monday to Friday do."""
        known = self._days.get(day)
        return known.workday if known else day.isoweekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Test if the year of `day` has no announced table yet."""
        return day.year not in self.published

    def festival(self, day: date) -> str:
        """Return what is celebrated on `day`, or on a make-up day paid back for; "" if nothing."""
        known = self._days.get(day)
        return known.festival if known else ""

    def add(self, day: date, number: int) -> Due:
        """Return the `number`-th working day after `day`, which itself is not counted.

        :raises ValueError: if `number` is negative
        Source: Civil Code art. 201 (the day it begins is not counted)
        """
        if number < 0:
            raise ValueError(f"working days are counted forward, not {number}")
        provisional = False
        while number:
            day += ONE_DAY
            provisional = provisional or self.is_provisional(day)
            number -= self.is_workday(day)
        return Due(day, provisional)

    def settle(self, day: date) -> Due:
        """Return `day`, or the next working day if a deadline in calendar days ends on a day off.

        Source: Civil Code art. 203
        """
        provisional = self.is_provisional(day)
        while not self.is_workday(day):
            day += ONE_DAY
            provisional = provisional or self.is_provisional(day)
        return Due(day, provisional)

    def count_between(self, start: date, end: date) -> int:
        """Return the working days after `start` up to and including `end`; negative if `end` is earlier.

        The inverse of `add`: `count_between(day, add(day, n).day) == n`.
        """
        if end < start:
            return -self.count_between(end, start)
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
