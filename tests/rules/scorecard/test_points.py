from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules.scorecard import points


@pytest.mark.parametrize(("value", "text"), [(0, "0.00"), (5, "0.05"), (8850, "88.50"), (-125, "-1.25")])
def test_hundredths_have_two_decimals(value, text):
    assert points.text(value) == text
    assert points.of(Decimal(text)) == value
    assert points.decimal(value) == Decimal(text)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (50, "0.5"), (300, "3"), (125, "1.25"), (10000, "100")]
)
def test_in_a_sentence_points_are_short(value, text):
    assert points.short(value) == text


def test_thousandths_are_no_points():
    with pytest.raises(ValueError):
        points.of(Decimal("0.005"))


@pytest.mark.parametrize(
    ("up", "down", "rounding", "whole"),
    [
        (5, 2, "half_up", 3),
        (-5, 2, "half_up", -3),
        (5, 2, "down", 2),
        (5, 2, "up", 3),
        (4, 2, "up", 2),
        (5, -2, "up", -3),
    ],
)
def test_fractions_are_rounded_as_said(up, down, rounding, whole):
    assert points.divide(up, down, rounding) == whole


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_the_three_roundings_keep_their_order(up, down):
    least, half, most = (abs(points.divide(up, down, each)) for each in ("down", "half_up", "up"))

    assert least <= half <= most <= least + 1
    assert abs(abs(up) - half * down) * 2 <= down
