"""Write scores in sets: one statement per table, for one estate and for a province."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from linli.assessment.facts.base import ENCODE
from linli.assessment.models import OutlierNote, Party, PartySheet, Round, RoundEstate, Score
from linli.assessment.scoring.cells import encode, zeros
from linli.assessment.scoring.judge import Judged, kept_sheets
from linli.assessment.terms import Oddity
from linli.base import bulk
from linli.rules.scorecard import points

Row = tuple[Any, ...]
STANDING = (
    "version", "total", "bonus", "grade", "vetoed", "complete", "cells", "zeros", "missing", "change",
    "owing", "pending",
)  # fmt: skip
JSON = ("facts", "awards", "result", "parties")
JUDGED = ("total", "bonus", "grade", "vetoed", "complete", "cells")
SCORE = ("subject", "version", "path", *JSON, *JUDGED, "round", "pack_sha256", "reason", "computed_at")
SHEET = ("subject", "party", "path", "complete", "total", "cells", "round")
NOTE = ("subject", "kind", "key", "path", "zh", "en", "round")


def score_row(judged: Judged, parties: list[Party]) -> Row:
    """Return what a score keeps of one subject, up to what all scores of a run share."""
    gathered, result = judged.gathered, judged.result
    facts = ",".join([f'"{name}":{fact.as_text()}' for name, fact in gathered.common.facts.items()])
    awards = {item: each.as_json() for item, each in gathered.common.awards.items()}
    return (
        gathered.subject.pk,
        gathered.subject.version or 1,
        gathered.subject.path,
        f"{{{facts}}}",
        ENCODE(awards),
        ENCODE(result.as_json()),
        ENCODE(kept_sheets(judged, parties)),
        result.earned,
        result.extra,
        result.grade.id if result.grade else "",
        result.vetoed,
        result.complete,
        encode(result),
    )


def standing_row(judged: Judged, change: int | None) -> Row:
    """Return what a subject's row on the board shows, its key last, and show it on the row in hand too.

    change: hundredths against the round before
    """
    subject, result = judged.gathered.subject, judged.result
    row = (
        subject.version or 1,
        result.earned,
        result.extra,
        result.grade.id if result.grade else "",
        result.vetoed,
        result.complete,
        encode(result),
        zeros(result),
        len(result.missing),
        change,
        judged.owing,
        judged.pending,
    )
    for name, value in zip(STANDING, row, strict=True):
        setattr(subject, name, value)
    return (*row, subject.pk)


def sheet_rows(judged: Judged) -> Iterator[Row]:
    """Yield what each party's own sheet of one subject adds up to."""
    subject = judged.gathered.subject
    for party, result in judged.sheets.items():
        yield subject.pk, party, subject.path, result.complete, points.of(result.total), encode(result)


def note_row(note: OutlierNote) -> Row:
    """Return a note as it is written."""
    return note.subject_id, note.kind, note.key, note.path, note.zh, note.en


def keep_scores(round: Round, rows: Iterable[Row], *, now: datetime, reason: str = "") -> None:
    """Keep scores; a version there was is written anew."""
    bulk.upsert(
        Score,
        SCORE,
        ((*row, round.pk, round.pack_sha256, reason, now) for row in rows),
        unique=("subject", "version"),
        changing=(*JSON, *JUDGED, "pack_sha256", "reason", "computed_at"),
        encoded=JSON,
    )


def keep_standings(rows: Iterable[Row]) -> None:
    """Write how each subject stands onto its row of the board."""
    bulk.update(RoundEstate, STANDING, rows)


def keep_sheets(round: Round, rows: Iterable[Row]) -> None:
    """Keep what each party's own sheet adds up to."""
    bulk.upsert(
        PartySheet,
        SHEET,
        ((*row, round.pk) for row in rows),
        unique=("subject", "party"),
        changing=("complete", "total", "cells"),
    )


def keep_notes(
    round: Round, rows: Iterable[Row], *, only: Collection[int] | None = None, but: Collection[int] = ()
) -> None:
    """Replace the notes about subjects; one that somebody has looked at stays as it is.

    only: keys of the subjects, None for all of the round; but: those whose notes stay
    """
    stale = OutlierNote.objects.filter(round=round, subject__isnull=False, seen_at__isnull=True)
    if only is not None:
        stale = stale.filter(subject__in=only)
    if but:
        stale = stale.exclude(subject__in=but)
    stale.delete()
    _insert_notes(round, rows)


def keep_assessors(round: Round, notes: Iterable[OutlierNote]) -> None:
    """Replace the notes about people; one that somebody has looked at stays as it is."""
    OutlierNote.objects.filter(round=round, kind=Oddity.FULL_MARKS, seen_at__isnull=True).delete()
    _insert_notes(round, map(note_row, notes))


def _insert_notes(round: Round, rows: Iterable[Row]) -> None:
    bulk.upsert(OutlierNote, NOTE, ((*row, round.pk) for row in rows), unique=("round", "key"))
