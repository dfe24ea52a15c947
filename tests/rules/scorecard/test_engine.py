"""The whole card: totals, missing facts, awards, vetoes and grades, on the annex of the built-in pack."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linli.kernel.errors import Refused
from linli.rules import packs
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import NOT_APPLICABLE
from linli.rules.scorecard.outcome import Award
from linli.rules.scorecard.quick import tally

CARD = packs.load("xinhua-2022").card
GOOD = {"flag": True, "count": 0, "rate": Decimal(95), "number": Decimal(0)}
FULL = {name: GOOD[spec.unit] for name, spec in CARD.facts.items()} | {"tripartite.activities": 2}

CONTRACT_KEYS = ["policy", "total", "bonus", "complete", "vetoed", "grade", "missing", "sections", "items"]


def test_a_document_has_the_keys_of_the_contract_in_their_order():
    document = evaluate(CARD, {**FULL, "tripartite.activities": 0}).as_json()
    line = document["items"][1]

    assert list(document) == CONTRACT_KEYS
    assert document["sections"][0] == {"id": "party_building", "max": "20.00", "score": "18.00"}
    assert [each["id"] for each in document["sections"]] == [
        "party_building",
        "services",
        "environment",
        "bonus",
    ]
    assert list(line) == ["id", "max", "score", "status", "deductions"]
    assert line["score"] == "3.00"
    assert list(line["deductions"][0]) == ["points", "reason_zh", "reason_en", "fact", "discretion"]
    assert line["deductions"][0] | {"reason_zh": "", "reason_en": ""} == {
        "points": "2.00",
        "reason_zh": "",
        "reason_en": "",
        "fact": "tripartite.activities",
        "discretion": False,
    }


@pytest.mark.clause("S17")
def test_the_bonus_is_in_the_total_and_shown_apart():
    result = evaluate(CARD, {**FULL, "bonus.points": Decimal(2)})

    assert (result.total, result.bonus, result.base) == (Decimal(97), Decimal(2), Decimal(95))


def test_a_missing_fact_leaves_its_item_open_and_the_card_incomplete():
    result = evaluate(CARD, {name: each for name, each in FULL.items() if not name.startswith("lines.")})

    assert not result.complete
    assert result.missing == ("lines.findings",)
    assert result.line("lines").score is None
    assert result.total == Decimal(87)
    assert result.grade is None


def test_no_fact_at_all_names_every_fact_but_the_bonus():
    result = evaluate(CARD, {})

    assert list(result.missing) == [name for name in CARD.facts if name != "bonus.points"]
    assert result.total == 0
    assert result.line("bonus").status == "scored"


@pytest.mark.clause("S11")
@pytest.mark.parametrize(("rate", "vetoed"), [("50", False), ("49.999999", True), ("0", True)])
def test_below_half_satisfied_the_card_is_vetoed_and_keeps_its_total(rate, vetoed):
    result = evaluate(CARD, {**FULL, "satisfaction.rate": Decimal(rate)})

    assert result.vetoed is vetoed
    assert result.total == Decimal(90)
    assert result.grade.name_zh == ("不合格" if vetoed else "优秀")
    if vetoed:
        reason = result.effects[0].reason({**FULL, "satisfaction.rate": Decimal(rate)})
        assert rate in reason.zh
        assert "vetoed" in reason.en


def test_an_incomplete_card_has_no_grade_even_if_vetoed():
    facts = {**FULL, "satisfaction.rate": Decimal(10)}
    del facts["lines.findings"]

    result = evaluate(CARD, facts)

    assert result.vetoed
    assert result.grade is None


def test_a_rate_that_does_not_apply_vetoes_nothing():
    assert not evaluate(CARD, {**FULL, "satisfaction.rate": NOT_APPLICABLE}).vetoed


@pytest.mark.clause("S13")
def test_an_award_replaces_the_default_reading_and_is_shown_as_such():
    facts = {**FULL, "drainage.key_parts_checked": False}
    result = evaluate(CARD, facts, {"drainage": Award(Decimal("7.25"), "仅漏查一处")})
    line = result.line("drainage").as_json()

    assert line["score"] == "7.25"
    assert line["award"] == {"points": "7.25", "reason": "仅漏查一处", "replaces": "5.00"}
    assert [each["points"] for each in line["deductions"]] == ["0.75"]
    assert "仅漏查一处" in line["deductions"][0]["reason_zh"]
    assert line["deductions"][0]["discretion"] is True
    assert line["deductions"][0]["fact"] is None


def test_an_award_scores_an_item_whose_facts_are_missing():
    facts = {name: each for name, each in FULL.items() if not name.startswith("facilities.")}
    result = evaluate(CARD, facts, {"facilities": Award(Decimal(8))})

    assert result.complete
    assert result.line("facilities").as_json()["award"]["replaces"] is None
    assert result.total == Decimal(95)


AWARDABLE = [
    "registration",
    "disclosure",
    "contract",
    "safety_rules",
    "emergency",
    "drainage",
    "facilities",
    "bonus",
]


def test_awards_are_for_the_lines_the_annex_leaves_open():
    assert [item.id for item in CARD.items if item.awardable] == AWARDABLE


@pytest.mark.parametrize(
    ("item", "points", "reason", "said"),
    [
        ("fire_safety", "8", "好", "computed"),
        ("satisfaction", "5", "好", "computed"),
        ("greening", "8", "好", "computed"),
        ("drainage", "8.01", "好", "between 0 and 8.00"),
        ("drainage", "-0.01", "好", "between 0 and 8.00"),
        ("drainage", "7.005", "好", "between 0 and 8.00"),
        ("drainage", "NaN", "好", "between 0 and 8.00"),
        ("drainage", "7.99", "  ", "needs a reason"),
        ("nowhere", "1", "好", "no item"),
    ],
)
def test_nobody_types_over_a_rule_or_out_of_range_or_without_a_reason(item, points, reason, said):
    with pytest.raises(Refused) as refused:
        evaluate(CARD, FULL, {item: Award(Decimal(points), reason)})

    assert said in refused.value.text.en


def test_a_full_award_needs_no_reason_and_deducts_nothing():
    line = evaluate(CARD, FULL, {"drainage": Award(Decimal("8.00"))}).line("drainage")

    assert (line.score, line.deductions) == (Decimal(8), ())


def test_a_bonus_award_is_no_deduction():
    result = evaluate(CARD, FULL, {"bonus": Award(Decimal(3), "市级表彰")})

    assert (result.bonus, result.line("bonus").deductions) == (Decimal(3), ())


def test_the_quick_way_agrees_on_grade_veto_and_completeness():
    for facts in (FULL, {**FULL, "satisfaction.rate": Decimal(30)}, {}, {**FULL, "bonus.points": Decimal(4)}):
        result, quick = evaluate(CARD, facts), tally(CARD, facts)
        assert quick.total == result.earned
        assert quick.bonus == result.extra
        assert (quick.complete, quick.vetoed, quick.grade) == (result.complete, result.vetoed, result.grade)


def test_the_same_values_met_again_give_the_same_words_whatever_came_between():
    facts = {**FULL, "satisfaction.rate": Decimal("83.60"), "lines.findings": 4}
    first = evaluate(CARD, facts).as_json()
    for n in range(1500):
        evaluate(CARD, {**FULL, "lines.findings": n, "satisfaction.rate": Decimal(n) / 20})

    assert evaluate(CARD, facts).as_json() == first
