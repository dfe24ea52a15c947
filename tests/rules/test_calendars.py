from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.kernel.period import year_of
from linli.kernel.workdays import Due
from linli.rules.calendars import builtin


@pytest.mark.parametrize(("year", "number"), [(2024, 251), (2025, 248), (2026, 248)])
def test_each_announced_year_has_its_working_days(year, number):
    calendar, span = builtin(), year_of(date(year, 1, 1))

    assert sum(calendar.is_workday(span.start + timedelta(n)) for n in range(span.days)) == number


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        # 国庆节 2024: off 1–7 October, working on Sunday 29 September and Saturday 12 October
        ("2024-09-27", 1, "2024-09-29"),
        ("2024-09-30", 5, "2024-10-12"),
        # 春节 2024: off 10–17 February, working on Sundays 4 and 18 February
        ("2024-02-02", 1, "2024-02-04"),
        ("2024-02-09", 1, "2024-02-18"),
        # 春节 2025: off 28 January – 4 February, working on 26 January and 8 February
        ("2025-01-24", 2, "2025-01-27"),
        ("2025-01-27", 5, "2025-02-10"),
        # 国庆节 and 中秋节 2025: off 1–8 October, working on 28 September and 11 October
        ("2025-09-26", 3, "2025-09-30"),
        ("2025-09-30", 3, "2025-10-11"),
        # 元旦 2026: off 1–3 January, working on Sunday 4 January
        ("2025-12-31", 1, "2026-01-04"),
        # 春节 2026: off 15–23 February, working on 14 and 28 February
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 5, "2026-02-28"),
        # 国庆节 2026: off 1–7 October, working on 20 September and 10 October
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-30", 3, "2026-10-10"),
    ],
)
def test_working_weekends_pay_for_the_holidays(start, number, due):
    assert builtin().add(date.fromisoformat(start), number) == Due(date.fromisoformat(due))


def test_next_year_is_a_forecast_until_it_is_announced():
    calendar = builtin()

    assert calendar.published == {2024, 2025, 2026}
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.add(date(2026, 12, 31), 1) == Due(date(2027, 1, 4), provisional=True)
    assert calendar.add(date(2026, 12, 30), 1) == Due(date(2026, 12, 31))
