"""The guide to packs: every kind is described, and every example in it loads."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from linli.rules.listing import MEASURES
from linli.rules.scorecard.facts import UNITS
from linli.rules.scorecard.kinds import KINDS
from linli.rules.scorecard.load import build

GUIDE = (Path(__file__).parents[2] / "docs" / "policy-pack.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"### (\w+)\n.*?```toml\n(.*?)```", GUIDE, re.DOTALL)
SECTION = {"id": "all", "name_zh": "全部", "name_en": "All"}
FILLER = {
    **dict.fromkeys(("title_zh", "title_en", "criterion_zh", "criterion_en"), "文"),
    "id": "filler",
    "section": "all",
    "clause": "S1",
    "maximum": 1,
    "fact": [{"name": "filler.there", "unit": "flag", "label_zh": "有", "label_en": "there"}],
    "rule": {"kind": "all_or_nothing", "facts": ["filler.there"]},
}
WORDS = ("title_zh", "title_en", "criterion_zh", "criterion_en")


def test_every_kind_is_described_with_an_example():
    assert {kind for kind, _ in BLOCKS} == set(KINDS)


@pytest.mark.parametrize(("kind", "text"), BLOCKS)
def test_the_example_of_a_kind_loads(kind, text):
    item = tomllib.loads(text, parse_float=Decimal)
    period, worth = item.pop("period", []), item["maximum"]
    item |= {"id": "it", "section": "all", "clause": "S1"} | dict.fromkeys(WORDS, "文")
    card = build(
        "guide",
        {
            "card": {"title_zh": "试", "title_en": "Trial", "total": worth + 1},
            "fact": period,
            "section": [{**SECTION, "maximum": worth + 1}],
            "item": [item, FILLER],
        },
    )

    assert card.items[0].kind == kind


def test_units_and_measures_are_described():
    assert all(f"`{each}`" in GUIDE for each in (*UNITS, *MEASURES))
