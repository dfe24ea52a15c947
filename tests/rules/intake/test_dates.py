from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules.identifiers import Unfit
from linli.rules.intake import dates
from linli.rules.intake.cells import Formula

READ, READ_END, READ_1904 = dates.reader(1900), dates.reader(1900, end=True), dates.reader(1904)
THE_DAY = date(2022, 1, 14)
DAYS = st.dates(date(1949, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        "2022年1月14日",
        "2022年01月14日",
        "2022 年 1 月 14 日",
        "２０２２年１月１４日",
        "2022年1月14号",
        "二〇二二年一月十四日",
        "2022-1-14",
        "2022-01-14",
        "2022/1/14",
        "2022.1.14",
        "2022．1．14",
        "20220114",
        20220114,
        20220114.0,
        "2022-01-14 00:00:00",
        "2022-01-14T08:30:00",
        "2022/1/14 8:30",
        THE_DAY,
        datetime(2022, 1, 14, 9, 30),  # noqa: DTZ001
        44575,
        44575.0,
        44575.4,
        "44575",
        "\t2022-1-14 ",
    ],
)
def test_every_usual_form_is_the_same_day(cell):
    assert READ(cell) == THE_DAY


def test_a_serial_number_counts_from_the_workbooks_own_epoch():
    assert READ_1904(44575 - 1462) == THE_DAY
    assert READ_1904(44575) == date(2026, 1, 15)


@pytest.mark.parametrize("cell", ["2022年1月", "2022-1", "2022/01", "2022.01", "202201"])
def test_a_month_begins_with_its_first_day_and_ends_with_its_last(cell):
    assert READ(cell) == date(2022, 1, 1)
    assert READ_END(cell) == date(2022, 1, 31)


def test_december_ends_too():
    assert READ_END("2022年12月") == date(2022, 12, 31)
    assert READ_END("2024年2月") == date(2024, 2, 29)


@pytest.mark.parametrize("cell", ["2022-2-30", "2023年2月29日", "20221301", "2022/0/1", "2022-13", 20220230])
def test_a_day_that_does_not_exist_is_refused_as_such(cell):
    with pytest.raises(Unfit, match=r"没有.*这一天"):
        READ(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "14/1/2022", "22年1月14日", "2022", 2022, 2022.1, "长期", "无固定期限", "", True, 0, -1, 1e9,
        "1948-12-31", "2101-1-1", "2022年1月14日至2025年1月13日", "2022.1.14-2025.1.13", "2022-1-14-3",
        Formula("=TODAY()"), timedelta(days=1), "2022-1/", "九十", None,
    ],
)  # fmt: skip
def test_what_is_no_clear_date_is_refused(cell):
    with pytest.raises(Unfit) as refused:
        READ(cell)

    assert refused.value.text.zh
    assert refused.value.text.en


@given(DAYS)
def test_all_forms_of_all_days(day):
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}/{day.month:02}/{day.day:02}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        day,
    ]

    assert {READ(form) for form in forms} == {day}


@given(DAYS)
def test_serials_go_there_and_back_in_both_epochs(day):
    for epoch, read in ((1900, READ), (1904, READ_1904)):
        serial = (day - dates.ZERO[epoch]).days
        if serial >= 17_000:
            assert read(serial) == day


@pytest.mark.parametrize(
    ("cell", "year"),
    [(1998, 1998), (1998.0, 1998), ("1998", 1998), ("1998年", 1998), ("1998年建成", 1998), ("1998-05", 1998),
     ("1998年5月1日", 1998), (date(1998, 5, 1), 1998), ("一九九八年", 1998), (2026, 2026), (1949, 1949)],
)  # fmt: skip
def test_years_alone_or_in_a_date(cell, year):
    assert dates.year_reader(2026)(cell) == year


@pytest.mark.parametrize(
    "cell",
    [1948, 2027, "98年", "1998-2000", "1990年代", "八十年代", 98, 1998.5, "", True, date(1905, 6, 20), 36000],
)
def test_other_years_are_refused(cell):
    with pytest.raises(Unfit):
        dates.year_reader(2026)(cell)
