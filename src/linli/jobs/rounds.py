"""Long work on rounds: gathering and scoring."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from linli.assessment import queries
from linli.assessment.scoring.run import judged_round
from linli.assessment.services import scoring
from linli.base.jobs import Progress
from linli.kernel.actor import Actor


def score(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Gather and score every estate of a round."""
    round = queries.round(actor, pk=int(arguments["round"]))
    progress(0, max(round.estates, 1))
    with judged_round(round, progress=progress) as scored:
        scoring.keep(actor=actor, round=round, scored=scored, now=timezone.now())
        found = {"scored": scored.done, "complete": scored.complete, "vetoed": scored.vetoed}
    progress(round.estates, max(round.estates, 1))
    return {"round": round.pk, **found}
