from __future__ import annotations

from datetime import date

import pytest

from linli.base import calendar
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.workdays import Day

SYSTEM = Actor.system("test")
NEW_YEAR = [
    Day(date(2027, 1, 1), workday=False, festival="元旦"),
    Day(date(2027, 1, 3), workday=True, festival="元旦"),
]


def test_without_a_loaded_year_the_built_in_calendar_counts(db):
    assert calendar.workdays().is_provisional(date(2027, 1, 4))
    assert not calendar.workdays().is_provisional(date(2026, 12, 31))


def test_a_loaded_year_is_announced_and_its_make_up_days_count(db, now):
    assert not calendar.workdays().is_workday(date(2027, 1, 3))

    calendar.load_year(actor=SYSTEM, year=2027, days=NEW_YEAR, now=now)

    assert calendar.workdays().is_workday(date(2027, 1, 3))
    assert not calendar.workdays().is_provisional(date(2027, 6, 1))
    assert JournalEntry.objects.get(verb="calendar.load").change["year"] == [None, 2027]


def test_a_year_loaded_again_replaces_itself_and_no_other(db, now):
    calendar.load_year(actor=SYSTEM, year=2027, days=NEW_YEAR, now=now)
    calendar.load_year(actor=SYSTEM, year=2027, days=NEW_YEAR[:1], now=now)

    assert not calendar.workdays().is_workday(date(2027, 1, 3))
    assert not calendar.workdays().is_workday(date(2026, 10, 1))


def test_the_calendar_costs_one_query_once_it_is_read(db, now, django_assert_num_queries):
    calendar.load_year(actor=SYSTEM, year=2027, days=NEW_YEAR, now=now)
    calendar.workdays()

    with django_assert_num_queries(1):
        calendar.workdays()


@pytest.mark.parametrize("days", [[], [*NEW_YEAR, Day(date(2028, 1, 1), workday=False)]])
def test_an_empty_calendar_or_one_of_two_years_is_refused(db, now, days):
    with pytest.raises(Refused):
        calendar.load_year(actor=SYSTEM, year=2027, days=days, now=now)


def test_only_who_manages_settings_loads_a_calendar(town, now):
    with pytest.raises(NotAllowed):
        calendar.load_year(actor=town.actor("chen", "bureau", "/1/"), year=2027, days=NEW_YEAR, now=now)
    calendar.load_year(actor=town.actor("root", "admin", "/1/"), year=2027, days=NEW_YEAR, now=now)


def test_the_years_around_say_whether_they_are_announced(db):
    found = {row["year"]: row for row in calendar.years(SYSTEM, around=date(2026, 11, 23))}

    assert [found[year]["announced"] for year in (2025, 2026, 2027, 2028)] == [True, True, False, False]
    assert found[2026]["workdays"] == 248
    assert found[2025]["workdays"] == 248
