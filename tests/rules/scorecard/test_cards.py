"""Cards as they are handed in: every fault at once, each naming card, fact, value and what is allowed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linli.rules import packs
from linli.rules.scorecard import strict_json
from linli.rules.scorecard.cards import read
from linli.rules.scorecard.facts import NOT_APPLICABLE

CARD = packs.load("xinhua-2022").card


def handed(text: str, **how):
    return read(CARD, strict_json.loads(text), place="第 1 张", **how)


def faults(text: str, **how):
    return [(each.subject, each.fact, each.value) for each in handed(text, **how).faults]


def test_a_good_card_is_read_exactly():
    card = handed(
        '{"subject": "甲", "facts": {"satisfaction.rate": 83.60, "lines.findings": "3",'
        ' "facilities.lifts": "n/a"}, "awards": {"drainage": {"points": "7.5", "reason": "因"}}}'
    )

    assert card.faults == ()
    assert card.subject == "甲"
    assert card.facts == {
        "satisfaction.rate": Decimal("83.6"),
        "lines.findings": 3,
        "facilities.lifts": NOT_APPLICABLE,
    }
    assert card.awards["drainage"].points == Decimal("7.5")


def test_every_fault_of_a_card_is_named_at_once():
    found = faults(
        '{"subject": "甲", "facts": {"satisfaction.rate": "83.6%", "nope": 1, "lines.findings": true,'
        ' "greening.annual_plan": "是", "drainage.no_overflow": "n/a", "greening.findings": -1},'
        ' "awards": {"lines": {"points": 1, "reason": "因"}, "roof": {"points": 1},'
        ' "drainage": {"points": "9"}}}'
    )

    assert found == [
        ("甲", "satisfaction.rate", "83.6%"),
        ("甲", "nope", "1"),
        ("甲", "lines.findings", "true"),
        ("甲", "greening.annual_plan", "是"),
        ("甲", "greening.findings", "-1"),
        ("甲", "lines", "1"),
        ("甲", "roof", "1"),
        ("甲", "drainage", "9"),
    ]


ODD_VALUES = [
    ("lines.findings", "NaN", "NaN"),
    ("lines.findings", "Infinity", "Infinity"),
    ("lines.findings", "-Infinity", "-Infinity"),
    ("lines.findings", "1e999", "1E+999"),
    ("lines.findings", "1e-999", "1E-999"),
    ("lines.findings", "1.5", "1.5"),
    ("lines.findings", "9" * 5000, "9" * 57 + "…"),
    ("lines.findings", "false", "false"),
    ("lines.findings", "null", "null"),
    ("lines.findings", '"三"', "三"),
    ("satisfaction.rate", "100.0000001", "100.0000001"),
    ("satisfaction.rate", "[" * 50 + "]" * 50, "list"),
    ("satisfaction.rate", '{"a": 1}', "dict"),
    ("position.flag", "1", "1"),
    ("position.flag", '"true"', "true"),
    ("bonus.points", "-0.01", "-0.01"),
]


@pytest.mark.parametrize(("fact", "value", "shown"), ODD_VALUES)
def test_odd_values_are_faults_and_nothing_worse(fact, value, shown):
    found = handed(f'{{"subject": "甲", "facts": {{"{fact}": {value}}}}}').faults

    assert [(each.fact, each.value) for each in found] == [(fact, shown)]
    assert found[0].allowed
    assert fact in found[0].reason_zh
    assert fact in found[0].reason_en


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("5", ""),
        ("[]", ""),
        ("null", ""),
        ('"text"', ""),
        ('{"facts": {}}', "subject"),
        ('{"subject": "", "facts": {}}', "subject"),
        ('{"subject": 7, "facts": {}}', "subject"),
        ('{"subject": "甲"}', "facts"),
        ('{"subject": "甲", "facts": []}', "facts"),
        ('{"subject": "甲", "facts": {}, "fact": {}}', "fact"),
        ('{"subject": "甲", "facts": {}, "awards": []}', "awards"),
        ('{"subject": "甲", "facts": {}, "awards": {"drainage": 5}}', "drainage"),
        ('{"subject": "甲", "facts": {}, "awards": {"drainage": {"points": true}}}', "drainage"),
        ('{"subject": "甲", "facts": {}, "awards": {"drainage": {"points": "NaN"}}}', "drainage"),
        ('{"subject": "甲", "facts": {}, "awards": {"drainage": {"points": NaN}}}', "drainage"),
        ('{"subject": "甲", "facts": {}, "awards": {"drainage": {"points": 1, "reason": 5}}}', "drainage"),
        ('{"subject": "甲", "facts": {}, "awards": {"drainage": {"points": 1, "because": "x"}}}', "drainage"),
        ('{"subject": "甲", "facts": {}, "awards": {"drainage": {"reason": "x"}}}', "drainage"),
        ('{"subject": "甲", "facts": {"lines.findings": 1, "lines.findings": 2}}', "lines.findings"),
        ('{"subject": "甲", "facts": {}, "facts": {}}', "facts"),
        (
            '{"subject": "甲", "facts": {}, "awards": {"drainage": {}, "drainage": {"points": 8}}}',
            "drainage",
        ),
    ],
)
def test_what_is_no_card_is_said_so(text, fact):
    assert [each.fact for each in handed(text).faults] == [fact]


def test_a_misspelt_fact_is_met_with_the_one_that_is_like_it():
    fault = handed('{"subject": "甲", "facts": {"satisfaction.rates": 90}}').faults[0]

    assert "satisfaction.rate？" in fault.reason_zh
    assert "is it satisfaction.rate?" in fault.reason_en


def test_a_card_without_a_usable_name_is_named_by_its_place():
    assert handed('{"facts": {"nope": 1}}').faults[1].subject == "第 1 张"


@pytest.mark.parametrize("text", ["", "{", "[1,]", "[" * 100_000, "{'a': 1}", "\x00"])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(strict_json.NotJson):
        strict_json.loads(text)


def test_numbers_keep_every_digit():
    assert strict_json.loads("0.1000000000000000000000000001") == Decimal("0.1000000000000000000000000001")
