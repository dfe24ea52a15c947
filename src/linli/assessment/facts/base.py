"""What a fact of a round is, and the frame in which providers answer for many estates at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.rules.packs import Pack
from linli.rules.party_life import oldest_that_holds
from linli.rules.scorecard.facts import Value, dump

WHO = ("by", "role", "party", "on", "at", "place", "reason", "sample", "flagged", "pending", "ruling")


class Fact(NamedTuple):
    """A value with what it rests on.

    source: a `terms.Source`; evidence: keys such as "contract:12", "attestation:7", "file:3#<sha256>"
    note: what the record says, or why the default holds; reason: what whoever attested it wrote
    pending: {"zh", "en", "basis"}, why its veto waits for a second survey
    ruling: {"stands", "reason", "by", "role", "at"}, what was decided about its veto
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
    pending: dict[str, Any] | None = None
    ruling: dict[str, Any] | None = None

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

    def as_text(self) -> str:
        """Return `as_json` as JSON text; what thousands of facts have in common is encoded once."""
        names = ",".join([f'"{key}"' for key in self.evidence])  # keys need no escapes
        evidence = f',"evidence":[{names}]' if names else ""
        who = () if self.source == Source.RECORD else self[4:]
        # What only a few facts carry is no key to look others up by.
        rest = (_rest.__wrapped__ if dict in map(type, who) else _rest)(self.note, who)
        return f'{{"value":{_value(self.value)},"source":"{self.source!s}"{evidence}{rest}}}'


ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=4096, typed=True)
def _value(value: Value) -> str:
    return ENCODE(dump(value))


@lru_cache(maxsize=16384)
def _rest(note: Text | None, who: tuple[Any, ...]) -> str:
    kept: dict[str, Any] = {"note": {"zh": note.zh, "en": note.en}} if note else {}
    if who:
        kept.update([(name, value) for name, value in zip(WHO, who, strict=True) if value])
    return f",{ENCODE(kept)[1:-1]}" if kept else ""


Facts = dict[str, Fact]
Row = tuple[Any, ...]
Rows = QuerySet[Any, Row]
Keys = QuerySet[Any] | list[int]
Keep = Callable[[Iterable[Row]], Iterable[Row]]  # how the rows of a query are held: `list`, or on disk


@dataclass(frozen=True, slots=True)
class Frame:
    """The estates asked about and the day that counts.

    estates: their ids, few of them or as a subquery
    since: first day of the period in which what happens is counted
    as_of: the day whose records are in force; until: last day on which a filing still counts
    pack: what says how often, how long and what counts as what
    """

    estates: Keys
    since: date
    as_of: date
    until: date
    pack: Pack

    def oldest(self, limit: str) -> date:
        """Return the earliest day something may be of to hold still, by a deadline of the pack."""
        found = self.pack.deadlines.get(limit)
        return date.min if found is None else _oldest(self.as_of, found.count, found.unit)


@lru_cache(maxsize=256)
def _oldest(day: date, count: int, unit: str) -> date:
    return oldest_that_holds(day, count=count, unit=unit)


Tell = Callable[[Frame, list[Row]], Iterable[tuple[str, Fact]]]


class Provider(NamedTuple):
    """Where some facts come from.

    rows: one query for all estates of a frame, the estate first in each row and in their order
    tell: what the rows of one estate say, newest and strongest chosen
    facts: names of the facts it may tell
    begin: reads first what many estates have in common, in one query, and returns the `tell` that knows it
    """

    rows: Callable[[Frame], Rows]
    tell: Tell
    facts: tuple[str, ...]
    begin: Callable[[Frame], Tell] | None = None


class Stream:
    """Rows in the order of their first column, handed out key by key, each key asked for once and upwards."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: Iterator[Row] = iter(rows)
        self._next = next(self._rows, None)

    def take(self, key: int) -> list[Row]:
        """Return the rows of `key`; those of smaller keys are passed over."""
        found: list[Row] = []
        row = self._next
        while row is not None and row[0] <= key:
            if row[0] == key:
                found.append(row)
            row = next(self._rows, None)
        self._next = row
        return found


def on_record(value: Value, evidence: str, note: Text) -> Fact:
    """Return a fact as a record says it."""
    return Fact(value, Source.RECORD, (evidence,), note)
