"""Long work on rounds: gathering and scoring, and the workbook of all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, overload

from django.utils import timezone

from linli.assessment import queries
from linli.assessment.queries.book import book
from linli.assessment.scoring.run import judged_round
from linli.assessment.services import scoring
from linli.base import files
from linli.base.jobs import Progress
from linli.kernel.actor import Actor
from linli.paper.roundbook import Line, round_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WALKS = 3  # results, deductions, facts
TELL_EVERY = 100


def score(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Gather and score every estate of a round."""
    round = queries.round(actor, pk=int(arguments["round"]))
    progress(0, max(round.estates, 1))
    with judged_round(round, progress=progress) as scored:
        scoring.keep(actor=actor, round=round, scored=scored, now=timezone.now())
        found = {"scored": scored.done, "complete": scored.complete, "vetoed": scored.vetoed}
    progress(round.estates, max(round.estates, 1))
    return {"round": round.pk, **found}


def workbook(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the estates of a round the actor may see as a workbook, kept for nobody but the actor."""
    round = queries.round(actor, pk=int(arguments["round"]))
    whole = book(actor, round)
    number = len(whole.lines)
    progress(0, max(number, 1))
    row = files.keep(
        actor=actor,
        raw=round_workbook(replace(whole, lines=Watched(whole.lines, number, progress))),
        name=f"{round.title}.xlsx",
        media_type=XLSX,
        place=round.path,
        permission="",
        now=timezone.now(),
    )
    progress(max(number, 1), max(number, 1))
    return {"round": round.pk, "file": row.pk, "estates": number}


class Watched(Sequence[Line]):
    """Lines that say how far whoever walks over them is; a workbook walks over them `WALKS` times."""

    def __init__(self, lines: Sequence[Line], number: int, progress: Progress) -> None:
        self.lines, self.number, self.progress = lines, number, progress
        self.walked = 0

    def __iter__(self) -> Iterator[Line]:
        for line in self.lines:
            self.walked += 1
            if self.walked % TELL_EVERY == 0:
                self.progress(min(self.walked // WALKS, self.number), self.number)
            yield line

    def __len__(self) -> int:
        return self.number

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        return self.lines[index]
