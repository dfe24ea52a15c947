"""Red, watch and black lists of the two published rounds, up to what waits today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from linli.demo.almanac import Almanac, at
from linli.kernel.actor import Actor
from linli.kernel.workdays import Workdays
from linli.publication.queries import listings
from linli.publication.services.listings import deciding, issuing, proposing
from linli.publication.terms import EntryState, Roll

VETOED = "矿东花园"  # its company was told yesterday and may still object


def decide(days: Almanac, actors: dict[str, Actor], calendar: Workdays) -> None:
    """Carry the first round's lists to their end; leave the second's black entries to be decided."""
    bureau = actors["bureau"]
    for number, past in enumerate(days.past):
        if past.published is None:
            continue
        issued = min(calendar.add(past.published, 9).day, days.today)
        code, now = past.period.code(), at(past.published, minutes=60)
        proposing.propose(actor=bureau, round_code=code, now=now)
        rows = list(listings.entries(bureau, round_code=code, state=EntryState.PROPOSED))
        for row in rows:
            if row.is_black:
                pending = number == 1 and row.score.estate_name == VETOED
                _notice(row, bureau, past.published, days.today, calendar, pending=pending)
            else:
                _decide(row, bureau, past.published, waits=number == 1 and row == rows[-1])
        issuing.issue(
            actor=bureau,
            round_code=code,
            now=at(issued, minutes=120),
            today=issued,
        )
    _mend(bureau, days)


def _decide(row: Any, bureau: Actor, day: date, *, waits: bool) -> None:
    if waits:
        return  # for the bureau to decide today
    reason = "逐项核对评分表和现场记录，符合标准。"
    deciding.decide(actor=bureau, pk=row.pk, accept=True, reason=reason, now=at(day, minutes=90), today=day)


def _notice(
    row: Any, bureau: Actor, published: date, today: date, calendar: Workdays, *, pending: bool
) -> None:
    served = max(published, today - timedelta(days=1)) if pending else published + timedelta(days=1)
    deciding.serve(
        actor=bureau,
        pk=row.pk,
        served_on=served,
        how="直接送达，项目经理签收",
        number=f"平新住建告〔{served.year}〕{row.pk}号",
        now=at(served, minutes=30),
        today=served,
    )
    if not pending:
        day = calendar.add(served, 6).day
        deciding.decide(
            actor=bureau,
            pk=row.pk,
            accept=True,
            reason="逐项核对属实，期内没有收到异议。",
            now=at(day),
            today=day,
        )


def _mend(bureau: Actor, days: Almanac) -> None:
    """One black entry of the first round was put right and left the list; what has run out ends."""
    today = days.today
    issued = listings.entries(bureau, state=EntryState.ISSUED, roll=Roll.BLACK).order_by("pk").first()
    if issued is not None:
        day = min(today, issued.until)
        issuing.rectify(
            actor=bureau,
            pk=issued.pk,
            note="消防通道、楼道杂物复查合格，合同已补备案。",
            now=at(day - timedelta(days=10)),
            today=day - timedelta(days=10),
        )
    issuing.expire(actor=bureau, now=at(today), today=today)
