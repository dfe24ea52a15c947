"""Score a round: asked for at a door, done by the worker in batches, each a transaction of its own."""

from __future__ import annotations

from datetime import datetime

from linli.assessment.leave import demand
from linli.assessment.models import Round
from linli.assessment.scoring.run import Batch, score_batch
from linli.assessment.scoring.store import keep_assessors
from linli.assessment.terms import COLLECTING, RoundState
from linli.base import jobs, journal
from linli.base.command import command
from linli.base.models import Job
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@command
def ask(*, actor: Actor, round: Round, now: datetime) -> Job:
    """Have the round gathered and scored anew; what was asked for and still waits is the same job.

    :raises Refused: if the round is past collecting, where nothing may change by itself
    """
    demand(actor, "round.manage", at=round.path, clause="I1")
    _demand_collecting(round)
    job = jobs.ask(actor=actor, kind="round.score", arguments={"round": round.pk}, place=round.path, now=now)
    journal.write(actor=actor, verb="round.ask_scoring", subject=round, at=now, clause="I1")
    return job


@command
def score_part(*, actor: Actor, round: Round, batch: Batch, now: datetime) -> Batch:
    """Gather, judge and store the next batch of the round's estates along the path; return where it ends.

    Same facts, same result, however often and in whatever batches.
    :raises Refused: if the round is past collecting
    """
    demand(actor, "round.manage", at=round.path, clause="I1")
    _demand_collecting(round)
    following = score_batch(round, batch, now=now)
    journal.write(
        actor=actor,
        verb="round.score_part",
        subject=round,
        at=now,
        clause="I1",
        change={"scored": [batch.done, following.done]},
    )
    return following


@command
def finish(*, actor: Actor, round: Round, batch: Batch, now: datetime) -> Round:
    """Close a scoring: say when, and note who gave full marks everywhere."""
    demand(actor, "round.manage", at=round.path, clause="I1")
    keep_assessors(round, batch.assessors.notes(round))
    Round.objects.filter(pk=round.pk).update(scored_at=now)
    round.scored_at = now
    journal.write(
        actor=actor,
        verb="round.score",
        subject=round,
        at=now,
        clause="I1",
        change={
            "scored": [None, batch.done],
            "complete": [None, batch.complete],
            "vetoed": [None, batch.vetoed],
        },
    )
    return round


def _demand_collecting(round: Round) -> None:
    if round.state not in COLLECTING:
        state = RoundState(round.state)
        raise Refused(
            f"本轮现在是“{state.label}”，得分不再重算；有错的，经申诉更正。",
            f"The round is in the state {state.value}; scores change by appeal only.",
            clause="I2",
        )
