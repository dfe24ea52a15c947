"""Contract signed and filed (S8), from the contracts of the company in service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, Q

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, on_record
from linli.kernel.text import Text
from linli.registry.models import Contract
from linli.registry.terms import CONTRACT_FILING_DAYS
from linli.rules.scorecard.facts import NOT_APPLICABLE, Value


class Signed(NamedTuple):
    """A contract as far as it matters here."""

    estate: int
    pk: int
    signed_on: date
    start: date
    end: date | None
    filed_on: date | None

    def in_force(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end > day)


def contract_rows(frame: Frame) -> Rows:
    """Return the contracts of the projects in service."""
    day = frame.as_of
    return (
        Contract.objects.filter(
            Q(project__until__isnull=True) | Q(project__until__gt=day),
            project__estate__in=frame.estates,
            project__since__lte=day,
            signed_on__lte=frame.until,
        )
        .order_by("project__estate_id", "start", "id")
        .values_list(F("project__estate_id"), "id", "signed_on", "start", "end", "filed_on")
    )


def contracts(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say of an estate with a contract on record whether one is in force and on file."""
    best: Signed | None = None
    for each in map(Signed._make, rows):
        # The contract in force counts; without one, the newest that there was.
        if best is None or each.in_force(frame.as_of) >= best.in_force(frame.as_of):
            best = each
    if best is not None:
        key, day = f"contract:{best.pk}", frame.as_of
        signed = _signed(best.signed_on, best.start, best.end, best.in_force(day))
        yield "contract.signed", on_record(best.in_force(day), key, signed)
        value, note = _filed(best.signed_on, best.filed_on, frame.until)
        yield "contract.filed", on_record(value, key, note)


# The same few hundred days come again and again: each sentence is made once, and held once.
@lru_cache(maxsize=4096)
def _signed(signed_on: date, start: date, end: date | None, in_force: bool) -> Text:
    if in_force:
        return Text(f"合同 {signed_on} 签订，有效", f"Contract signed on {signed_on}, in force")
    last = end - timedelta(days=1) if end else start
    return Text(f"合同 {last} 到期，没有新合同", f"The contract ended on {last}; there is no new one")


@lru_cache(maxsize=4096)
def _filed(signed_on: date, filed_on: date | None, until: date) -> tuple[Value, Text]:
    due = signed_on + timedelta(days=CONTRACT_FILING_DAYS)
    if filed_on and filed_on <= until:
        return True, Text(f"{filed_on} 已备案", f"On file since {filed_on}")
    if due >= until:
        return NOT_APPLICABLE, Text(f"{due} 前备案即可，还没到期", f"Filing is due by {due}, not yet")
    return False, Text(
        f"合同 {signed_on} 签订，应在 {due} 前备案，没有备案",
        f"Signed on {signed_on}, due on file by {due}, not on file",
    )


PROVIDER = Provider(contract_rows, contracts, ("contract.signed", "contract.filed"))
