"""What an estate has by nature: no lift, nothing to keep in order (S16)."""

from __future__ import annotations

from collections.abc import Iterator

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, on_record
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.rules.scorecard.facts import NOT_APPLICABLE

NO_LIFT = Text("档案记载没有电梯", "The estate is on record as having no lift")


def lift_rows(frame: Frame) -> Rows:
    """Return the estates on record as without lifts."""
    return Estate.objects.filter(pk__in=frame.estates, lifts=0).order_by("id").values_list("id")


def lifts(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
    """Say that the requirement does not exist where there is no lift."""
    for (estate,) in rows:
        yield "facilities.lifts", on_record(NOT_APPLICABLE, f"estate:{estate}", NO_LIFT)


PROVIDER = Provider(lift_rows, lifts, ("facilities.lifts",))
