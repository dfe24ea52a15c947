"""A published sheet judged once more from its facts: for proposals and for checking."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from linli.publication.models import PublishedSheet
from linli.rules.panel import Sheet, combine
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import parse
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.outcome import Award, Result


def result_of(card: Card, sheet: PublishedSheet) -> Result:
    """Return the sheet's result; of a weighted round, each party's own sheet combined by weight."""
    common = judge(card, sheet.facts, sheet.awards)
    if not sheet.parties:
        return common
    parties = [
        Sheet(
            name_zh=party["who"],
            name_en=party["who_en"],
            weight=party["weight"],
            result=judge(card, party["facts"], party["awards"]),
            items=frozenset(party["items"]),
        )
        for party in sheet.parties.values()
    ]
    return combine(card, parties, common)


def judge(card: Card, facts: dict[str, Any], awards: dict[str, Any]) -> Result:
    """Return the engine's result of facts and judgements as they are kept."""
    values = {
        name: parse(card.facts[name], fact["value"]) for name, fact in facts.items() if name in card.facts
    }
    given = {item: Award(Decimal(award["points"]), award.get("reason", "")) for item, award in awards.items()}
    return evaluate(card, values, given)
