"""The arithmetic of a fund's ledger: what each line does to the balance. Plain values, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from linli.selfmanagement.terms import Entry

ZERO = Decimal("0.00")
SIGNS = {Entry.RECEIVED: 1, Entry.SPENT: -1, Entry.RETURNED: -1, Entry.CORRECTION: 1}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the arithmetic needs it, in 元.

    amount: above 0; of a correction what it does to the balance
    of: for a correction the kind of the line it mends, else ""
    """

    kind: str
    amount: Decimal
    of: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in 元 with all corrections in them. planned is 0 where no plan is meant."""

    planned: Decimal = ZERO
    received: Decimal = ZERO
    spent: Decimal = ZERO
    returned: Decimal = ZERO

    @property
    def balance(self) -> Decimal:
        """Return what is there: received, less spent, less given back."""
        return self.received - self.spent - self.returned

    @property
    def left(self) -> Decimal:
        """Return what the plan still has, below 0 if more was spent than planned."""
        return self.planned - self.spent

    @property
    def over_plan(self) -> bool:
        return self.spent > self.planned

    @property
    def overdrawn(self) -> bool:
        return self.balance < 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.planned + other.planned,
            self.received + other.received,
            self.spent + other.spent,
            self.returned + other.returned,
        )


def effect(kind: str, amount: Decimal) -> Decimal:
    """Return what a line does to the balance."""
    return SIGNS[Entry(kind)] * amount


def totals(lines: Iterable[Line], *, planned: Decimal = ZERO) -> Totals:
    """Return the sums of lines, whatever their order."""
    sums = {Entry.RECEIVED: ZERO, Entry.SPENT: ZERO, Entry.RETURNED: ZERO}
    for line in lines:
        of = Entry(line.of or line.kind)
        sums[of] += SIGNS[of] * effect(line.kind, line.amount)
    return Totals(planned, sums[Entry.RECEIVED], sums[Entry.SPENT], sums[Entry.RETURNED])


def correction(kind: str, stands_at: Decimal, should_be: Decimal) -> Decimal:
    """Return the amount of the line that brings a line of a kind from `stands_at` to `should_be`."""
    return effect(kind, should_be) - effect(kind, stands_at)
