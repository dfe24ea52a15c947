"""What is asked when, and whether it was done: exact at every edge, whatever the order of the deeds."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.errors import Refused
from linli.kernel.period import Period, month_of, quarter, year_of
from linli.people.terms import Role
from linli.rules import calendars, packs
from linli.rules.duties.judging import Deed, after_event, in_force, in_window, owes
from linli.rules.duties.model import CALENDAR, ROLES
from linli.rules.duties.periods import choices, code_of, label_of, period_of
from linli.rules.duties.verbs import VERBS
from linli.rules.duties.windows import deadline, due_after, window_of, windows
from linli.rules.packs import PackRefused, lock

PACK = packs.load("xinhua-2022")
WORKDAYS = calendars.builtin()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
DEEDS = st.lists(st.builds(Deed, DAYS, st.integers(1, 99)), max_size=8)
BETTER = ("overdue", "due", "met")


@given(st.sampled_from(CALENDAR), DAYS)
def test_every_day_lies_in_exactly_one_window(every, day):
    window = window_of(every, day)

    assert window.contains(day)
    assert window_of(every, window.start) == window_of(every, window.last_day) == window
    assert window_of(every, window.end).start == window.end


@given(st.sampled_from(CALENDAR), DAYS, DAYS)
def test_windows_cover_what_has_begun_of_a_period_without_gap(every, day, today):
    period = year_of(day)
    found = windows(every, period, today)

    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(window.overlaps(period) and window.start <= today for window in found)
    assert (not found) == (today < window_of(every, period.start).start)
    assert not found or found[-1].end >= min(period.end, today)


@pytest.mark.parametrize(
    ("every", "window", "grace", "last"),
    [
        ("month", month_of(date(2026, 1, 1)), 0, date(2026, 1, 31)),  # a Saturday: no grace, no mercy
        ("month", month_of(date(2026, 1, 1)), 5, date(2026, 2, 6)),
        ("month", month_of(date(2025, 9, 1)), 3, date(2025, 10, 11)),  # the 11th is a working Saturday
        ("quarter", quarter(2025, 4), 1, date(2026, 1, 4)),  # a working Sunday
    ],
)  # fmt: skip
def test_the_grace_counts_working_days_of_the_announced_calendar(every, window, grace, last):
    assert window_of(every, window.start) == window
    assert deadline(window, grace, WORKDAYS) == last


def test_days_after_an_event_end_on_a_working_day():
    assert due_after(date(2026, 1, 5), 15, "day", WORKDAYS) == date(2026, 1, 20)
    assert due_after(date(2025, 9, 16), 15, "day", WORKDAYS) == date(2025, 10, 9)  # 1 October is a holiday
    assert due_after(date(2026, 1, 30), 5, "workday", WORKDAYS) == date(2026, 2, 6)


@given(DEEDS, st.randoms(use_true_random=False), DAYS, st.integers(1, 3), st.booleans())
def test_the_order_of_the_deeds_says_nothing(deeds, shuffle, today, times, owed):
    window, due = quarter(2025, 2), date(2025, 7, 5)
    before = in_window(window, deeds, times=times, owed=owed, due=due, today=today)
    shuffle.shuffle(deeds)

    assert in_window(window, deeds, times=times, owed=owed, due=due, today=today) == before


@given(DEEDS, st.builds(Deed, DAYS, st.integers(1, 99)), DAYS, st.integers(1, 3))
def test_one_more_deed_never_worsens(deeds, more, today, times):
    window, due = quarter(2025, 2), date(2025, 7, 5)
    asked = {"times": times, "owed": True, "due": due, "today": today}

    before, after = in_window(window, deeds, **asked), in_window(window, [*deeds, more], **asked)
    event = after_event(date(2025, 4, 1), deeds, due=due, today=today)
    then = after_event(date(2025, 4, 1), [*deeds, more], due=due, today=today)

    assert BETTER.index(after.state) >= BETTER.index(before.state)
    assert BETTER.index(then.state) >= BETTER.index(event.state)
    assert then.late <= event.late or event.state != "met"


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 1, 31), "overdue"),
        (date(2026, 2, 1), "met"),
        (date(2026, 2, 28), "met"),
        (date(2026, 3, 1), "overdue"),
    ],
)
def test_the_first_and_the_last_day_of_a_month_belong_to_it(on, state):
    window = month_of(date(2026, 2, 1))
    found = in_window(window, [Deed(on, 1)], times=1, owed=True, due=date(2026, 3, 6), today=date(2026, 3, 7))

    assert found.state == state


def test_overdue_begins_the_day_after_the_last_day():
    asked = {"times": 1, "owed": True, "due": date(2026, 3, 6)}
    window = month_of(date(2026, 2, 1))

    assert in_window(window, [], **asked, today=date(2026, 3, 6)).state == "due"
    assert in_window(window, [], **asked, today=date(2026, 3, 7)).state == "overdue"


def test_twice_wanted_is_met_by_the_second_deed():
    deeds = [Deed(date(2026, 2, 20), 2), Deed(date(2026, 2, 3), 1), Deed(date(2026, 2, 25), 3)]
    found = in_window(
        month_of(date(2026, 2, 1)),
        deeds,
        times=2,
        owed=True,
        due=date(2026, 3, 6),
        today=date(2026, 3, 1),
    )

    assert (found.state, found.by) == ("met", Deed(date(2026, 2, 20), 2))


@pytest.mark.parametrize(
    ("since", "until", "strict", "partial"),
    [
        (None, None, True, True),
        (date(2026, 2, 1), None, True, True),
        (date(2026, 2, 2), None, False, True),
        (date(2026, 3, 1), None, False, False),
        (None, date(2026, 3, 1), True, True),
        (None, date(2026, 2, 28), False, True),
        (None, date(2026, 2, 1), False, False),
    ],
)
def test_a_window_is_owed_by_whoever_lived_through_it(since, until, strict, partial):
    window = Period(date(2026, 2, 1), date(2026, 3, 1))

    assert owes(window, since, until) is strict
    assert owes(window, since, until, partial=True) is partial


@pytest.mark.parametrize(
    ("until", "state"), [(None, "met"), (date(2026, 3, 1), "met"), (date(2026, 2, 28), "overdue")]
)
def test_what_must_last_is_judged_on_the_day(until, state):
    held = [Deed(date(2025, 1, 1), 1, until)]
    found = in_force(
        date(2026, 2, 28), held, since=None, until=None, due=date(2025, 3, 1), today=date(2026, 3, 2)
    )

    assert found.state == state


def test_periods_are_read_as_they_are_written():
    for code in ("2026-03", "2026Q1", "2026H1", "2026H2", "2026"):
        assert code_of(period_of(code)) == code
    assert label_of(period_of("2026H2")).zh == "2026年下半年"
    assert len({code_of(each) for each in choices(date(2026, 3, 2))}) == 8


@pytest.mark.parametrize("code", ["", "2026Q5", "2026H3", "2026-13", "upcoming", "0001", "9999"])
def test_what_is_no_period_is_refused_in_both_languages(code):
    with pytest.raises(Refused) as refused:
        period_of(code)

    assert "2026Q3" in refused.value.text.zh
    assert "2026Q3" in refused.value.text.en


@pytest.mark.clause("A3", "F1", "G6", "G8", "K1")
def test_the_pack_asks_what_the_regulation_and_the_district_set():
    asked = {each.id: (each.every, each.times, each.discretion) for each in PACK.duties.rules}

    assert asked["members_meeting"] == ("quarter", 1, False)
    assert asked["committee_meeting"] == asked["group_meeting"] == ("month", 1, False)
    assert asked["theme_day"] == ("month", 1, False)
    assert asked["organisation_life"] == asked["appraisal"] == ("year", 1, False)
    assert asked["lecture"] == ("half_year", 1, True)
    assert asked["joint_meeting"] == ("quarter", 1, True)
    assert asked["contract_filed"] == ("within", 1, False)
    assert PACK.duties.get("contract_filed").count == PACK.deadlines["contract_filing"].count
    assert PACK.duties.get("committee_filed").count == 30
    assert not PACK.duties.partial


def test_every_recurring_clause_of_party_work_and_coordination_is_asked():
    cited = {each.clause for each in PACK.duties.rules}
    wanted = "A1 A2 A3 C1 C3 C4 D1 D2 D3 D4 E1 E2 F1 F2 F3 G1 G2 G3 G4 G6 G7 G8 H1 H2 H3 H4 I7 J6 K1"

    assert cited >= set(wanted.split())


def test_the_roles_are_those_of_the_postings():
    assert set(ROLES) == set(Role.values)


GOOD = """
format_version = 1
[[duty]]
id = "one"
clause = "F1"
name_zh = "主题党日"
name_en = "Theme day"
who = ["company"]
subject = "organisation"
every = "month"
met_by = ["activity.theme_day"]
source_zh = "条例"
source_en = "Regulation"
"""


def drafted(text, **more):
    files = {name: data for name, data in PACK.files.items() if name != lock.NAME}
    return packs.read({**files, "duties.toml": text.encode()}, **more)


def test_a_pack_may_ask_less_or_nothing():
    assert [each.id for each in drafted(GOOD).duties.rules] == ["one"]
    assert drafted("format_version = 1").duties.rules == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"activity.theme_day"', '"activity.dance"', "activity.dance"),
        ('clause = "F1"', 'clause = "Z9"', "Z9"),
        ('who = ["company"]', 'who = ["mayor"]', "mayor"),
        ('who = ["company"]', "", "who does it"),
        ('every = "month"', 'every = "fortnight"', "must be one of"),
        ('every = "month"', 'every = "month"\ntimes = 0', "at least 1"),
        ('every = "month"', 'every = "once"', "wants what lasts"),
        ('every = "month"', 'every = "within"', "goes with contract"),
        ('every = "month"', 'every = "once"\ngrace = 3', "of the calendar only"),
        ('subject = "organisation"', 'subject = "party"', "must be one of"),
        ('subject = "organisation"', 'subject = "organisation"\nonly = ["big"]', "unknown 'big'"),
        ('met_by = ["activity.theme_day"]', "met_by = []", "which records"),
        ('source_en = "Regulation"', 'source_en = "Regulation"\nhow = "well"', "unknown key 'how'"),
    ],
)
def test_what_a_pack_cannot_ask_is_refused_with_its_place(old, new, words):
    with pytest.raises(PackRefused) as refused:
        drafted(GOOD.replace(old, new))

    assert any("duties.toml" in each.place and words in each.en for each in refused.value.faults)


def test_all_faults_of_the_duties_are_told_at_once():
    broken = GOOD.replace('"company"', '"mayor"').replace('"F1"', '"Z9"') + GOOD.partition("1\n")[2]

    with pytest.raises(PackRefused) as refused:
        drafted(broken)

    assert len(refused.value.faults) >= 3


def test_the_verbs_a_duty_may_be_met_by_are_given_from_outside():
    assert PACK.duties.verbs() <= VERBS
    with pytest.raises(PackRefused):
        drafted(GOOD, verbs={"case.close"})
