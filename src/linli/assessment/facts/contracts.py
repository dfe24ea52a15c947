"""Contract signed and filed (S8), from the contracts of the company in service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, Q

from linli.assessment.facts.base import Found, Frame, put
from linli.kernel.text import Text
from linli.registry.models import Contract
from linli.registry.terms import CONTRACT_FILING_DAYS
from linli.rules.scorecard.facts import NOT_APPLICABLE

FACTS = ("contract.signed", "contract.filed")


class Row(NamedTuple):
    estate: int
    pk: int
    signed_on: date
    start: date
    end: date | None
    filed_on: date | None

    def in_force(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end > day)


def contracts(frame: Frame, found: Found) -> None:
    """Say of every estate with a contract on record whether one is in force and on file."""
    day = frame.as_of
    rows = (
        Contract.objects.filter(
            Q(project__until__isnull=True) | Q(project__until__gt=day),
            project__estate__in=frame.estates,
            project__since__lte=day,
            signed_on__lte=frame.until,
        )
        .order_by("start", "id")
        .values_list(F("project__estate_id"), "id", "signed_on", "start", "end", "filed_on")
    )
    best: dict[int, Row] = {}
    for row in map(Row._make, rows):
        held = best.get(row.estate)
        # The contract in force counts; without one, the newest that there was.
        if held is None or row.in_force(day) >= held.in_force(day):
            best[row.estate] = row
    for row in best.values():
        _signed(row, frame, found)
        _filed(row, frame, found)


def _signed(row: Row, frame: Frame, found: Found) -> None:
    if row.in_force(frame.as_of):
        note = Text(f"合同 {row.signed_on} 签订，有效", f"Contract signed on {row.signed_on}, in force")
    else:
        last = row.end - timedelta(days=1) if row.end else row.start
        note = Text(f"合同 {last} 到期，没有新合同", f"The contract ended on {last}; there is no new one")
    put(found, row.estate, "contract.signed", row.in_force(frame.as_of), f"contract:{row.pk}", note)


def _filed(row: Row, frame: Frame, found: Found) -> None:
    key, due = f"contract:{row.pk}", row.signed_on + timedelta(days=CONTRACT_FILING_DAYS)
    if row.filed_on and row.filed_on <= frame.until:
        note = Text(f"{row.filed_on} 已备案", f"On file since {row.filed_on}")
        put(found, row.estate, "contract.filed", True, key, note)
    elif due >= frame.until:
        note = Text(f"{due} 前备案即可，还没到期", f"Filing is due by {due}, not yet")
        put(found, row.estate, "contract.filed", NOT_APPLICABLE, key, note)
    else:
        note = Text(
            f"合同 {row.signed_on} 签订，应在 {due} 前备案，没有备案",
            f"Signed on {row.signed_on}, due on file by {due}, not on file",
        )
        put(found, row.estate, "contract.filed", False, key, note)
