"""What a unit owes by its members, which ways are lawful, and what is covered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.party.terms import Form, Way
from linli.rules import packs
from linli.rules.coverage import (
    FORMS,
    KINDS,
    Party,
    Tie,
    committee_is_due,
    due,
    may_join,
    owed_since,
    tally,
    unlawful,
    verdict,
)
from linli.rules.packs import PackRefused, lock
from linli.rules.packs.party import NAME, WAYS

PACK = packs.load("xinhua-2022")
PARTY = PACK.party
SIX = {"recruit", "recommend", "develop", "instructor", "joint", "attached"}


@pytest.mark.clause("D2", "D3", "H1", "H2")
@pytest.mark.parametrize(
    ("kind", "full", "form", "ways"),
    [
        ("company", None, "unknown", set()),
        ("company", 0, "work", {"recruit", "recommend", "develop", "instructor"}),
        ("company", 1, "organisation", SIX),
        ("company", 2, "organisation", SIX),
        ("company", 3, "branch", {"own"}),
        ("company", 50, "branch", {"own"}),
        ("courtyard", 0, "organisation", {"group", "instructor"}),
        ("courtyard", 2, "organisation", {"group", "attached", "instructor"}),
        ("courtyard", 3, "branch", {"own"}),
        ("unserved", 0, "organisation", {"group"}),
        ("committee", 0, "none", set()),
        ("committee", 1, "organisation", {"attached"}),
        ("committee", 3, "branch", {"own"}),
    ],
)
def test_what_is_due_follows_from_the_full_members(kind, full, form, ways):
    owed = due(PARTY, kind, full)

    assert owed.form == form
    assert {way.id for way in owed.ways} == ways


@pytest.mark.clause("H2")
def test_a_courtyard_with_few_members_is_met_by_a_group_and_not_by_a_bare_branch():
    owed = due(PARTY, "courtyard", 1)

    assert verdict(owed, Tie("group", "group"), instructed=False) == "met"
    assert verdict(owed, Tie("branch", "own"), instructed=False) == "other_form"


@pytest.mark.clause("D2")
@pytest.mark.parametrize(
    ("full", "tie", "instructed", "words"),
    [
        (3, None, False, "missing"),
        (3, None, True, "missing"),  # an instructor is work, not the branch that is due
        (3, Tie("joint", "joint"), False, "other_form"),
        (3, Tie("branch", "own"), False, "met"),
        (2, Tie("branch", "own"), False, "other_form"),  # it has lost a member
        (2, Tie("joint", "joint"), False, "met"),
        (2, None, True, "missing"),
        (0, None, True, "met"),
        (0, None, False, "missing"),
        (None, None, True, "unknown"),
        (None, Tie("grid", "attached"), False, "met"),
    ],
)
def test_the_verdict_compares_what_is_there_with_what_is_due(full, tie, instructed, words):
    assert verdict(due(PARTY, "company", full), tie, instructed=instructed) == words


@pytest.mark.parametrize(
    ("kind", "full", "way", "form", "words"),
    [
        ("company", 3, "own", "branch", None),
        ("company", 2, "own", "branch", "only 2|has 2 full"),
        ("company", 3, "joint", "joint", "from 3 on"),
        ("company", 2, "joint", "joint", None),
        ("company", 2, "joint", "grid", "cannot cover"),
        ("company", 3, "recruit", "branch", None),  # hired, and now there are three
        ("company", 2, "recruit", "branch", "has 2 full"),
        ("company", 0, "instructor", "grid", "no full member"),
        ("company", None, "own", "branch", "report them first"),
        ("company", 1, "group", "group", "not for such a unit"),
        ("courtyard", 0, "group", "group", None),
        ("courtyard", 0, "attached", "grid", "has 0 full"),
    ],
)
def test_an_unlawful_way_is_refused_with_its_reason(kind, full, way, form, words):
    reason = unlawful(PARTY, kind, full, way=way, form=form)

    assert (reason is None) == (words is None)
    assert reason is None or any(word in reason.en for word in words.split("|"))


@given(kind=st.sampled_from(KINDS), full=st.integers(0, 200))
def test_three_or_more_owe_a_branch_of_their_own_and_nothing_else(kind, full):
    assert (due(PARTY, kind, full).form == "branch") == (full >= 3)
    assert all(way.suits(kind, full) for way in due(PARTY, kind, full).ways)


@given(kind=st.sampled_from(KINDS), full=st.integers(0, 9), form=st.sampled_from(FORMS))
def test_what_may_be_tied_always_meets_what_is_due(kind, full, form):
    for way in WAYS:
        if unlawful(PARTY, kind, full, way=way, form=form) is None:
            assert verdict(due(PARTY, kind, full), Tie(form, way), instructed=False) == "met"


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_figures_equal_a_count_by_hand_and_only_all_is_a_hundred(rows):
    figure = tally(rows)

    assert figure.of == len(rows)
    assert figure.organisation == len([1 for tied, _ in rows if tied])
    assert figure.work == len([1 for tied, sent in rows if tied or sent]) >= figure.organisation
    assert (figure.percent() == 100) == (bool(rows) and figure.organisation == figure.of)


def test_what_is_owed_is_owed_since_the_count_that_asked_for_it():
    days = [date(2026, month, 1) for month in range(1, 6)]

    assert owed_since(PARTY, "company", list(zip(days, (3, 2, 3, 4, 9), strict=True))) == days[2]
    assert owed_since(PARTY, "company", list(zip(days, (1, 2, 0, 1, 2), strict=True))) == days[3]
    assert owed_since(PARTY, "company", []) is None


def test_a_share_is_rounded_down():
    assert tally([(True, False)] * 1999 + [(False, True)]).percent() == Decimal("99.9")
    assert tally([]).percent() is None


def test_a_joint_branch_takes_in_five_units_and_a_committee_wants_seven_members():
    assert [may_join(PARTY, units) for units in (0, 4, 5)] == [True, True, False]
    assert [committee_is_due(PARTY, full) for full in (6, 7)] == [False, True]


def test_words_of_the_tables_and_of_the_pack_are_the_same():
    assert set(FORMS) == set(Form.values)
    assert set(WAYS) == set(Way.values) == {way.id for way in PARTY.ways}


def test_a_silent_pack_asks_nothing():
    silent = Party()

    assert due(silent, "company", 9).form == "none"
    assert may_join(silent, 80)
    assert not committee_is_due(silent, 80)


def drafted(old: str, new: str) -> packs.Pack:
    files = {name: data for name, data in PACK.files.items() if name != lock.NAME}
    assert old.encode() in files[NAME]
    files[NAME] = files[NAME].replace(old.encode(), new.encode(), 1)
    return packs.read(files)


def test_a_district_changes_the_number_as_data():
    files = {name: data for name, data in PACK.files.items() if name != lock.NAME}
    files[NAME] = files[NAME].replace(b"value = 3", b"value = 5", 1).replace(b"least = 3", b"least = 5", 1)
    files[NAME] = files[NAME].replace(b"most = 2", b"most = 4")

    changed = packs.read(files).party

    assert [due(changed, "company", full).form for full in (4, 5)] == ["organisation", "branch"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("value = 3", "value = 0", "must be at least 1"),
        ("value = 3", "value = 4", "must equal own_branch_from"),
        ('id = "joint_units"', 'id = "joint_unit"', "the number joint_units is missing"),
        ('id = "joint"', 'id = "own"', "own stands there twice"),
        ('id = "joint"', 'id = "magic"', "'id' must be one of"),
        ('effect = "organisation"', 'effect = "wonder"', "'effect' must be one of"),
        ('kinds = ["company"]', 'kinds = ["school"]', "'kinds' must be a list of"),
        ('forms = ["joint"]', "forms = []", "'forms' must name"),
        ("most = 2", "most = 0", "'most' not below it"),
        ('clause = "D3"', 'clause = "Z9"', "clause Z9 is not in clauses.csv"),
        ('clause = "D3"', 'clauze = "D3"', "unknown key 'clauze'"),
    ],
)
def test_a_fault_in_the_party_file_is_named(old, new, words):
    with pytest.raises(PackRefused) as refusal:
        drafted(old, new)

    assert words in refusal.value.text.en
