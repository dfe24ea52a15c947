"""Decide about a veto that rests on too few answers, by name and with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from linli.assessment.leave import demand, signature
from linli.assessment.models import RoundEstate, Ruling, Score
from linli.assessment.scoring.run import score_subjects
from linli.assessment.terms import COLLECTING
from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@command
def rule(
    *, actor: Actor, subject: RoundEstate, fact: str, stands: bool, reason: str, now: datetime
) -> Ruling:
    """Say whether a veto that waits for a second survey applies; the estate is scored anew.

    stands: the veto applies; else it does not
    :raises NotAllowed: without the right to publish results there
    :raises Refused: without a reason, after the draft is published, or if no such veto waits (S11)
    """
    round = subject.round
    demand(actor, "result.publish", at=round.path, clause="S11")
    if round.state not in COLLECTING:
        raise Refused(
            "本轮已经公示，否决不再另定；有不同意见，走申诉。",
            "The draft is published; the veto stands as it was decided. Use an appeal.",
            clause="S11",
        )
    if not reason.strip():
        raise Refused(
            "请写明为什么这样定，会随得分公布。",
            "Say why it is decided so; the reason is published with the score.",
            clause="S11",
            fields=("reason",),
        )
    basis = _basis(subject, fact)
    Ruling.objects.filter(subject=subject, fact=fact, current=True).update(current=False)
    found: Ruling = Ruling.objects.create(
        round=round,
        subject=subject,
        fact=fact,
        basis=basis,
        stands=stands,
        reason=reason.strip(),
        by=actor.user_id,
        by_name=signature(actor),
        role=actor.role,
        at=now,
    )
    journal.write(
        actor=actor,
        verb="round.rule",
        subject=subject,
        at=now,
        place=subject.path,
        clause="S11",
        note=reason.strip(),
        change={fact: ["pending", "veto stands" if stands else "no veto"]},
    )
    score_subjects(round, RoundEstate.objects.filter(pk=subject.pk), now=now)
    subject.refresh_from_db(fields=["pending", "vetoed", "grade"])
    return found


def _basis(subject: RoundEstate, fact: str) -> list[Any]:
    """Return what the waiting veto rests on, from whichever sheet says so."""
    score = Score.objects.filter(subject=subject, current=True).first()
    sheets = [] if score is None else [score.facts, *(each["facts"] for each in score.parties.values())]
    for facts in sheets:
        pending = facts.get(fact, {}).get("pending")
        if pending:
            basis: list[Any] = pending["basis"]
            return basis
    raise Refused(
        "这个小区没有待第二次调查的否决，不用另定。",
        "No veto of this estate waits for a second survey; there is nothing to decide.",
        clause="S11",
    )
