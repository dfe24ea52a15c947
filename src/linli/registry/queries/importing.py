"""A list of estates, read and checked against what is on record, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.base import tables
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.registry.import_plan import Written, plan, told
from linli.registry.queries import intake
from linli.rules.intake import estates as checks
from linli.rules.intake.cells import Fault, shown
from linli.rules.intake.estate_rows import Checked, EstateRow, Warned

CHUNK = 2_000  # rows of one transaction: other writers wait a second, and progress can be seen
KEPT = 20_000  # faults and warnings that are kept and shown; a list with more needs another look anyway

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What an import found, and, unless it was a rehearsal, did.

    accepted: rows taken; `created` are new, `updated` were on record, `unchanged` of those said nothing new
    refused: rows with at least one fault; skipped: rows that are none, by kind
    names: what stands as a name in the rows with a fault or a warning, by row
    """

    accepted: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    def shown(self, found: Sequence[Fault] | Sequence[Warned]) -> list[dict[str, Any]]:
        """Return faults or warnings as plain values, each with the name of the estate in its row."""
        return [{**one.as_json(), "name": self.names.get(one.row, "")} for one in found]

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


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read and checked, row by row."""

    sheet: tables.Sheet
    checked: Checked

    def chunks(self) -> Iterator[list[EstateRow]]:
        """Yield the accepted rows, some at a time: each lot is one transaction, so that nobody waits long."""
        rows = self.checked.rows
        for start in range(0, len(rows), CHUNK):
            yield rows[start : start + CHUNK]

    def outcome(self, written: Written) -> Outcome:
        """Return what the check and the writing (or its rehearsal) found together."""
        checked = self.checked
        outcome = Outcome(
            accepted=written.created + written.updated,
            created=written.created,
            updated=written.updated,
            unchanged=written.unchanged,
            refused=checked.refused + len({fault.row for fault in written.faults}),
            skipped=dict(checked.skipped),
            faults=sorted([*checked.faults, *written.faults], key=lambda fault: fault.row),
            warnings=sorted([*checked.warnings, *written.warnings], key=lambda warned: warned.row),
        )
        doubtful = {fault.row for fault in outcome.faults} | {warned.row for warned in outcome.warnings}
        outcome.names = _names(self.sheet, checked, doubtful)
        return outcome


def reading(
    actor: Actor, *, raw: bytes, name: str, path: str, today: date, progress: Progress | None = None
) -> Reading:
    """Read a list of estates and check it against what is on record; nothing is written.

    path: the district (or any place, "/" for all) whose subdistricts the list may name
    progress: told how many rows are done of twice their number, for writing them comes after
    :raises Refused: if the file cannot be read as a table
    :raises NotAllowed: without `estate.import` at the place
    """
    if not actor.may("estate.import", at=path):
        raise NotAllowed(
            "您的岗位不能在这里导入小区。", "Your posting may not import estates here.", clause="B2"
        )
    sheet = tables.read_where(raw, name, lambda found: checks.suits(found.rows))
    context = intake.context(actor, path=path, this_year=today.year)
    total = len(sheet.rows)
    tell = None if progress is None else (lambda done: progress(done, 2 * total))
    return Reading(sheet, checks.check(sheet.rows, context, epoch=sheet.epoch, progress=tell))


def rehearse(
    actor: Actor, *, raw: bytes, name: str, path: str, today: date, progress: Progress | None = None
) -> Outcome:
    """Return what importing the file would find and do, without writing anything.

    :raises Refused: like `reading`
    """
    read = reading(actor, raw=raw, name=name, path=path, today=today, progress=progress)
    written = Written()
    for rows in read.chunks():
        written.add(told(plan(rows, intake.ground(actor, rows, path=path))))
    return read.outcome(written)


def _names(sheet: tables.Sheet, checked: Checked, wanted: set[int]) -> dict[int, str]:
    """Return what the rows `wanted` call their estate, so that a fault can be found by people too."""
    at = checked.layout.places.get("name") if checked.layout else None
    if at is None:
        return {}
    return {number: shown(row[at]) for number, row in sheet.rows if number in wanted and len(row) > at}
