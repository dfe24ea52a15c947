"""Values: typed, exact, and refused with a reason when they are not what the fact allows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules.scorecard.facts import NOT_APPLICABLE, FactFault, check, dump, parse, show
from linli.rules.scorecard.strict_json import NoNumber
from tests.rules.scorecard.making import spec


@pytest.mark.parametrize(
    ("unit", "raw", "value"),
    [
        ("flag", True, True),
        ("flag", "n/a", NOT_APPLICABLE),
        ("flag", " 不适用 ", NOT_APPLICABLE),
        ("count", 0, 0),
        ("count", "12", 12),
        ("count", Decimal("3.0"), 3),
        ("count", Decimal("1E+2"), 100),
        ("rate", 100, Decimal(100)),
        ("rate", "83.60", Decimal("83.6")),
        ("rate", Decimal("0.0"), Decimal(0)),
        ("rate", 83.6, Decimal("83.6")),
        ("number", "2.5", Decimal("2.5")),
        ("number", Decimal("-0.0"), Decimal(0)),
    ],
)
def test_good_values_are_read_exactly(unit, raw, value):
    read = parse(spec(unit), raw)

    assert read == value
    assert type(read) is type(value)


BAD = {
    "flag": ["是", "true", "yes", 1, 0, "", None, [], {}, Decimal(1)],
    "count": [
        -1,
        "-1",
        "1.5",
        Decimal("1.5"),
        True,
        False,
        "1e3",
        "１２",
        "1,000",
        10**10,
        10**40,
        None,
        "",
        [1],
    ],
    "rate": [
        -1,
        "100.01",
        Decimal("100.0001"),
        "83.6%",
        True,
        "NaN",
        Decimal("NaN"),
        Decimal("Infinity"),
        None,
    ],
    "number": [
        -1,
        "-0.5",
        True,
        "1e999",
        Decimal("1E+999"),
        Decimal("1E-999"),
        NoNumber("Infinity"),
        10**10,
        "a",
    ],
}


@pytest.mark.parametrize(("unit", "raw"), [(unit, raw) for unit, raws in BAD.items() for raw in raws])
def test_bad_values_are_refused_with_fact_value_and_what_is_allowed(unit, raw):
    with pytest.raises(FactFault) as refused:
        parse(spec(unit), raw)

    assert refused.value.fact == "a.b"
    assert refused.value.allowed
    assert "a.b" in refused.value.text.zh
    assert "allowed" in refused.value.text.en


CELLS = {
    True: ["是", "YES", "yes", "1", "TRUE", "true", 1, 1.0, True],
    False: ["否", "no", "No", "0", "False", "false", 0, 0.0, False],
    NOT_APPLICABLE: ["不适用", "n/a", "N/A"],
}


@pytest.mark.parametrize(("raw", "value"), [(raw, value) for value, raws in CELLS.items() for raw in raws])
def test_cells_know_more_ways_to_say_yes(raw, value):
    assert parse(spec("flag"), raw, table=True) is value


@pytest.mark.parametrize("raw", ["2", "y", "✓", 2, "是的"])
def test_cells_do_not_guess(raw):
    with pytest.raises(FactFault):
        parse(spec("flag"), raw, table=True)


@given(st.decimals(0, 100, places=6))
def test_what_is_written_down_is_read_back(number):
    read = parse(spec("rate"), number)

    assert parse(spec("rate"), dump(read)) == read == number
    assert check(spec("rate"), read) == read


@pytest.mark.parametrize(("unit", "value"), [("flag", True), ("flag", NOT_APPLICABLE), ("count", 7)])
def test_every_unit_is_written_down_and_read_back(unit, value):
    assert parse(spec(unit), dump(value)) is value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("85.00"), "85"),
        (Decimal("1E+2"), "100"),
        (Decimal("0.50"), "0.5"),
        (100, "100"),
        (Decimal(0), "0"),
    ],
)
def test_numbers_are_shown_plainly(value, text):
    assert show(value) == text


def test_a_typed_value_of_another_unit_is_refused():
    with pytest.raises(FactFault):
        check(spec("count"), True)
    assert check(spec("count"), Decimal(3)) == 3
    assert check(spec("flag"), NOT_APPLICABLE) is NOT_APPLICABLE
