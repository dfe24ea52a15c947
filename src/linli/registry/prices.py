"""What a missing record costs on the score sheet in force."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings

from linli.registry.completeness import NEEDS
from linli.rules import packs
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import FactSpec
from linli.rules.scorecard.model import Card, Item


def points() -> Mapping[str, Decimal]:
    """Return for each fact a record feeds the points that its absence costs; the engine itself says so.

    Source: the annex of 平新住建〔2022〕10号 and the default readings of the pack
    """
    return _points(settings.POLICY)


@functools.lru_cache(maxsize=4)
def _points(policy: str) -> Mapping[str, Decimal]:
    wanted = {need.fact for need in NEEDS if need.fact}
    card = packs.load(policy).card
    found = {}
    for item in card.items:
        best = {spec.name: _best(spec) for spec in item.facts}
        for name in wanted & best.keys():
            lost = _earned(card, item, best) - _earned(card, item, {**best, name: False})
            found[name] = Decimal(lost) / 100
    return found


def _best(spec: FactSpec) -> bool | int:
    return True if spec.unit == "flag" else 0


def _earned(card: Card, item: Item, facts: Mapping[str, bool | int]) -> int:
    result = evaluate(card, facts)
    return next(line.earned or 0 for line in result.items if line.item is item)
