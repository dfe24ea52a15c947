"""What people entered about the subjects of a round: facts and judgements, by party."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from linli.assessment.facts.base import Fact, Keep, Row, Rows, Stream
from linli.assessment.models import Attestation, Award
from linli.assessment.terms import Origin, Source
from linli.rules.scorecard.facts import FactFault, FactSpec, NotApplicable, Value, parse


class Judged(NamedTuple):
    """An award as it was given. points: hundredths"""

    points: int
    reason: str
    by: str
    role: str
    at: str
    party: str
    pk: int
    flagged: bool = False

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.points).scaleb(-2)

    def as_json(self) -> dict[str, Any]:
        kept = {"points": str(self.decimal), "reason": self.reason, "by": self.by, "role": self.role}
        return kept | {"at": self.at, "party": self.party, "evidence": [f"award:{self.pk}"]}


@dataclass(slots=True)
class Entries:
    """What was entered about one subject; by party id (None: put there by an accepted appeal), then by name.

    Within a party only the current entry is here; `order` says in which order they came.
    """

    facts: dict[str, dict[int | None, Fact]] = field(default_factory=dict)
    awards: dict[str, dict[int | None, Judged]] = field(default_factory=dict)


class Entered:
    """What was entered about the subjects of a round: read at once, three queries, then told one by one.

    The subjects are asked for by rising estate, as the records are.
    """

    def __init__(
        self,
        subjects: QuerySet[Any],
        specs: dict[str, FactSpec],
        parties: dict[int, str],
        keep: Keep = list,
    ) -> None:
        """subjects: their ids, as a subquery; parties: name of the kind by id"""
        self._specs, self._parties = specs, parties
        self._values: dict[tuple[str, str], Value | None] = {}
        self._facts = Stream(keep(_fact_rows(subjects)))
        self._awards = Stream(keep(_award_rows(subjects)))
        self._files = Stream(keep(_file_rows(subjects)))

    def about(self, estate: int) -> Entries:
        """Return the current entries about one estate of the round."""
        found = Entries()
        files: dict[int, list[str]] = {}
        for _, attestation, file, sha256 in self._files.take(estate):
            files.setdefault(attestation, []).append(f"file:{file}#{sha256}")
        for row in self._facts.take(estate):
            value = self._value(row[1], row[2])
            if value is not None:
                held = found.facts.setdefault(row[1], {})
                held[row[3]] = _fact(row, value, self._parties, files)
        for row in self._awards.take(estate):
            found.awards.setdefault(row[1], {})[row[3]] = _award(row, self._parties)
        return found

    def _value(self, name: str, raw: str) -> Value | None:
        """Return a value, read once however often it was entered; None if the card now knows none such."""
        if (name, raw) not in self._values:
            spec = self._specs.get(name)
            self._values[name, raw] = None if spec is None else _read(spec, raw)
        return self._values[name, raw]


def _fact_rows(subjects: QuerySet[Any]) -> Rows:
    rows: Any = Attestation.objects.filter(subject__in=subjects, current=True)
    # The value as text: a few hundred different ones are read once, not a million times.
    found: Rows = (
        rows.annotate(raw=Cast("value", TextField()))
        .order_by("subject__estate_id", "at", "id")
        .values_list(
            "subject__estate_id", "fact", "raw", "party_id", "id", "by_name", "role", "on_date", "at",
            "place_note", "reason", "sample", "flagged", "origin",
        )
    )  # fmt: skip
    return found


def _award_rows(subjects: QuerySet[Any]) -> Rows:
    rows = Award.objects.filter(subject__in=subjects, current=True)
    return rows.order_by("subject__estate_id", "at", "id").values_list(
        "subject__estate_id", "item", "points", "party_id", "id", "by_name", "role", "at", "reason", "flagged"
    )


def _file_rows(subjects: QuerySet[Any]) -> Rows:
    """Return the photos and files behind each attestation, each with the hash of its content."""
    rows = Attestation.files.through.objects.filter(
        attestation__subject__in=subjects, attestation__current=True
    )
    found: Rows = rows.order_by("attestation__subject__estate_id", "id").values_list(
        "attestation__subject__estate_id", "attestation_id", "storedfile_id", "storedfile__sha256"
    )
    return found


@lru_cache(maxsize=4096)
def moment(at: datetime) -> str:
    """Return a moment as scores keep it: local time, to the minute."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def _read(spec: FactSpec, raw: str) -> Value | None:
    """Return the value; None if the card now in use no longer allows it. raw: as JSON"""
    try:
        return parse(spec, json.loads(raw))
    except FactFault:
        return None


def _fact(row: Row, value: Value, parties: dict[int, str], files: dict[int, list[str]]) -> Fact:
    _, _, _, party, pk, by, role, on, at, place, reason, sample, flagged, origin = row
    return Fact(
        value=value,
        source=Source.APPEAL if origin == Origin.APPEAL else Source.ATTESTED,
        evidence=(f"attestation:{pk}", *files.get(pk, ())),
        by=by,
        role=role,
        party=parties.get(party, ""),
        on=on.isoformat(),
        at=moment(at),
        place=place,
        reason=reason,
        sample=sample,
        flagged=flagged,
    )


def _award(row: Row, parties: dict[int, str]) -> Judged:
    _, _, points, party, pk, by, role, at, reason, flagged = row
    return Judged(points, reason, by, role, moment(at), parties.get(party, ""), pk, flagged)


def same(one: Value, other: Value) -> bool:
    """Test if two values say the same; "not applicable" only equals itself."""
    if isinstance(one, NotApplicable) or isinstance(other, NotApplicable):
        return one is other
    return one == other
