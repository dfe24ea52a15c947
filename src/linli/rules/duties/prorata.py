"""How often something was to be done within a stretch of time, pro rata and in whole times.

Source: domain reference §13 row 14, yearly counts pro rata to the period; less than once is not asked.
"""

from __future__ import annotations

from datetime import date

from linli.kernel.period import ONE_DAY, month_of
from linli.rules.duties.model import Duty

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def whole_months(start: date, last: date) -> int:
    """Return the calendar months that lie whole between two days, both included; 0 if there is none."""
    first = start if start.day == 1 else month_of(start).end
    beyond = last + ONE_DAY
    return max(0, (beyond.year - first.year) * 12 + beyond.month - first.month)


def asked(duty: Duty, months: int) -> int:
    """Return how many times a duty of the calendar asks for in so many whole months.

    :raises KeyError: if the duty is none of the calendar
    """
    return duty.times * months // MONTHS[duty.every]
