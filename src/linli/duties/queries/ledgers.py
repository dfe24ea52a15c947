"""The ledger (台账) of an area in a period: one line for each obligation, down to the record that met it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linli.base.models import JournalEntry
from linli.duties.queries.areas import area
from linli.duties.queries.books import Book, book
from linli.duties.sheets import Cell
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, Refused
from linli.kernel.period import Period
from linli.rules.duties.model import Duties, Duty

MOST = 1_000_000  # lines a spreadsheet holds
ORDER = ("overdue", "due", "met", "not_applicable")


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a ledger is wanted; "" is anything. subject: "organisation:12"; states: some of `State`"""

    duty: str = ""
    subject: str = ""
    states: tuple[str, ...] = ()
    place: str = ""


def rules_of(actor: Actor, duties: Duties, *, duty: str = "", clause: str = "") -> tuple[Duty, ...]:
    """Return the duties asked for.

    :raises NoSuch: if the pack has none of that id
    """
    found = tuple(each for each in duties.rules if duty in ("", each.id) and clause in ("", each.clause))
    if not found:
        raise NoSuch("政策包里没有这项义务。", "The policy pack has no such duty.")
    return found


def looked_up(
    actor: Actor,
    duties: Duties,
    *,
    path: str,
    period: Period,
    today: date,
    duty: str = "",
    named: bool = True,
) -> Book:
    """Return the duties of the place `path` in a period, with what met them.

    :raises NoSuch: if the place is out of reach, or there is no such duty
    """
    rules = rules_of(actor, duties, duty=duty)
    within = area(actor, path=path)
    return book(actor, rules, area=within, period=period, today=today, named=named, by=duties)


def lines(actor: Actor, found: Book, asked: Asked) -> Iterator[Cell]:
    """Yield the obligations asked for, in the order of the duties; no statement."""
    kind, _, key = asked.subject.partition(":")
    for cell in found.cells():
        if asked.duty not in ("", cell.duty.id) or (asked.states and cell.outcome.state not in asked.states):
            continue
        if asked.subject and (cell.subject.kind, str(cell.subject.key)) != (kind, key):
            continue
        if cell.subject.place.startswith(asked.place):
            yield cell


def most(actor: Actor, found: Book) -> None:
    """Refuse what no spreadsheet holds.

    :raises Refused: if there are too many lines
    """
    number = sum(len(sheet.counts) + len(sheet.outcomes) for sheet in found.sheets)
    if number > MOST:
        raise Refused(
            f"这份台账有 {number:,} 行，一张表放不下。请选小一点的地方、短一点的时段或一项义务。",
            f"This ledger has {number:,} lines, more than a sheet holds. Choose less of place, time or duty.",
        )


def abouts(actor: Actor, cells: list[Cell]) -> dict[int, tuple[str, str, str]]:
    """Return (kind, key, verb) of what met the obligations of a page, by the number of the journal's line.

    A line about an organisation that took part in an activity is about the activity. One statement.
    """
    numbers = [cell.line for cell in cells if cell.line]
    rows = JournalEntry.objects.filter(pk__in=numbers)
    return {
        pk: _about(kind, key, verb, change)
        for pk, kind, key, verb, change in rows.values_list(
            "pk", "subject_kind", "subject_id", "verb", "change"
        )
    }


def _about(kind: str, key: str, verb: str, change: dict[str, list[object]]) -> tuple[str, str, str]:
    for name, model in (("activity", "party.activity"), ("position_check", "party.positioncheck")):
        if name in change:
            return model, str(change[name][1]), verb
    return kind, key, verb
