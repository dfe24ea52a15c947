"""The journal: every command leaves at least one line in it; each line is chained to the one before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model
from django.utils import timezone

from linli.base import bulk, reordering
from linli.base.models import JournalEntry, JournalHead
from linli.base.reordering import Suspect
from linli.kernel.actor import Actor

HASHES: dict[str, type[hashes.HashAlgorithm]] = {"sha256": hashes.SHA256, "sm3": hashes.SM3}
FIELDS = (
    "id",
    "actor_id",
    "actor_name",
    "role",
    "verb",
    "subject_kind",
    "subject_id",
    "place",
    "clause",
    "note",
)
PLAIN = frozenset({str, int, bool, type(None)})
COLUMNS = (*FIELDS, "at", "on", "change", "hash")


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be written. `change` is {"field": [before, after]}, without personal data.

    on: the day it happened, if not the day it is written down
    """

    verb: str
    kind: str
    key: str = ""
    place: str = ""
    clause: str = ""
    note: str = ""
    change: dict[str, Any] = field(default_factory=dict)
    on: date | None = None


def write(
    *,
    actor: Actor,
    verb: str,
    subject: Model,
    at: datetime,
    place: str = "",
    clause: str = "",
    note: str = "",
    change: dict[str, Any] | None = None,
    on: date | None = None,
) -> JournalEntry:
    """Write one line about `subject`; the place is the subject's `path` unless given."""
    line = Line(
        verb=verb,
        kind=subject._meta.label_lower,
        key=str(subject.pk),
        place=place or getattr(subject, "path", ""),
        clause=clause,
        note=note,
        change=change or {},
        on=on,
    )
    return write_lines(actor=actor, lines=[line], at=at)[0]


def write_lines(*, actor: Actor, lines: Sequence[Line], at: datetime) -> list[JournalEntry]:
    """Write many lines with a fixed number of statements; inside the caller's transaction."""
    if not lines:
        return []
    # Updating first takes the row's lock until the transaction ends: two writers can't share a number.
    if not JournalHead.objects.filter(pk=1).update(last=F("last") + len(lines)):
        JournalHead.objects.get_or_create(pk=1, defaults={"last": 0, "hash": ""})
        JournalHead.objects.filter(pk=1).update(last=F("last") + len(lines))
    head = JournalHead.objects.get(pk=1)
    number, before, today = head.last - len(lines), head.hash, timezone.localdate(at)
    entries = []
    for line in lines:
        number += 1
        entry = JournalEntry(
            id=number,
            at=at,
            on=line.on or today,
            actor_id=actor.user_id,
            actor_name=actor.name[:150],
            role=actor.role,
            verb=line.verb,
            subject_kind=line.kind,
            subject_id=line.key,
            place=line.place,
            clause=line.clause,
            note=line.note,
            change=plain(line.change),
        )
        entry.hash = before = digest(entry, before)
        entries.append(entry)
    bulk.insert(JournalEntry, COLUMNS, ([getattr(entry, name) for name in COLUMNS] for entry in entries))
    JournalHead.objects.filter(pk=1).update(hash=before)
    return entries


def plain(change: dict[str, Any]) -> dict[str, Any]:
    """Return `change` as it will read back from the database: dates and decimals as text."""
    if all(
        pair.__class__ is list and {value.__class__ for value in pair} <= PLAIN for pair in change.values()
    ):
        return change  # nothing to translate: most lines of an import, where this is a fifth of their cost
    found: dict[str, Any] = json.loads(json.dumps(change, cls=DjangoJSONEncoder))
    return found


