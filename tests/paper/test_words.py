"""Figures and dates as Chinese papers write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from linli.paper.words import check_code, chinese_date, clean, plain, points, signed


def test_a_date_has_arabic_digits_and_no_zeros() -> None:
    assert chinese_date(dt.date(2022, 1, 4)) == "2022年1月4日"
    assert chinese_date(None) == ""


@pytest.mark.parametrize(
    ("value", "shown", "with_sign", "short"),
    [
        ("5", "5.00", "+5.00", "5"),
        ("-2.5", "−2.50", "−2.50", "−2.5"),
        ("100", "100.00", "+100.00", "100"),
        ("0.10", "0.10", "+0.10", "0.1"),
    ],
)
def test_points_have_two_decimals_and_a_true_minus(
    value: str, shown: str, with_sign: str, short: str
) -> None:
    number = Decimal(value)
    assert (points(number), signed(number), plain(number)) == (shown, with_sign, short)


def test_missing_points_are_what_the_paper_shows_for_none() -> None:
    assert (points(None), points(None, empty="—")) == ("", "—")


def test_a_check_code_is_twelve_digits_in_fours() -> None:
    assert check_code("9f2c41d7b0e8ffff") == "9f2c 41d7 b0e8"


def test_only_what_no_document_may_hold_is_left_out() -> None:
    assert clean("甲\x00\x0b\x7f\ud800乙\t丙\n𬭊") == "甲乙\t丙\n𬭊"
