"""Take over a list of estates: checked without writing, then written in sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.base import tables
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.registry.queries import intake
from linli.registry.services import import_writing
from linli.registry.services.import_writing import Written
from linli.rules.intake import estates as checks
from linli.rules.intake.cells import Fault
from linli.rules.intake.estate_rows import Checked, EstateRow, Warned

KEPT = 20_000  # faults and warnings that are kept and shown; a list with more needs another look anyway

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What an import found, and, unless it was a rehearsal, did.

    accepted: rows taken; `created` are new, `updated` were on record, `unchanged` of those said nothing new
    refused: rows with at least one fault; skipped: rows that are none, by kind
    """

    accepted: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    def counts(self) -> dict[str, Any]:
        """Return the numbers alone."""
        return {
            "accepted": self.accepted,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "skipped": sum(self.skipped.values()),
        }

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as `linli import estates --json` prints it."""
        return {
            **self.counts(),
            "faults": [fault.as_json() for fault in self.faults],
            "warnings": [warned.as_json() for warned in self.warnings],
        }


def rehearse(
    actor: Actor, *, raw: bytes, name: str, path: str, now: datetime, progress: Progress | None = None
) -> Outcome:
    """Return what importing the file would find and do, without writing anything.

    path: the district (or any place) whose subdistricts the list may name
    :raises Refused: if the file cannot be read as a table
    :raises NotAllowed: without `estate.import` at the place
    """
    checked = _checked(actor, raw, name, path, now, progress)
    written = Written()
    for rows in _chunks(checked.rows):
        written.add(import_writing.rehearse(actor, rows, path=path))
    return _outcome(checked, written)


def import_estates(
    *, actor: Actor, raw: bytes, name: str, path: str, now: datetime, progress: Progress | None = None
) -> Outcome:
    """Take over a list of estates: good rows are written, rows with a fault are refused.

    Checked without holding the database, then written in transactions of some thousand rows each. One that is
    broken off can simply be imported again: what is there already is not created twice.

    :raises Refused: if the file cannot be read as a table
    :raises NotAllowed: without `estate.import` at the place
    """
    checked = _checked(actor, raw, name, path, now, progress)
    written, total = Written(), len(checked.rows)
    for number, rows in enumerate(_chunks(checked.rows), start=1):
        written.add(import_writing.write(actor=actor, rows=rows, path=path, now=now))
        if progress is not None:
            progress(total + min(total, number * import_writing.CHUNK), 2 * total)
    return _outcome(checked, written)


def _chunks(rows: list[EstateRow]) -> Iterator[list[EstateRow]]:
    for start in range(0, len(rows), import_writing.CHUNK):
        yield rows[start : start + import_writing.CHUNK]


def _checked(
    actor: Actor, raw: bytes, name: str, path: str, now: datetime, progress: Progress | None
) -> Checked:
    if not actor.may("estate.import", at=path):
        raise NotAllowed(
            "您的岗位不能在这里导入小区。", "Your posting may not import estates here.", clause="B2"
        )
    sheet = tables.read_where(raw, name, lambda found: checks.suits(found.rows))
    context = intake.context(actor, path=path, this_year=timezone.localdate(now).year)
    total = len(sheet.rows)
    tell = None if progress is None else (lambda done: progress(done, 2 * total))
    return checks.check(sheet.rows, context, epoch=sheet.epoch, progress=tell)


def _outcome(checked: Checked, written: Written) -> Outcome:
    return Outcome(
        accepted=written.created + written.updated,
        created=written.created,
        updated=written.updated,
        unchanged=written.unchanged,
        refused=checked.refused + len({fault.row for fault in written.faults}),
        skipped=dict(checked.skipped),
        faults=sorted([*checked.faults, *written.faults], key=lambda fault: fault.row),
        warnings=sorted([*checked.warnings, *written.warnings], key=lambda warned: warned.row),
    )