def digest(entry: JournalEntry, before: str, *, algorithm: str = "") -> str:
    """Return the hash of a line over its own words and the hash of the line before it.

    algorithm: name in `HASHES`; "" is the installation's
    """
    words = [str(getattr(entry, name)) for name in FIELDS]
    words.append(entry.at.astimezone(UTC).isoformat(timespec="microseconds"))
    # The day adds a word only where it says something: lines written before days were kept still verify.
    if entry.on is not None and entry.on != timezone.localdate(entry.at):
        words.append(entry.on.isoformat())
    words.append(json.dumps(entry.change, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    state = hashes.Hash(HASHES[algorithm or settings.JOURNAL_HASH]())
    state.update(json.dumps([before, *words], ensure_ascii=False, separators=(",", ":")).encode())
    return state.finalize().hex()


def holds(entry: JournalEntry, before: str) -> bool:
    """Test if a line is as written, after a line with the hash `before`.

    Under whichever hash: an installation that changes over to SM3 keeps the lines it has.
    """
    if entry.hash == digest(entry, before):
        return True
    others = (name for name in HASHES if name != settings.JOURNAL_HASH)
    return any(entry.hash == digest(entry, before, algorithm=name) for name in others)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold. kind: "changed", "moved", "missing" or "head"."""

    number: int
    kind: str
    zh: str
    en: str


def verify() -> Iterator[Break]:
    """Walk the whole chain and yield every line that is not as written, in order; reads in one pass."""
    found: list[Break] = []
    suspects: list[Suspect] = []
    gaps: list[int] = []
    before, expected = "", 1
    for entry in JournalEntry.objects.order_by("id").iterator(chunk_size=2000):
        missing = entry.id != expected
        if missing:
            found.append(_missing(expected, entry.id - 1, follower=entry.id))
            gaps += range(expected, min(entry.id, expected + reordering.MOST))
        elif not holds(entry, before):
            found.append(_changed(entry.id))
        if (missing or (found and found[-1].number == entry.id)) and len(suspects) <= reordering.MOST:
            suspects.append(Suspect(entry, before))
        before, expected = entry.hash, entry.id + 1
    yield from _with_moved(found, reordering.origins(suspects, gaps, holds))
    yield from _end(before, expected)


def _with_moved(found: list[Break], origins: dict[int, int]) -> list[Break]:
    """Say of lines that were only put elsewhere where they come from, nothing of those after them."""
    kept = [each for each in found if each.kind == "missing" or each.number not in origins]
    moved = [_moved(number, origin) for number, origin in origins.items() if number != origin]
    return sorted(kept + moved, key=lambda each: each.number)


def _end(before: str, expected: int) -> Iterator[Break]:
    """Yield what is wrong with the end: lines that are gone, or a head that is not of the last line."""
    head = JournalHead.objects.filter(pk=1).first()
    if head and head.last >= expected:
        yield _missing(expected, head.last)
    elif (head.hash if head else "") != before:
        yield Break(
            expected - 1,
            "head",
            "日志末尾与登记的指纹不符。",
            "The end of the journal is not the recorded head.",
        )


def _changed(number: int) -> Break:
    return Break(
        number,
        "changed",
        f"第 {number} 行与它的指纹不符：它的内容或前一行被改动过。",
        f"Line {number} does not match its hash: it or the line before it was changed.",
    )


def _moved(number: int, origin: int) -> Break:
    return Break(
        number,
        "moved",
        f"第 {number} 行原是第 {origin} 行：顺序被改动过。",
        f"Line {number} was written as line {origin}: the order was changed.",
    )


def _missing(first: int, last: int, *, follower: int = 0) -> Break:
    """Say which lines are gone; the line after them, if there is one, can't be checked without them."""
    lines = f"{first}" if first >= last else f"{first}–{last}"
    zh = f"缺第 {lines} 行" + (f"，第 {follower} 行因此无从核对。" if follower else "。")
    en = f"Missing: line {lines}" + (f"; line {follower} can't be checked without." if follower else ".")
    return Break(first, "missing", zh, en)


def head() -> tuple[int, str]:
    """Return the number and hash of the last line; (0, "") of an empty journal."""
    found = JournalHead.objects.filter(pk=1).values_list("last", "hash").first()
    return found or (0, "")


def last_at() -> datetime | None:
    """Return when the last line was written; None of an empty journal."""
    return JournalEntry.objects.order_by("-id").values_list("at", flat=True).first()


def lines_about(kind: str, keys: Iterable[str]) -> Any:
    """Return the lines about the subjects of one kind, newest first."""
    return JournalEntry.objects.filter(subject_kind=kind, subject_id__in=list(keys)).order_by("-id")
