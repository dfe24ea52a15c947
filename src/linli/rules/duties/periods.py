"""The periods a district looks at and sums up: months, quarters, half-years and years, with their codes."""

from __future__ import annotations

import re
from datetime import date

from linli.kernel.errors import Refused
from linli.kernel.period import ONE_DAY, Period, month_of, parse, quarter_of, year_of
from linli.kernel.text import Text
from linli.rules.duties.windows import window_of

HALF = re.compile(r"(\d{4})-?H([12])", re.IGNORECASE)
FIRST, LAST = 2000, 2100


def period_of(code: str) -> Period:
    """Read "2026-07", "2026Q3", "2026H2" or "2026".

    :raises Refused: if the code is none of these
    """
    try:
        if half := HALF.fullmatch(code.strip()):
            found = window_of("half_year", date(int(half[1]), 6 * int(half[2]) - 5, 1))
        else:
            found = parse(code)
    except ValueError:
        found = None
    if found is None or not FIRST <= found.start.year < LAST:
        raise Refused(
            f"不认识时段“{code}”；请写 2026-07、2026Q3、2026H2 或 2026 这样的。",
            f"{code!r} is no period; write it like 2026-07, 2026Q3, 2026H2 or 2026.",
            fields=("period",),
        )
    return found


def code_of(period: Period) -> str:
    """Return the code that `period_of` reads."""
    if _is_half(period):
        return f"{period.start.year}H{1 if period.start.month == 1 else 2}"
    return period.code()


def label_of(period: Period) -> Text:
    """Return the period as people say it: 2026年下半年."""
    if _is_half(period):
        year, first = period.start.year, period.start.month == 1
        return Text(
            f"{year}年{'上' if first else '下'}半年", f"{'First' if first else 'Second'} half of {year}"
        )
    return period.label()


def choices(today: date) -> list[Period]:
    """Return the periods offered on a page: the running and the last one of each length."""
    found = []
    for every in (quarter_of, month_of, lambda day: window_of("half_year", day), year_of):
        now = every(today)
        found += [now, every(now.start - ONE_DAY)]
    return found


def _is_half(period: Period) -> bool:
    return period == window_of("half_year", period.start)
