"""One fund with its ledger; the funds of an estate (C4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.registry.models import Estate
from linli.selfmanagement.ledger import ZERO, Line, Totals, effect, totals
from linli.selfmanagement.models import Fund, FundEntry
from linli.selfmanagement.queries.sums import Row, rows
from linli.selfmanagement.terms import Entry


@dataclass(frozen=True, slots=True)
class Booked:
    """A line of the ledger. change: what it does to the balance; balance: after it, by day and order

    stands_at: what a corrected line counts for now, None if it was never corrected
    """

    row: FundEntry
    change: Decimal
    balance: Decimal
    stands_at: Decimal | None
    open_advance: bool

    @property
    def mendable(self) -> bool:
        return self.row.kind != Entry.CORRECTION


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of a fund by day, and its sums."""

    fund: Fund
    lines: list[Booked]
    money: Totals


def fund(actor: Actor, *, pk: int, permission: str = "selfmanagement.view") -> Fund:
    """Return one fund with its estate.

    :raises NoSuch: if there is none, or it is not the actor's
    """
    seen = Fund.objects.visible_to(actor, permission).select_related("estate", "document")
    found: Fund = _one(seen.filter(pk=pk).first())
    return found


def entry(actor: Actor, *, pk: int, permission: str = "fund.manage") -> FundEntry:
    """Return one line with its fund and estate.

    :raises NoSuch: if there is none, or it is not the actor's
    """
    seen = FundEntry.objects.visible_to(actor, permission).select_related("fund__estate")
    found: FundEntry = _one(seen.filter(pk=pk).first())
    return found


def ledger(actor: Actor, row: Fund) -> Ledger:
    """Return the ledger of a fund; one query."""
    seen = FundEntry.objects.visible_to(actor, "selfmanagement.view").filter(fund=row)
    entries = list(seen.select_related("document", "corrects").order_by("on", "pk"))
    sums = totals((_line(each) for each in entries), planned=row.planned)
    mended: dict[int, Decimal] = {}
    for each in entries:
        if each.corrects_id is not None:
            mended[each.corrects_id] = mended.get(each.corrects_id, ZERO) + each.amount
    balance, lines = ZERO, []
    for each in entries:
        change = effect(each.kind, each.amount)
        balance += change
        stands = abs(change + mended[each.pk]) if each.pk in mended else None
        lines.append(Booked(each, change, balance, stands, bool(each.advance_why) and sums.overdrawn))
    return Ledger(row, lines, sums)


def of_estate(actor: Actor, estate: Estate) -> list[Row]:
    """Return the funds of an estate with their sums, latest year first; two queries."""
    seen = Fund.objects.visible_to(actor, "selfmanagement.view").filter(estate=estate)
    return rows(actor, list(seen.order_by("-year", "pk")[:60]))


def _line(row: FundEntry) -> Line:
    return Line(row.kind, row.amount, row.corrects.kind if row.corrects else "")


def _one(row: Any) -> Any:
    if row is None:
        raise NoSuch("没有这条记录，或者它不归您管。", "There is no such record, or it is not yours.")
    return row
