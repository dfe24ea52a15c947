from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules.identifiers import Unfit
from linli.rules.intake import values
from linli.rules.intake.cells import Formula

HOUSEHOLDS = values.whole(values.HOUSEHOLDS)
BUILDINGS = values.whole(values.BUILDINGS)
AREA = values.decimal(values.AREA, above=Decimal(0), most=Decimal(10**8), places=2)
FEE = values.decimal(values.FEE, most=Decimal(50), places=4)
NAME = values.text(100)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1234, 1234),
        (1234.0, 1234),
        ("1234", 1234),
        (" 1,234 户", 1234),
        ("１，２３４户", 1234),
        ("1 234", 1234),
        ("1234套", 1234),
        ("12.0", 12),
        ("+7", 7),
    ],
)
def test_counts_are_read_as_people_write_them(cell, number):
    assert HOUSEHOLDS(cell) == number


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (0, "1到"),
        (-3, "1到"),
        (12.5, "整数"),
        ("12.5户", "整数"),
        ("100-200户", "范围"),
        ("100～200", "范围"),
        ("100至200", "范围"),
        ("约300户", "约数"),
        ("300余户", "约数"),
        ("12栋", "单位"),
        ("12,34", "不是数字"),
        ("十二", "不是数字"),
        ("", "不是数字"),
        (True, "不是数字"),
        (float("nan"), "不是数字"),
        (1e300, "不是数字"),
        ("1e5", "单位"),
        (date(2022, 1, 1), "日期格式"),
        (Formula("=1+1"), "公式"),
        ("9" * 400, "不是数字"),
    ],
)
def test_what_is_no_exact_count_is_refused_with_the_reason(cell, says):
    with pytest.raises(Unfit, match=says) as refused:
        HOUSEHOLDS(cell)

    assert refused.value.text.en


@pytest.mark.parametrize("cell", ["12栋", "12幢", "12座", "１２", 12])
def test_buildings_have_their_own_units(cell):
    assert BUILDINGS(cell) == 12


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12,345.6㎡", "12345.60"),
        ("12345.6平方米", "12345.60"),
        ("12345.6 m²", "12345.60"),
        ("1.25万㎡", "12500"),
        ("1.25万平方米", "12500"),
        (0.1 + 0.2, "0.3"),
        (99.005, "99.01"),
        (7, "7"),
    ],
)
def test_areas_are_exact_to_the_hundredth(cell, number):
    assert AREA(cell) == Decimal(number)


def test_a_unit_of_ten_thousands_in_the_heading_is_applied():
    read = values.decimal(
        values.AREA, above=Decimal(0), most=Decimal(10**8), places=2, factor=Decimal(10_000)
    )

    assert read(1.25) == Decimal(12_500)


@pytest.mark.parametrize("cell", [0, -1, 0.001, "0㎡", "1e9", 10**9, "免费"])
def test_an_area_is_more_than_nothing(cell):
    with pytest.raises(Unfit):
        AREA(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0, "0"),
        ("1.5元", "1.5"),
        ("1.5 元/㎡·月", "1.5"),
        ("2.38元/平米/月", "2.38"),
        ("0.3元/平方米·月", "0.3"),
        ("50", "50"),
    ],
)
def test_fees_are_yuan_per_square_metre_and_month(cell, number):
    assert FEE(cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell", [50.01, -0.1, "1.14至2.48元/平米/月", "0.5-1.2", "12元/年", "100元/户", "面议", "1元/"]
)
def test_other_fees_and_ranges_are_refused(cell):
    with pytest.raises(Unfit):
        FEE(cell)


@given(st.floats(0.0001, 50, allow_nan=False))
def test_the_short_way_for_floats_reads_the_same_as_the_long_way(number):
    rounded = round(number, 4)

    assert FEE(rounded) == FEE(repr(rounded)) if "e" not in repr(rounded) else True


@pytest.mark.parametrize(
    ("cell", "text"),
    [(" 阳光　城 ", "阳光 城"), ("\t3号院", "3号院"), (8, "8"), (8.0, "8"), ("-5", "-5"), ("", "")],
)
def test_texts_are_tidied(cell, text):
    assert NAME(cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        ' =HYPERLINK("x")',
        "\t=1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "＝1+1",
        "-1号院",
        Formula("=A1"),
    ],
)
def test_what_a_spreadsheet_would_run_is_refused(cell):
    with pytest.raises(Unfit, match="公式"):
        NAME(cell)


@pytest.mark.parametrize("cell", [date(2022, 3, 8), datetime(2022, 3, 8, 1), time(1, 2), True, "x" * 101])  # noqa: DTZ001
def test_what_is_no_name_is_refused(cell):
    with pytest.raises(Unfit):
        NAME(cell)


def test_a_code_stored_as_a_number_is_refused_for_that_reason():
    with pytest.raises(Unfit, match="文本"):
        values.uscc(9.1410402e17)
    assert values.uscc("'91410402MA00000660") == "91410402MA00000660"
