"""The arithmetic of a fund: the sum of its lines is its balance, whatever their order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.selfmanagement.ledger import Line, Totals, correction, effect, totals

CENTS = st.integers(1, 10**11).map(lambda cents: Decimal(cents) / 100)
SIGNED = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
KINDS = st.sampled_from(["received", "spent", "returned"])
LINES = st.lists(
    st.builds(Line, KINDS, CENTS) | st.builds(lambda of, sum_: Line("correction", sum_, of), KINDS, SIGNED),
    max_size=40,
)


@pytest.mark.clause("C4")
@given(LINES)
def test_the_sum_of_all_lines_is_the_balance(lines):
    assert totals(lines).balance == sum((effect(line.kind, line.amount) for line in lines), Decimal(0))


@pytest.mark.clause("C4")
@given(LINES.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines))))
def test_the_order_of_lines_changes_nothing(both):
    lines, shuffled = both
    assert totals(lines) == totals(shuffled)


@given(LINES, LINES)
def test_sums_of_parts_add_up_to_the_sum_of_the_whole(some, others):
    assert totals(some) + totals(others) == totals(some + others)


@given(KINDS, CENTS, CENTS)
def test_a_correction_brings_a_line_to_what_it_should_have_been(kind, amount, right):
    lines = [Line(kind, amount), Line("correction", correction(kind, amount, right), kind)]
    assert totals(lines) == totals([Line(kind, right)])


def test_more_spent_than_planned_or_received_is_told():
    money = Totals(planned=Decimal(10), received=Decimal(12), spent=Decimal(11), returned=Decimal(2))

    assert money.over_plan
    assert money.overdrawn
    assert (money.left, money.balance) == (Decimal(-1), Decimal(-1))
