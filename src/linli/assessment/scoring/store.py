"""Write scores in sets: the same statements for one estate and for thousands, only more of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from linli.assessment.models import OutlierNote, Party, PartySheet, Round, RoundEstate, Score
from linli.assessment.scoring.cells import encode, zeros
from linli.assessment.scoring.judge import Judged, kept_sheets
from linli.assessment.terms import Oddity
from linli.rules.scorecard import points

STANDING = [
    "version", "total", "bonus", "grade", "vetoed", "complete", "cells", "zeros", "missing", "change",
    "owing",
]  # fmt: skip
SCORE = [
    "facts", "awards", "result", "parties", "total", "bonus", "grade", "vetoed", "complete", "cells",
    "pack_sha256", "reason", "computed_at",
]  # fmt: skip
BATCH = 400


def store(
    round: Round,
    parties: list[Party],
    judged: Sequence[Judged],
    changes: dict[int, int | None],
    *,
    now: datetime,
    reason: str = "",
) -> None:
    """Keep the scores of a batch, and how each subject stands; a version there was is written anew.

    changes: hundredths against the round before, by subject id
    """
    scores = [_score(round, parties, each, now=now, reason=reason) for each in judged]
    Score.objects.bulk_create(
        scores,
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=SCORE,
        unique_fields=["subject", "version"],
    )
    for each, score in zip(judged, scores, strict=True):
        stand(each, score, changes.get(score.subject_id))
    RoundEstate.objects.bulk_create(
        [each.gathered.subject for each in judged],
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=STANDING,
        unique_fields=["id"],
    )
    sheets = [sheet for each in judged for sheet in _sheets(round, each)]
    if sheets:
        PartySheet.objects.bulk_create(
            sheets,
            batch_size=BATCH,
            update_conflicts=True,
            update_fields=["complete", "total", "cells"],
            unique_fields=["subject", "party"],
        )


def _score(round: Round, parties: list[Party], judged: Judged, *, now: datetime, reason: str) -> Score:
    gathered, result = judged.gathered, judged.result
    subject = gathered.subject
    return Score(
        round=round,
        subject=subject,
        version=subject.version or 1,
        path=subject.path,
        facts={name: fact.as_json() for name, fact in gathered.common.facts.items()},
        awards={item: each.as_json() for item, each in gathered.common.awards.items()},
        result=result.as_json(),
        parties=kept_sheets(judged, parties),
        total=result.earned,
        bonus=result.extra,
        grade=result.grade.id if result.grade else "",
        vetoed=result.vetoed,
        complete=result.complete,
        cells=encode(result),
        pack_sha256=round.pack_sha256,
        reason=reason,
        computed_at=now,
    )


def stand(judged: Judged, score: Score, change: int | None) -> None:
    """Copy onto the subject what its row on the board shows."""
    subject = judged.gathered.subject
    subject.version, subject.total, subject.bonus = score.version, score.total, score.bonus
    subject.grade, subject.vetoed, subject.complete = score.grade, score.vetoed, score.complete
    subject.cells, subject.zeros = score.cells, zeros(judged.result)
    subject.missing, subject.change, subject.owing = len(judged.result.missing), change, judged.owing


def _sheets(round: Round, judged: Judged) -> Iterable[PartySheet]:
    subject = judged.gathered.subject
    for party, result in judged.sheets.items():
        yield PartySheet(
            round=round,
            subject=subject,
            party_id=party,
            path=subject.path,
            complete=result.complete,
            total=points.of(result.total),
            cells=encode(result),
        )


def keep_notes(round: Round, judged: Sequence[Judged], notes: Iterable[OutlierNote]) -> None:
    """Replace the notes about these subjects; one that somebody has looked at stays as it is."""
    low, high = judged[0].gathered.subject.path, judged[-1].gathered.subject.path
    stale = OutlierNote.objects.filter(round=round, subject__isnull=False, seen_at__isnull=True)
    stale.filter(path__gte=low, path__lte=high).delete()
    OutlierNote.objects.bulk_create(notes, batch_size=BATCH, ignore_conflicts=True)


def keep_assessors(round: Round, notes: Iterable[OutlierNote]) -> None:
    """Replace the notes about people; one that somebody has looked at stays as it is."""
    OutlierNote.objects.filter(round=round, kind=Oddity.FULL_MARKS, seen_at__isnull=True).delete()
    OutlierNote.objects.bulk_create(notes, batch_size=BATCH, ignore_conflicts=True)
