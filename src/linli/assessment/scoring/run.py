"""Score a round: read once, judged one by one, written once; the same queries for a village and a province.

Reading and judging hold no lock and change nothing, so that others go on entering meanwhile; only the writing
is a transaction. Whoever was scored by an entry in between is left as that entry left him.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from linli.assessment.facts.base import Row
from linli.assessment.facts.gather import gather, gathering
from linli.assessment.models import Party, Round, RoundEstate
from linli.assessment.scoring import store
from linli.assessment.scoring.judge import Judged, Panel
from linli.assessment.scoring.oddities import Assessors, found
from linli.assessment.scoring.waiting import rulings_of
from linli.base import journal
from linli.base.jobs import Progress
from linli.base.models import JournalEntry
from linli.base.spool import Spool
from linli.kernel.errors import Refused
from linli.rules import packs
from linli.rules.packs import Pack
from linli.rules.scorecard.model import Card

SUBJECT = ("id", "round_id", "estate_id", "path", "name", "mode", "version")
READ_AT_ONCE = 2000
TELL_EVERY = 100  # estates between two words about progress


@dataclass(slots=True)
class Scored:
    """A round judged and not yet written. since: the journal's last line before anything was read"""

    since: int
    scores: Spool[Row] = field(default_factory=Spool)
    standings: Spool[Row] = field(default_factory=Spool)
    sheets: Spool[Row] = field(default_factory=Spool)
    notes: Spool[Row] = field(default_factory=Spool)
    assessors: Assessors = field(default_factory=Assessors)
    complete: int = 0
    vetoed: int = 0

    @property
    def done(self) -> int:
        return len(self.scores)

    def close(self) -> None:
        """Let go of what was put aside."""
        for each in (self.scores, self.standings, self.sheets, self.notes):
            each.close()


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


@contextmanager
def judged_round(round: Round, *, progress: Progress) -> Iterator[Scored]:
    """Gather and judge every estate of the round; a fixed number of queries, and nothing is written.

    :raises Refused: as `pack_of`
    """
    scored = Scored(since=journal.head()[0])
    try:
        with _uncollected():
            _judge(round, scored, progress)
        yield scored
    finally:
        scored.close()


def _judge(round: Round, scored: Scored, progress: Progress) -> None:
    pack, parties = pack_of(round), list(round.parties.all())
    panel = Panel(pack, parties, rulings_of(round), joint=round.is_joint)
    subjects = RoundEstate.objects.filter(round=round).only(*SUBJECT)
    before = _totals_before(round)
    with ExitStack() as stack:

        def aside(rows: Any) -> Iterable[Row]:
            """Put the rows of a query aside as they come: its cursor is closed before the next opens."""
            return stack.enter_context(Spool(rows.iterator(chunk_size=READ_AT_ONCE)))

        for gathered in gathering(round, parties, subjects, pack.card.facts, keep=aside):
            judged = panel.judge(gathered)
            _add(scored, round, pack.card, parties, judged, _change(judged, before))
            if scored.done % TELL_EVERY == 0:
                progress(scored.done, round.estates)


def _add(
    scored: Scored, round: Round, card: Card, parties: list[Party], judged: Judged, change: int | None
) -> None:
    scored.scores.append(store.score_row(judged, parties))
    scored.standings.append(store.standing_row(judged, change))
    scored.sheets.extend(store.sheet_rows(judged))
    scored.notes.extend(map(store.note_row, found(round, card, judged, change)))
    scored.assessors.add(judged)
    scored.complete += judged.result.complete
    scored.vetoed += judged.result.vetoed


def write_round(round: Round, scored: Scored, *, now: datetime) -> None:
    """Write what was judged, except where an entry or a judgement came in between; call it in a command."""
    passed = _entered_since(scored.since)

    def mine(rows: Iterable[Row], key: int = 0) -> Iterable[Row]:
        return (row for row in rows if row[key] not in passed) if passed else rows

    store.keep_scores(round, mine(scored.scores), now=now)
    store.keep_standings(mine(scored.standings, -1))
    store.keep_sheets(round, mine(scored.sheets))
    store.keep_notes(round, mine(scored.notes), but=passed)
    store.keep_assessors(round, scored.assessors.notes(round))


def _entered_since(number: int) -> set[int]:
    """Return the subjects the journal tells of after its line `number`: their own command scored them."""
    lines = JournalEntry.objects.filter(pk__gt=number, subject_kind=RoundEstate._meta.label_lower)
    return {int(key) for key in lines.values_list("subject_id", flat=True)}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for cycles meanwhile: judging makes none, and looking is a third of its time."""
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
    panel = Panel(pack, parties, rulings_of(round), joint=round.is_joint)
    judged = [panel.judge(each) for each in gather(round, parties, subjects, pack.card.facts)]
    for each in judged:
        each.gathered.subject.version = version or each.gathered.subject.version
    if judged:
        _write(round, pack.card, parties, judged, now=now, reason=reason)
    return judged


def _write(
    round: Round, card: Card, parties: list[Party], judged: list[Judged], *, now: datetime, reason: str
) -> None:
    keys = [each.gathered.subject.pk for each in judged]
    before = _totals_before(round, [each.gathered.subject.estate_id for each in judged])
    changes = [_change(each, before) for each in judged]
    store.keep_scores(round, [store.score_row(each, parties) for each in judged], now=now, reason=reason)
    pairs = list(zip(judged, changes, strict=True))
    store.keep_standings([store.standing_row(each, change) for each, change in pairs])
    store.keep_sheets(round, [row for each in judged for row in store.sheet_rows(each)])
    notes = [store.note_row(note) for each, change in pairs for note in found(round, card, each, change)]
    store.keep_notes(round, notes, only=keys)


def _totals_before(round: Round, estates: list[int] | None = None) -> dict[int, int]:
    """Return each estate's total in the round before; one query, none without such a round."""
    if round.previous_id is None:
        return {}
    rows = RoundEstate.objects.filter(round_id=round.previous_id, complete=True)
    if estates is not None:
        rows = rows.filter(estate__in=estates)
    return dict(rows.values_list("estate_id", "total"))


def _change(judged: Judged, before: dict[int, int]) -> int | None:
    total = before.get(judged.gathered.subject.estate_id)
    return judged.result.earned - total if judged.result.complete and total is not None else None
