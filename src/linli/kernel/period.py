"""Periods: stretches of whole days, half-open, and the quarters an assessment is held in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from linli.kernel.text import Text

ONE_DAY = timedelta(days=1)
CODE = re.compile(r"(\d{4})(?:-?Q([1-4])|-(\d{2}))?", re.IGNORECASE)
NUMERALS = "〇一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from `start` on, up to but without `end`.

    :raises ValueError: if the period would hold no day
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period ends after it starts: {self.start} … {self.end}")

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """Return the last day inside, the one people write on paper."""
        return self.end - ONE_DAY

    @property
    def quarter(self) -> int | None:
        """Return 1–4 if this is exactly a calendar quarter, else `None`."""
        number = (self.start.month + 2) // 3
        return number if self == quarter(self.start.year, number) else None

    def contains(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: Period) -> bool:
        """Test if the two share at least one day."""
        return self.start < other.end and other.start < self.end

    def previous(self) -> Period:
        """Return the period just before: of whole months the same number of months, else of days."""
        months = self._months()
        start = _month_start(self.start, -months) if months else self.start - (self.end - self.start)
        return Period(start, self.start)

    def next(self) -> Period:
        """Return the period just after, measured like `previous`."""
        months = self._months()
        end = _month_start(self.end, months) if months else self.end + (self.end - self.start)
        return Period(self.end, end)

    def code(self) -> str:
        """Return "2026Q3", "2026-07" or "2026" where one fits, else "2026-07-01_2026-07-20" (both inside)."""
        year, months = self.start.year, self._months()
        if self.quarter:
            return f"{year}Q{self.quarter}"
        if months == 1:
            return f"{year}-{self.start.month:02}"
        if months == 12 and self.start.month == 1:
            return f"{year}"
        return f"{self.start}_{self.last_day}"

    def label(self) -> Text:
        """Return the period as people say it: 2026年第三季度, Q3 2026."""
        year, months = self.start.year, self._months()
        if number := self.quarter:
            return Text(f"{year}年第{NUMERALS[number]}季度", f"Q{number} {year}")
        if months == 1:
            return Text(f"{year}年{self.start.month}月", f"{self.start:%B} {year}")
        if months == 12 and self.start.month == 1:
            return Text(f"{year}年度", f"Year {year}")
        return Text(
            f"{_chinese(self.start)}至{_chinese(self.last_day)}", f"{self.start} to {self.last_day} inclusive"
        )

    def _months(self) -> int:
        """Return how many whole calendar months this is, 0 if it isn't made of whole months."""
        if self.start.day != 1 or self.end.day != 1:
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month


def quarter(year: int, number: int) -> Period:
    """Return a calendar quarter.

    :raises ValueError: if `number` is not 1 to 4
    """
    if not 1 <= number <= 4:
        raise ValueError(f"a year has the quarters 1 to 4, not {number}")
    start = date(year, 3 * number - 2, 1)
    return Period(start, _month_start(start, 3))


def quarter_of(day: date) -> Period:
    """Return the calendar quarter that holds `day`."""
    return quarter(day.year, (day.month + 2) // 3)


def month_of(day: date) -> Period:
    """Return the calendar month that holds `day`."""
    start = day.replace(day=1)
    return Period(start, _month_start(start, 1))


def year_of(day: date) -> Period:
    """Return the calendar year that holds `day`."""
    return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))


def parse(code: str) -> Period:
    """Read "2026Q3", "2026-07" or "2026", as `Period.code` writes them.

    :raises ValueError: if the code is none of these
    """
    found = CODE.fullmatch(code.strip())
    if found is None:
        raise ValueError(f"not the code of a period: {code!r}")
    year, number, month = int(found[1]), found[2], found[3]
    if number:
        return quarter(year, int(number))
    return month_of(date(year, int(month), 1)) if month else year_of(date(year, 1, 1))


def _month_start(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
