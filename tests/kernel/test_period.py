from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel import period
from linli.kernel.period import Period, quarter, quarter_of

DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


def test_a_period_holds_its_start_but_not_its_end():
    third = quarter(2026, 3)

    assert (third.start, third.end) == (date(2026, 7, 1), date(2026, 10, 1))
    assert third.contains(date(2026, 7, 1))
    assert not third.contains(date(2026, 10, 1))
    assert third.last_day == date(2026, 9, 30)
    assert third.days == 92


def test_a_period_holds_at_least_one_day():
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2026, 1, 2), date(2026, 1, 2))


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_year_has_four_quarters(number):
    with pytest.raises(ValueError, match="quarters"):
        quarter(2026, number)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("2026Q3", "2026年第三季度", "Q3 2026"),
        ("2026-07", "2026年7月", "July 2026"),
        ("2026", "2026年度", "Year 2026"),
    ],
)
def test_codes_and_labels_go_together(code, zh, en):
    read = period.parse(code)

    assert read.code() == code
    assert (read.label().zh, read.label().en) == (zh, en)


def test_other_stretches_name_both_days():
    stretch = Period(date(2026, 3, 5), date(2026, 3, 21))

    assert stretch.label().zh == "2026年3月5日至2026年3月20日"
    assert stretch.code() == "2026-03-05_2026-03-20"
    assert stretch.quarter is None


@pytest.mark.parametrize("code", ["", "2026Q5", "2026-13", "26Q1", "Q1 2026", "2026-7"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(ValueError):
        period.parse(code)


@pytest.mark.parametrize(
    ("given", "before"),
    [
        (quarter(2026, 1), quarter(2025, 4)),
        (period.month_of(date(2026, 3, 9)), period.month_of(date(2026, 2, 1))),
        (period.year_of(date(2024, 2, 29)), period.year_of(date(2023, 1, 1))),
        (Period(date(2026, 3, 10), date(2026, 3, 20)), Period(date(2026, 2, 28), date(2026, 3, 10))),
    ],
)
def test_the_period_before_is_measured_alike(given, before):
    assert given.previous() == before
    assert before.next() == given


@given(DAYS)
def test_every_day_is_in_exactly_its_own_quarter(day):
    own = quarter_of(day)

    assert own.contains(day)
    assert not own.previous().contains(day)
    assert not own.next().contains(day)
    assert own.previous().next() == own
    assert period.parse(own.code()) == own


@given(DAYS, st.integers(1, 400), DAYS, st.integers(1, 400))
def test_overlapping_means_a_common_day(first, long, second, wide):
    one, two = Period(first, first + timedelta(long)), Period(second, second + timedelta(wide))

    common = max(one.start, two.start) < min(one.end, two.end)
    assert one.overlaps(two) == two.overlaps(one) == common
