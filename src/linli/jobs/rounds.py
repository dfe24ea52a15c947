"""Long work on rounds: gathering and scoring."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from linli.assessment import queries
from linli.assessment.scoring.run import Batch
from linli.assessment.services import scoring
from linli.base.jobs import Progress
from linli.kernel.actor import Actor


def score(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Gather and score every estate of a round, in batches of their own."""
    round = queries.round(actor, pk=int(arguments["round"]))
    batch = Batch()
    progress(0, round.estates)
    while not batch.over:
        batch = scoring.score_part(actor=actor, round=round, batch=batch, now=timezone.now())
        progress(batch.done, max(round.estates, 1))
    scoring.finish(actor=actor, round=round, batch=batch, now=timezone.now())
    return {"round": round.pk, "scored": batch.done, "complete": batch.complete, "vetoed": batch.vetoed}
