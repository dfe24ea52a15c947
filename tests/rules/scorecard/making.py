"""Small cards for tests: one item, one rule, written as a district would write it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any, NamedTuple

from linli.rules.scorecard.facts import FactSpec, Value, parse
from linli.rules.scorecard.load import CardRefused, build
from linli.rules.scorecard.model import Card

HEAD = """
[card]
title_zh = "试"
title_en = "Trial"
total = {worth}
[[section]]
id = "all"
name_zh = "全部"
name_en = "All"
maximum = {worth}
[[item]]
id = "it"
section = "all"
clause = "S1"
title_zh = "项"
title_en = "Item"
criterion_zh = "评定标准"
criterion_en = "Criterion"
maximum = {worth}
"""
FACT = """
[[item.fact]]
name = "{name}"
unit = "{unit}"
label_zh = "{name}"
label_en = "{name}"
"""
PERIOD = """
[[fact]]
name = "{name}"
unit = "{unit}"
label_zh = "{name}"
label_en = "{name}"
"""


class Case(NamedTuple):
    """A rule and its facts.

    facts: name → unit; a name that begins with "period." is a fact of the period
    better: facts whose growth (or "yes") can only help; the others can only hurt
    """

    name: str
    worth: str
    facts: dict[str, str]
    rule: str
    better: frozenset[str] = frozenset()

    @property
    def card(self) -> Card:
        return one_item(self.worth, self.facts, self.rule)


def one_item(worth: str, facts: dict[str, str], rule: str, extra: str = "") -> Card:
    """Return the card with this one rule.

    :raises CardRefused: if it is unsound
    """
    return build("trial", tomllib.loads(text(worth, facts, rule, extra), parse_float=Decimal))


def text(worth: str, facts: dict[str, str], rule: str, extra: str = "") -> str:
    own = [FACT.format(name=n, unit=u) for n, u in facts.items() if not n.startswith("period.")]
    period = [PERIOD.format(name=n, unit=u) for n, u in facts.items() if n.startswith("period.")]
    return HEAD.format(worth=worth) + "".join(own) + "[item.rule]\n" + rule + "\n" + extra + "".join(period)


def faults_of(worth: str, facts: dict[str, str], rule: str, extra: str = "") -> list[str]:
    """Return the faults of an unsound card, in English."""
    try:
        one_item(worth, facts, rule, extra)
    except CardRefused as error:
        return [each.en for each in error.faults if each.zh]
    return []


def typed(card: Card, raw: dict[str, Any]) -> dict[str, Value]:
    return {name: parse(card.facts[name], value) for name, value in raw.items()}


def spec(unit: str) -> FactSpec:
    return FactSpec("a.b", unit, "标签", "Label", "a")  # type: ignore[arg-type]
