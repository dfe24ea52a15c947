"""The summary of a period (A3): made from the figures of the pages, and written down that it was made."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from linli.base import journal
from linli.base.command import command
from linli.duties.queries.areas import here
from linli.duties.queries.summaries import Summary, summary
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.period import Period
from linli.registry.services.writing import demand
from linli.rules.duties.periods import code_of
from linli.rules.packs import Pack


@command
def make(*, actor: Actor, now: datetime, pack: Pack, path: str, period: Period) -> Summary:
    """Sum up the duties of a district or subdistrict in a period that has begun (A3).

    Made after the period ends, it counts for it: its day is the last of the period at the latest.

    :raises NotAllowed: if the actor may not sum up for this place
    :raises Refused: for a period that has not begun, or a place that is no district or subdistrict
    """
    today = timezone.localdate(now)
    place = here(actor, path=path, on=today)
    demand(actor, "summary.make", at=place.path, clause="A3")
    if place.level not in ("district", "subdistrict"):
        raise Refused(
            "总结按区或街道做，请选一个街道或全区。",
            "A summary is of a district or a subdistrict; choose one of them.",
            clause="A3",
            fields=("place",),
        )
    if period.start > today:
        raise Refused("这个时段还没开始。", "This period has not begun.", clause="A3", fields=("period",))
    found = summary(actor, pack, place=place, period=period, today=today)
    journal.write(
        actor=actor,
        verb="summary.make",
        subject=place,
        at=now,
        place=place.path,
        clause="A3",
        change={"period": [None, code_of(period)], "overdue": [None, found.total.overdue]},
        on=_counts_on(period, today),
    )
    return found


def _counts_on(period: Period, today: date) -> date:
    return min(today, period.last_day)
