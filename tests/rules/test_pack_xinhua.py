"""The built-in pack: the annex in its own words, its readings marked, its examples true, its bytes locked."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from linli.rules import packs
from linli.rules.packs import examples
from linli.rules.scorecard.engine import evaluate

SHARED = Path(__file__).parents[2] / ".." / "shared" / "policy"
PACK = packs.load("xinhua-2022")
needs_policy = pytest.mark.skipif(
    not (SHARED / "xinhua-2022-10.txt").exists(),
    reason="the text of the guideline is not beside the repository",
)
MAXIMA = [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 8, 8, 8, 8, 8, 5]
SILENT = {"registration", "disclosure", "contract", "safety_rules", "emergency", "drainage", "facilities"}


def annex_rows():
    for line in (SHARED / "xinhua-2022-10.txt").read_text(encoding="utf-8").splitlines():
        cells = [each.strip() for each in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 6 and cells[3].isdigit():
            yield cells


@needs_policy
@pytest.mark.shared
@pytest.mark.clause("S18")
def test_items_stand_in_the_annex_s_own_wording_and_order():
    rows = list(annex_rows())

    assert [
        (each.title_zh, each.criterion_zh, str(each.maximum.normalize())) for each in PACK.card.items
    ] == [(row[1], row[2], row[3]) for row in rows]
    named = [row[0] for row in rows if row[0]]
    assert [each.name_zh for each in PACK.card.sections if not each.bonus] == named


@needs_policy
@pytest.mark.shared
def test_the_clauses_are_those_of_the_guideline():
    with (SHARED / "clauses.csv").open(encoding="utf-8") as file:
        given = [(row["id"], row["clause_zh"]) for row in csv.DictReader(file)]

    assert [(each.id, each.clause_zh) for each in PACK.clauses] == given
    assert len(given) == 72


def test_seventeen_items_of_four_sections_make_one_hundred():
    card = PACK.card

    assert [each.maximum for each in card.items] == MAXIMA
    assert [(each.id, each.maximum) for each in card.sections] == [
        ("party_building", 20),
        ("services", 35),
        ("environment", 40),
        ("bonus", 5),
    ]
    assert [each.clause for each in card.items] == [f"S{n}" for n in range(1, 18)]
    assert card.maximum == 100
    assert len(card.facts) == 39


@pytest.mark.clause("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9")
@pytest.mark.clause("S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17")
def test_every_worked_example_comes_out_as_written():
    assert examples.check(PACK) == ()


def test_where_the_annex_is_silent_the_reading_is_the_district_s_and_says_so():
    whole = {each.id for each in PACK.card.items if any(d.scope == "rule" for d in each.discretions)}

    assert whole == SILENT
    for item in PACK.card.items:
        rule_in_annex = re.search("不得分|扣|否决", item.criterion_zh)
        assert bool(rule_in_annex) != (item.id in SILENT | {"bonus"})
    for reading in PACK.card.readings():
        assert reading.reading_zh
        assert reading.reading_en


def test_a_deduction_says_whether_it_rests_on_the_annex_or_on_a_reading():
    facts = {name: False for name, spec in PACK.card.facts.items() if spec.unit == "flag"}
    facts |= {name: 1 for name, spec in PACK.card.facts.items() if spec.unit == "count"}
    facts |= {"tripartite.activities": 0, "satisfaction.rate": Decimal(62)}

    marks = {
        (line.id, each.fact): each.discretion
        for line in evaluate(PACK.card, facts).items
        for each in line.deductions
    }

    assert {item for (item, _), mark in marks.items() if mark} == SILENT | {"greening", "satisfaction"}
    assert marks["greening", "greening.annual_plan"]
    assert not marks["greening", "greening.findings"]
    # “每下降5%” does not say what a part of a step costs: whatever is taken rests on how it is read.
    assert marks["satisfaction", "satisfaction.rate"]


def test_a_reading_of_a_part_of_a_rule_leaves_nothing_to_the_assessor():
    assert not PACK.card.item("satisfaction").awardable
    assert not PACK.card.item("greening").awardable


def test_deadlines_name_their_source_and_whether_the_district_chose_them():
    counts = {each.id: (each.count, each.unit, each.discretion) for each in PACK.deadlines.values()}

    assert counts["objection"] == (5, "workday", True)
    assert counts["appeal_answer"] == (5, "workday", True)
    assert counts["contract_filing"] == (15, "day", False)
    assert counts["committee_filing"] == (30, "day", False)
    assert all(each.source_zh and each.source_en for each in PACK.deadlines.values())


def test_the_pack_is_locked_and_says_where_it_comes_from():
    assert PACK.locked
    assert PACK.document_number == "平新住建〔2022〕10号"
    assert re.fullmatch("[0-9a-f]{64}", PACK.sha256)
    assert set(PACK.hashes) == {each for each in PACK.files if each != "LOCK"}
