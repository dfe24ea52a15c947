"""The three defences besides the plan (S10): drills, supplies, facilities, drains, while they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, on_record
from linli.kernel.text import Text
from linli.registry.models import EmergencyRecord
from linli.registry.terms import EmergencyKind

DONE: Mapping[str, str] = {kind: f"emergency.{kind}" for kind in EmergencyKind.values}


def record_rows(frame: Frame) -> Rows:
    """Return what was done by the day that counts and not taken back."""
    return (
        EmergencyRecord.objects.filter(estate__in=frame.estates, on__lte=frame.until, void_at__isnull=True)
        .order_by("estate_id", "on", "id")
        .values_list("estate_id", "id", "kind", "on")
    )


def records(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say of each kind whether it was last done recently enough."""
    for kind, (pk, on) in {kind: (pk, on) for _, pk, kind, on in rows}.items():
        holds = on >= frame.oldest(f"emergency_{kind}")
        yield DONE[kind], on_record(holds, f"emergency:{pk}", _done(on, holds))


@lru_cache(maxsize=4096)
def _done(on: date, holds: bool) -> Text:
    if holds:
        return Text(f"{on} 做过，有照片", f"Done on {on}, with a photo")
    return Text(f"最近一次在 {on}，已过期", f"Last done on {on}, too long ago")


PROVIDER = Provider(record_rows, records, tuple(DONE.values()))
