"""What only a round applies: facts that stand for a class of estates, vetoes that wait for more answers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.registry.terms import Mode
from linli.rules import packs
from linli.rules.packs import PackRefused, lock
from linli.rules.packs.standing import MODES, NAME, waiting
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import NOT_APPLICABLE

PACK = packs.load("xinhua-2022")
RATE = "satisfaction.rate"
SURVEY = PACK.rounds.surveys[RATE]


def test_the_classes_a_pack_speaks_of_are_those_of_the_registry():
    assert set(MODES) == set(Mode.values)


def test_what_needs_a_company_is_not_asked_where_there_is_none():
    stands = {mode: {name for name, _, _ in PACK.rounds.of_mode(mode)} for mode in MODES}

    assert stands["market"] == set()
    assert stands["self"] >= {"registration.on_platform", "contract.signed", "contract.filed"}
    assert not {"disclosure.services", "staffing.adequate", "satisfaction.rate"} & stands["self"]
    assert stands["none"] > {"registration.on_platform", "contract.signed", "contract.filed"}
    assert {"disclosure.services", "staffing.adequate"} <= stands["none"]
    assert {value for mode in MODES for _, value, _ in PACK.rounds.of_mode(mode)} == {NOT_APPLICABLE}
    assert all(reading.zh and reading.en for reading in PACK.rounds.readings())


def drafted(old: str, new: str) -> packs.Pack:
    files = {name: data for name, data in PACK.files.items() if name != lock.NAME}
    assert old.encode() in files[NAME]
    files[NAME] = files[NAME].replace(old.encode(), new.encode())
    return packs.read(files)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"registration.on_platform"', '"registration.on_mars"', "unknown fact 'registration.on_mars'"),
        ('mode = "self"', 'mode = "communal"', "'mode' must be one of market / self / none"),
        ('mode = "self"', 'mode = "none"', "none contract.signed stands there twice"),
        ('value = "n/a"', 'value = "perhaps"', "perhaps"),
        ('id = "unserved"', 'id = "self_managed"', "self_managed stands there twice"),
        ('fact = "satisfaction.rate"', 'fact = "greening.findings"', "this place wants rate"),
        ('fact = "satisfaction.rate"', 'fact = "satisfaction.moon"', "unknown fact 'satisfaction.moon'"),
        ("least_answers = 30", "least_answers = 0", "must be at least 1"),
        ("least_answers = 30", "least_answers = 30.5", "must be a whole number"),
        ("interval = true", "intervall = true", "unknown key 'intervall'"),
    ],
)
def test_a_fault_in_the_readings_of_rounds_is_named_in_its_place(old, new, words):
    with pytest.raises(PackRefused) as refused:
        drafted(old, new)

    faults = refused.value.faults
    assert any(each.place.startswith(NAME) and words in each.en for each in faults), faults
    assert all(each.zh for each in faults)


def test_a_veto_over_a_fact_that_vetoes_nothing_is_a_fault():
    files = {name: data for name, data in PACK.files.items() if name != lock.NAME}
    files["scorecard.toml"] = files["scorecard.toml"].replace(b'kind = "veto"', b'kind = "grade_drop"')
    with pytest.raises(PackRefused) as refused:
        packs.read(files)

    assert any("there is no veto over satisfaction.rate" in each.en for each in refused.value.faults)


def test_a_pack_may_be_silent_about_rounds_and_letters():
    files = {name: data for name, data in PACK.files.items() if name not in (lock.NAME, NAME, "letters.toml")}
    pack = packs.read(files)

    assert pack.rounds.readings() == ()
    assert pack.letters.recipients == ""
    assert waiting(pack.rounds, pack.card, {RATE: Decimal(1)}, {RATE: 1}) == {}


def test_a_district_switches_a_reading_of_rounds_off_by_data_alone():
    off = drafted("adopted = true", "adopted = false")

    given = {each.reading for each in (*PACK.rounds.standing, SURVEY)}
    assert given <= set(PACK.rounds.readings())
    assert not given & set(off.rounds.readings())
    assert list(off.rounds.of_mode("self")) == []
    assert waiting(off.rounds, off.card, {RATE: Decimal(1)}, {RATE: 1}) == {}


@pytest.mark.clause("S11")
@pytest.mark.parametrize(
    ("rate", "answers", "waits"),
    [
        ("49.99", None, True),
        ("49.99", 0, True),
        ("0", 29, True),
        ("0", 30, False),
        ("30", 30, False),
        ("43.9", 41, True),
        ("43.9", 257, False),
        ("43.9", 253, True),
        ("49.9", 100_000, True),
        ("50", 1, False),
        ("96", 1, False),
    ],
)
def test_a_veto_from_too_few_answers_waits(rate, answers, waits):
    found = waiting(PACK.rounds, PACK.card, {RATE: Decimal(rate)}, {RATE: answers})

    assert bool(found) == waits
    assert all(why.zh and why.en for why in found.values())


@given(rate=st.decimals(0, 49, places=2), few=st.integers(1, 4000), more=st.integers(0, 4000))
def test_more_answers_of_the_same_rate_never_make_a_veto_wait_longer(rate, few, more):
    if SURVEY.waits(rate, few, Decimal(50)) is None:
        assert SURVEY.waits(rate, few + more, Decimal(50)) is None


@pytest.mark.clause("S11")
def test_a_lifted_veto_changes_nothing_but_the_veto():
    facts = {
        name: {"flag": True, "count": 1, "rate": Decimal(46), "number": Decimal(0)}[spec.unit]
        for name, spec in PACK.card.facts.items()
    }
    applied, lifted = evaluate(PACK.card, facts), evaluate(PACK.card, facts, lifted={RATE})

    assert (applied.vetoed, lifted.vetoed) == (True, False)
    assert applied.items == lifted.items
    assert (applied.total, applied.grade.id, lifted.grade.id) == (lifted.total, "fail", "good")
