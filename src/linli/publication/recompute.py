"""A published sheet judged once more from its facts: for proposals and for checking."""

from __future__ import annotations

from linli.publication.models import PublishedSheet
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.outcome import Result
from linli.rules.verifier import recompute


def result_of(card: Card, sheet: PublishedSheet) -> Result:
    """Return the sheet's result; of a weighted round, each party's own sheet combined by weight."""
    return recompute.result(card, {"facts": sheet.facts, "awards": sheet.awards, "parties": sheet.parties})
