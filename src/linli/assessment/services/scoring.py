"""Score a round: asked for at a door, judged by the worker while others go on, written in one transaction."""

from __future__ import annotations

from datetime import datetime

from linli.assessment.leave import demand
from linli.assessment.models import Round
from linli.assessment.scoring.run import Scored, write_round
from linli.assessment.terms import COLLECTING, RoundState
from linli.base import jobs, journal
from linli.base.command import command
from linli.base.models import Job
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.rules import bundle


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
def keep(*, actor: Actor, round: Round, scored: Scored, now: datetime) -> Round:
    """Write the scores of a round that was gathered and judged; same facts, same result, however often.

    :raises Refused: if the round is past collecting, also if it went on while it was being judged
    """
    demand(actor, "round.manage", at=round.path, clause="I1")
    round.refresh_from_db(fields=["state"])
    _demand_collecting(round)
    write_round(round, scored, now=now)
    round.scored_at, round.engine = now, bundle.engine()
    Round.objects.filter(pk=round.pk).update(scored_at=now, engine=round.engine)
    journal.write(
        actor=actor,
        verb="round.score",
        subject=round,
        at=now,
        clause="I1",
        change={
            "scored": [None, scored.done],
            "complete": [None, scored.complete],
            "vetoed": [None, scored.vetoed],
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
