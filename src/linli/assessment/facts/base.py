"""What a fact of a round is, and the frame in which providers answer for many estates at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.rules.scorecard.facts import Value, dump

WHO = ("by", "role", "party", "on", "at", "place", "reason", "sample", "flagged")


class Fact(NamedTuple):
    """A value with what it rests on.

    source: a `terms.Source`; evidence: keys such as "contract:12", "attestation:7", "file:3#<sha256>"
    note: what the record says, or why the default holds; reason: what whoever attested it wrote
    """

    value: Value
    source: str
    evidence: tuple[str, ...] = ()
    note: Text | None = None
    by: str = ""
    role: str = ""
    party: str = ""
    on: str = ""
    at: str = ""
    place: str = ""
    reason: str = ""
    sample: int | None = None
    flagged: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the fact as a score keeps it; what is empty is left out."""
        kept: dict[str, Any] = {"value": dump(self.value), "source": str(self.source)}
        if self.evidence:
            kept["evidence"] = self.evidence
        if self.note:
            kept["note"] = {"zh": self.note.zh, "en": self.note.en}
        if self.source != Source.RECORD:
            kept.update([(name, value) for name, value in zip(WHO, self[4:], strict=True) if value])
        return kept


Facts = dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Frame:
    """The estates asked about and the day that counts. Providers make a fixed number of queries.

    estates: their ids, as a subquery; modes: mode of each as the round took it, by estate id
    as_of: the day whose records are in force; until: last day on which a filing still counts
    """

    estates: QuerySet[Any]
    modes: dict[int, str]
    as_of: date
    until: date


Found = dict[int, Facts]  # by estate id
Provider = Callable[[Frame, Found], None]


def put(found: Found, estate: int, name: str, value: Value, evidence: str, note: Text) -> None:
    """Add what a record says to what was found."""
    found.setdefault(estate, {})[name] = Fact(value, Source.RECORD, (evidence,), note)
