"""Sheets of several parties as one result."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules import packs
from linli.rules.panel import Sheet, combine
from linli.rules.scorecard.engine import evaluate

CARD = packs.load("xinhua-2022").card


def full(**changed):
    values = {}
    for spec in CARD.facts.values():
        values[spec.name] = {"flag": True, "count": 0, "rate": Decimal(100), "number": Decimal(0)}[spec.unit]
    values["tripartite.activities"] = 3
    return values | {name.replace("__", "."): value for name, value in changed.items()}


def sheet(name, weight, facts, items=()):
    return Sheet(name, name, weight, evaluate(CARD, facts), frozenset(items))


@pytest.mark.clause("I1")
def test_each_item_is_weighed_over_the_parties_that_answer_for_it():
    street = sheet("街道", 60, full(fire_safety__findings=4))
    office = sheet("住建", 40, full(fire_safety__findings=1), items=["fire_safety"])

    result = combine(CARD, [street, office], evaluate(CARD, full()))

    assert result.line("fire_safety").score == Decimal("6.60")  # 8 - (60 × 2.0 + 40 × 0.5) / 100
    assert result.line("lines").score == Decimal("8.00")
    assert result.total == Decimal("93.60")
    assert sum(d.points for d in result.line("fire_safety").deductions) == Decimal("1.40")


@pytest.mark.clause("I1")
def test_an_item_waits_for_the_last_of_its_parties():
    late = full()
    del late["fire_safety.findings"]

    result = combine(CARD, [sheet("街道", 60, full()), sheet("消防", 40, late)], evaluate(CARD, full()))

    assert result.line("fire_safety").status == "unscored"
    assert result.missing == ("fire_safety.findings",)
    assert result.grade is None


@pytest.mark.clause("S11")
def test_a_veto_on_one_sheet_is_a_veto():
    result = combine(
        CARD,
        [sheet("街道", 90, full()), sheet("业主", 10, full(satisfaction__rate=Decimal("49.9")))],
        evaluate(CARD, full()),
    )

    assert result.vetoed
    assert result.grade.name_zh == "不合格"


@given(st.integers(1, 99), st.integers(0, 30), st.integers(0, 30))
def test_the_deductions_always_add_up_to_what_was_lost(weight, one, other):
    result = combine(
        CARD,
        [
            sheet("甲", weight, full(fire_safety__findings=one)),
            sheet("乙", 100 - weight, full(fire_safety__findings=other)),
        ],
        evaluate(CARD, full()),
    )
    line = result.line("fire_safety")

    assert line.score + sum(d.points for d in line.deductions) == line.maximum
    low, high = sorted([max(0, 8 - Decimal(one) / 2), max(0, 8 - Decimal(other) / 2)])
    assert low <= line.score <= high


def test_equal_sheets_combine_to_themselves():
    facts = full(greening__findings=3, disclosure__services=False)
    alone = evaluate(CARD, facts)

    result = combine(CARD, [sheet("甲", 30, facts), sheet("乙", 70, facts)], alone)

    assert [line.earned for line in result.items] == [line.earned for line in alone.items]
    assert result.total == alone.total
