from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.kernel.period import year_of
from linli.kernel.workdays import Due
from linli.rules.calendars import builtin, parse_calendar


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


HEADINGS = ["日期", "类型", "节日"]
HOLIDAYS = [
    ["2027-01-01", "放假", "元旦"],
    *([f"2027-02-{day:02}", "放假", "春节"] for day in range(5, 12)),
    ["2027年2月14日", "调休上班", "春节"],
    ["2027/5/1", "放假", "劳动节"],
    *([f"2027.10.{day}", "放假", "国庆节"] for day in range(1, 8)),
]


def parsed(*rows: list[object]):
    return parse_calendar(enumerate([["2027年放假安排"], HEADINGS, *rows], start=1))


def test_an_administrator_loads_next_year():
    calendar = parsed(*HOLIDAYS)

    assert (calendar.faults, calendar.year) == ([], 2027)
    announced = builtin().announce(calendar.days, year=calendar.year)
    assert announced.is_workday(date(2027, 2, 14))
    assert announced.festival(date(2027, 2, 14)) == "春节"
    assert announced.add(date(2026, 12, 31), 1) == Due(date(2027, 1, 4))
    assert announced.add(date(2026, 9, 30), 3) == Due(date(2026, 10, 10))


def test_the_table_of_every_day_is_read_as_well():
    days = [day for day in builtin() if day.on.year == 2026]
    rows = [["date", "is_workday", "festival"], *([day.on, int(day.workday), day.festival] for day in days)]

    calendar = parse_calendar(enumerate(rows, start=1))

    assert calendar.faults == []
    assert calendar.days == days


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([["2027-02-30", "放假", ""], ["2027-03-01", "也许", ""]], [(20, "日期"), (21, "类型")]),
        ([HOLIDAYS[0]], [(20, "日期")]),
        ([["2028-01-01", "放假", ""]], [(0, "日期")]),
    ],
)
def test_all_faults_of_a_calendar_come_at_once(rows, faults):
    calendar = parsed(*HOLIDAYS, *rows)

    assert [(fault.row, fault.column) for fault in calendar.faults] == faults
    assert all(fault.reason.zh and fault.reason.en for fault in calendar.faults)


@pytest.mark.parametrize(
    "rows",
    [HOLIDAYS[1:], [row for row in HOLIDAYS if "10." not in row[0]], [["2027-06-09", "放假", "端午节"]], []],
)
def test_an_incomplete_calendar_is_refused(rows):
    assert parsed(*rows).faults


def test_a_table_without_headings_is_no_calendar():
    assert parse_calendar(enumerate([["a", "b"]], start=1)).faults
