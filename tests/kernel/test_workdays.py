from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.workdays import Day, Due, Workdays

MONDAY = date(2030, 1, 7)
HOLIDAY, MAKEUP = MONDAY + timedelta(1), MONDAY + timedelta(5)
CALENDAR = Workdays([Day(HOLIDAY, workday=False, festival="节"), Day(MAKEUP, workday=True, festival="节")])
DAYS = st.dates(date(2029, 6, 1), date(2031, 6, 1))


def test_the_day_it_begins_is_not_counted():
    assert CALENDAR.add(MONDAY, 1) == Due(MONDAY + timedelta(2))


def test_a_working_saturday_counts_and_a_holiday_does_not():
    assert CALENDAR.add(MONDAY, 4) == Due(MAKEUP)
    assert CALENDAR.festival(MAKEUP) == "节"
    assert CALENDAR.festival(MONDAY) == ""


def test_no_days_is_the_day_itself():
    assert CALENDAR.add(HOLIDAY, 0) == Due(HOLIDAY)


def test_nobody_counts_backward():
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add(MONDAY, -1)


def test_a_count_into_an_unannounced_year_is_provisional():
    assert CALENDAR.add(date(2030, 12, 30), 1) == Due(date(2030, 12, 31))
    assert CALENDAR.add(date(2030, 12, 30), 2) == Due(date(2031, 1, 1), provisional=True)


def test_a_count_out_of_an_unannounced_year_is_provisional_too():
    assert CALENDAR.add(date(2029, 12, 27), 3) == Due(date(2030, 1, 1), provisional=True)


def test_a_forecast_is_used_but_marked():
    forecast = Workdays([Day(date(2031, 1, 1), workday=False, provisional=True)])

    assert forecast.published == frozenset()
    assert forecast.add(date(2030, 12, 31), 1) == Due(date(2031, 1, 2), provisional=True)


def test_an_announced_table_replaces_the_forecast_of_its_year():
    forecast = Workdays([Day(date(2031, 1, 1), workday=False, provisional=True), *CALENDAR])

    announced = forecast.announce([Day(date(2031, 1, 2), workday=False)], year=2031)

    assert announced.published == {2030, 2031}
    assert announced.is_workday(date(2031, 1, 1))
    assert announced.add(date(2031, 1, 1), 1) == Due(date(2031, 1, 3))
    assert not announced.is_workday(HOLIDAY)


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day():
    assert CALENDAR.settle(HOLIDAY) == Due(HOLIDAY + timedelta(1))
    assert CALENDAR.settle(MAKEUP) == Due(MAKEUP)
    assert CALENDAR.settle(MAKEUP + timedelta(1)) == Due(MONDAY + timedelta(7))


@given(DAYS, st.integers(0, 60))
def test_counting_is_the_inverse_of_adding(day, number):
    due = CALENDAR.add(day, number).day

    assert CALENDAR.count_between(day, due) == number
    assert CALENDAR.count_between(due, day) == -number


@given(DAYS, st.integers(1, 60))
def test_a_due_day_is_a_working_day_and_more_days_are_later(day, number):
    due = CALENDAR.add(day, number)

    assert CALENDAR.is_workday(due.day)
    assert CALENDAR.add(day, number + 1).day > due.day
