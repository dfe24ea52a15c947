"""What party life allows, by table and by property."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.errors import Refused
from linli.rules.party_life import Branch, check_attendance, check_day, check_kind

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LIFE = Branch("支部", since=date(2024, 1, 1))


def allowed(check, *args, **words) -> bool:
    try:
        check(*args, **words)
    except Refused as refusal:
        return not (refusal.text.zh and refusal.text.en and refusal.fields)
    return True


@pytest.mark.parametrize(
    ("branch", "kind", "may"),
    [
        (LIFE, "committee_meeting", False),
        (Branch("支部", LIFE.since, committee=True), "committee_meeting", True),
        (LIFE, "group_meeting", False),
        (Branch("支部", LIFE.since, groups=1), "group_meeting", True),
        (Branch("小组", LIFE.since, group=True), "group_meeting", True),
        (LIFE, "members_meeting", True),
    ],
)
@pytest.mark.clause("F1")
def test_a_meeting_needs_those_who_meet(branch, kind, may):
    assert allowed(check_kind, branch, kind) is may


@given(on=DAYS, today=DAYS, since=DAYS, life=st.integers(1, 900), elected=DAYS, term=st.integers(1, 1900))
@pytest.mark.clause("F1")
def test_a_day_is_allowed_exactly_within_life_and_term_and_not_ahead(on, today, since, life, elected, term):
    until, term_until = since + timedelta(days=life), elected + timedelta(days=term)
    branch = Branch("支部", since, until, elected, term_until)

    expected = on <= today and since <= on < until and elected <= on < term_until

    assert allowed(check_day, branch, on, today=today) is expected


@given(present=st.integers(-1, 60), expected=st.integers(0, 60), members=st.none() | st.integers(0, 50))
def test_nobody_comes_beyond_those_who_should_and_those_there_are(present, expected, members):
    branch = Branch("支部", LIFE.since, members=members)

    may = 1 <= present <= expected and (members is None or expected <= members)

    assert allowed(check_attendance, branch, present=present, expected=expected) is may
