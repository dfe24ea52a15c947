from __future__ import annotations

from datetime import date

import pytest

from linli.kernel.workdays import Day
from linli.rules.calendars import builtin
from linli.rules.calendars.table import parse_calendar

HEAD = ["日期", "安排", "节日"]
OFF = [
    ["2027年1月1日", "放假", "元旦"],
    ["2027-5-1", "放假", "劳动节"],
    ["2027/10/1", "放假", "国庆节"],
    ["2027.10.2", "休", "国庆节"],
    ["20271003", "0", "国庆节"],
]


def rows(*lines, first=1):
    return list(enumerate(lines, start=first))


def test_a_table_in_every_usual_writing_of_dates_is_read():
    found = parse_calendar(
        rows(["国务院办公厅关于2027年放假安排"], HEAD, *OFF, ["2027年1月3日", "调休上班", "元旦"])
    )

    assert not found.faults
    assert found.year == 2027
    assert found.days[0] == Day(date(2027, 1, 1), workday=False, festival="元旦")
    assert Day(date(2027, 1, 3), workday=True, festival="元旦") in found.days


def test_our_own_table_reads_back():
    lines = [
        [str(day.on), "1" if day.workday else "0", day.festival] for day in builtin() if day.on.year == 2026
    ]

    found = parse_calendar(rows(["date", "is_workday", "festival"], *lines))

    assert not found.faults
    assert sum(day.workday for day in found.days) == 248


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([HEAD, *OFF, ["2027年2月30日", "放假", ""]], {(7, "日期")}),
        ([HEAD, *OFF, ["2027-2-3", "也许", ""], ["2027-1-1", "放假", ""]], {(7, "是否工作日"), (8, "日期")}),
        ([HEAD, *OFF, ["2028-1-1", "放假", ""]], {(0, "日期")}),
        ([HEAD, *OFF[:4]], {(0, "日期")}),
        ([HEAD], {(0, "日期")}),
        ([["日期", "备注"], *OFF], {(1, "日期、是否工作日")}),
        ([], {(1, "日期、是否工作日")}),
    ],
)
def test_all_faults_are_told_at_once_with_their_row(lines, wanted):
    found = parse_calendar(rows(*lines))

    assert {(fault.row, fault.column) for fault in found.faults} == wanted
    assert all(fault.reason.zh and fault.reason.en for fault in found.faults)
    assert not found.days
