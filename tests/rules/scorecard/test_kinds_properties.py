"""What must be true of every rule kind, whatever the card says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.explain import win_back
from linli.rules.scorecard.facts import NOT_APPLICABLE, FactFault
from linli.rules.scorecard.kinds import KINDS
from linli.rules.scorecard.quick import tally
from tests.rules.scorecard.cases import CASES

CARDS = {case.name: (case, case.card) for case in CASES}
EACH = pytest.mark.parametrize("name", CARDS)
PLAINLY_CHEAP = sorted(set(CARDS) - {"shares_rescaled", "states", "bonus", "bonus_highest"})
ROUNDS = settings(max_examples=12, deadline=None, database=None)

VALUES = {
    "flag": st.booleans(),
    "count": st.integers(0, 40),
    "rate": st.decimals(0, 100, places=2) | st.sampled_from([Decimal(n) for n in range(0, 101, 5)]),
    "number": st.decimals(0, 60, places=2),
}


def facts_for(card, *, absent=True):
    """Return a strategy of complete facts, some of them not applicable."""
    one = {
        name: VALUES[spec.unit] | st.just(NOT_APPLICABLE) if absent else VALUES[spec.unit]
        for name, spec in card.facts.items()
    }
    return st.fixed_dictionaries(one)


def score(card, facts):
    return evaluate(card, facts).items[0].earned


def test_every_kind_that_reads_facts_is_among_the_cases():
    assert {case.card.items[0].kind for case in CASES} == KINDS.keys() - {"judgement", "red_line"}


@EACH
@ROUNDS
@given(data=st.data())
def test_a_better_fact_never_costs_points(name, data):
    case, card = CARDS[name]
    facts = data.draw(facts_for(card, absent=False))
    fact = data.draw(st.sampled_from(sorted(facts)))
    other = data.draw(VALUES[card.facts[fact].unit])
    low, high = sorted((facts[fact], other))

    at_low, at_high = (score(card, {**facts, fact: each}) for each in (low, high))

    assert at_low <= at_high if fact in case.better else at_low >= at_high


@EACH
@ROUNDS
@given(data=st.data())
def test_points_stay_in_bounds_in_any_order_of_facts_and_on_the_quick_way(name, data):
    _, card = CARDS[name]
    facts = data.draw(facts_for(card))
    item = card.items[0]
    values = tuple(facts[need.fact.name] for need in item.rule.needs())
    reversed_order = {key: facts[key] for key in reversed(facts)}

    result = evaluate(card, facts)

    assert 0 <= result.items[0].earned <= item.worth
    assert evaluate(card, reversed_order).as_json() == result.as_json()
    assert item.rule.scorer(item.worth)(values) == item.rule.judge(values, item.worth).score
    assert tally(card, facts).total == result.earned


@pytest.mark.parametrize("name", PLAINLY_CHEAP)
@ROUNDS
@given(data=st.data())
def test_what_does_not_exist_here_costs_nothing(name, data):
    case, card = CARDS[name]
    facts = data.draw(facts_for(card))
    fact = data.draw(st.sampled_from(sorted(facts)))
    if name.startswith("balance") and fact in case.better:
        return

    assert score(card, {**facts, fact: NOT_APPLICABLE}) >= score(card, facts)


@pytest.mark.parametrize("name", [each for each in CARDS if not each.startswith("balance")])
def test_an_item_of_which_nothing_exists_here_is_not_applicable(name):
    _, card = CARDS[name]

    line = evaluate(card, dict.fromkeys(card.facts, NOT_APPLICABLE)).items[0]

    assert line.status == "n/a"
    assert line.earned == (0 if name.startswith("bonus") else card.items[0].worth)
    assert not line.deductions


@EACH
@ROUNDS
@given(data=st.data())
def test_a_missing_fact_is_not_a_zero(name, data):
    _, card = CARDS[name]
    facts = data.draw(facts_for(card))
    gone = data.draw(st.sampled_from(sorted(facts)))
    del facts[gone]

    result = evaluate(card, facts)

    if name.startswith("bonus"):
        assert result.complete
        return
    assert (result.items[0].status, result.items[0].earned) == ("unscored", None)
    assert result.missing == (gone,)
    assert result.earned == 0
    assert result.grade is None


@EACH
@ROUNDS
@given(data=st.data())
def test_deductions_explain_every_point_lost(name, data):
    _, card = CARDS[name]
    line = evaluate(card, data.draw(facts_for(card))).items[0]
    if line.item.kind in ("bonus", "balance"):
        return

    assert sum(each.taken for each in line.deductions) == line.item.worth - line.earned
    for each in line.deductions:
        assert each.taken > 0
        assert each.reason_zh
        assert each.reason_en
        assert each.fact in card.facts


@EACH
@ROUNDS
@given(data=st.data())
def test_what_is_promised_to_win_points_does_win_them(name, data):
    _, card = CARDS[name]
    facts = data.draw(facts_for(card))
    now = score(card, facts)
    wins = win_back(card, facts)

    for win in wins:
        mended = {**facts, **{each.fact.name: each.wanted for each in win.changes}}
        assert score(card, mended) - now == win.gain > 0
        assert win.effort > 0
    assert [win.effort for win in wins] == sorted(win.effort for win in wins)


@EACH
def test_a_value_of_another_unit_is_refused_and_not_guessed(name):
    _, card = CARDS[name]
    good = {
        n: True if s.unit == "flag" else 1 if s.unit == "count" else Decimal(1) for n, s in card.facts.items()
    }
    evaluate(card, good)

    for fact, spec in card.facts.items():
        wrong = 1 if spec.unit == "flag" else True
        for way in (evaluate, tally):
            with pytest.raises(FactFault) as refused:
                way(card, {**good, fact: wrong})
            assert refused.value.fact == fact
