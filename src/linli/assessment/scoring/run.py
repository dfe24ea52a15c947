"""Score a round in batches along the path, each in a fixed number of queries."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from linli.assessment.facts.gather import gather
from linli.assessment.models import Party, Round, RoundEstate
from linli.assessment.scoring.judge import Judged, Panel
from linli.assessment.scoring.oddities import Assessors, found
from linli.assessment.scoring.store import keep_notes, store
from linli.kernel.errors import Refused
from linli.rules import packs
from linli.rules.packs import Pack

BATCH = 1000


@dataclass(slots=True)
class Batch:
    """How far a scoring of a round is. after: path of the last estate done; over: nothing is left"""

    after: str = ""
    done: int = 0
    complete: int = 0
    vetoed: int = 0
    over: bool = False
    assessors: Assessors = field(default_factory=Assessors)


def pack_of(round: Round) -> Pack:
    """Return the pack the round was opened under.

    :raises Refused: if the pack on the shelf is no longer that one
    """
    pack = packs.load(round.policy)
    if round.pack_sha256 and pack.sha256 != round.pack_sha256:
        raise Refused(
            f"政策包 {round.policy} 与本轮开始时锁定的不是同一份，不能计算。请恢复原来的政策包。",
            f"The pack {round.policy} is not the one this round was opened under. Put that one back.",
        )
    return pack


def score_batch(round: Round, batch: Batch, *, now: datetime, size: int = BATCH) -> Batch:
    """Gather, judge and store the next estates along the path; return where they end."""
    pack, parties = pack_of(round), list(round.parties.all())
    rows = RoundEstate.objects.filter(round=round, path__gt=batch.after)
    paths = list(rows.order_by("path").values_list("path", flat=True)[:size])
    if not paths:
        return replace(batch, over=True)
    with _uncollected():
        panel = Panel(pack.card, parties, joint=round.is_joint)
        gathered = gather(round, parties, rows.filter(path__lte=paths[-1]), pack.card.facts)
        judged = [panel.judge(each) for each in gathered]
        _keep(round, pack, parties, judged, now=now)
        for each in judged:
            batch.assessors.add(each)
    return replace(
        batch,
        after=paths[-1],
        done=batch.done + len(judged),
        complete=batch.complete + sum(each.result.complete for each in judged),
        vetoed=batch.vetoed + sum(each.result.vetoed for each in judged),
        over=len(paths) < size,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for cycles meanwhile: a batch makes few, and looking is a third of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def score_subjects(
    round: Round, subjects: QuerySet[Any], *, now: datetime, reason: str = "", version: int = 0
) -> list[Judged]:
    """Score a few subjects at once, after an entry or an appeal.

    version: the number to keep the scores under; 0 for the one they have
    """
    pack, parties = pack_of(round), list(round.parties.all())
    panel = Panel(pack.card, parties, joint=round.is_joint)
    judged = [panel.judge(each) for each in gather(round, parties, subjects, pack.card.facts)]
    for each in judged:
        each.gathered.subject.version = version or each.gathered.subject.version
    if judged:
        _keep(round, pack, parties, judged, now=now, reason=reason)
    return judged


def _keep(
    round: Round, pack: Pack, parties: list[Party], judged: list[Judged], *, now: datetime, reason: str = ""
) -> None:
    changes = _changes(round, judged)
    store(round, parties, judged, changes, now=now, reason=reason)
    notes = (
        note
        for each in judged
        for note in found(round, pack.card, each, changes.get(each.gathered.subject.pk))
    )
    keep_notes(round, judged, notes)


def _changes(round: Round, judged: list[Judged]) -> dict[int, int | None]:
    """Return each subject's change against the round before; one query, none without such a round."""
    if round.previous_id is None:
        return {}
    estates = [each.gathered.subject.estate_id for each in judged]
    before = RoundEstate.objects.filter(round_id=round.previous_id, estate__in=estates, complete=True)
    totals = dict(before.values_list("estate_id", "total"))
    return {
        each.gathered.subject.pk: each.result.earned - totals[each.gathered.subject.estate_id]
        for each in judged
        if each.result.complete and each.gathered.subject.estate_id in totals
    }
