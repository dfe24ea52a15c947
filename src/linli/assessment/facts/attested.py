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

from linli.assessment.facts.base import Fact
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


def entries(
    subjects: QuerySet[Any], specs: dict[str, FactSpec], parties: dict[int, str]
) -> dict[int, Entries]:
    """Return the current entries of the subjects, by subject id; three queries.

    subjects: their ids, as a subquery; parties: name of the kind by id
    """
    found: dict[int, Entries] = {}
    files = _files(subjects)
    # The value as text: a few hundred different ones are read once, not a million times.
    rows = Attestation.objects.filter(subject__in=subjects, current=True).order_by("at", "id")
    for row in rows.annotate(raw=Cast("value", TextField())).values_list(
        "subject_id", "fact", "raw", "party_id", "id", "by_name", "role", "on_date", "at", "place_note",
        "reason", "sample", "flagged", "origin",
    ):  # fmt: skip
        spec = specs.get(row[1])
        value = None if spec is None else _read(spec, row[2])
        if value is not None:
            held = found.setdefault(row[0], Entries()).facts.setdefault(row[1], {})
            held[row[3]] = _fact(row, value, parties, files)
    for pk, subject, item, points, party, by, role, at, reason, flagged in (
        Award.objects.filter(subject__in=subjects, current=True)
        .order_by("at", "id")
        .values_list(
            "id", "subject_id", "item", "points", "party_id", "by_name", "role", "at", "reason", "flagged"
        )
    ):
        kept = found.setdefault(subject, Entries()).awards.setdefault(item, {})
        name = parties.get(party, "")
        kept[party] = Judged(points, reason, by, role, moment(at), name, pk, flagged)
    return found


@lru_cache(maxsize=4096)
def moment(at: datetime) -> str:
    """Return a moment as scores keep it: local time, to the minute."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


@lru_cache(maxsize=4096)
def _read(spec: FactSpec, raw: str) -> Value | None:
    """Return the value; None if the card now in use no longer allows it. raw: as JSON"""
    try:
        return parse(spec, json.loads(raw))
    except FactFault:
        return None


def _fact(row: tuple[Any, ...], value: Value, parties: dict[int, str], files: dict[int, list[str]]) -> Fact:
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


def _files(subjects: QuerySet[Any]) -> dict[int, list[str]]:
    """Return the keys of the photos and files behind each attestation, each with the hash of its content."""
    through = Attestation.files.through.objects
    rows = (
        through.filter(attestation__subject__in=subjects, attestation__current=True)
        .order_by("id")
        .values_list("attestation_id", "storedfile_id", "storedfile__sha256")
    )
    found: dict[int, list[str]] = {}
    for attestation, file, sha256 in rows:
        found.setdefault(attestation, []).append(f"file:{file}#{sha256}")
    return found


def same(one: Value, other: Value) -> bool:
    """Test if two values say the same; "not applicable" only equals itself."""
    if isinstance(one, NotApplicable) or isinstance(other, NotApplicable):
        return one is other
    return one == other
