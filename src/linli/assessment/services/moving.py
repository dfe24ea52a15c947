"""Move a round on: stop taking facts, take them again, look at what is odd."""

from __future__ import annotations

from datetime import datetime

from linli.assessment.leave import demand, signature
from linli.assessment.lifecycle import ROUND
from linli.assessment.models import OutlierNote, Round, RoundEstate
from linli.base import jobs, journal
from linli.base.command import command
from linli.base.lifecycle import apply
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused, Stale


@command
def close(*, actor: Actor, round: Round, now: datetime) -> Round:
    """Stop taking facts, and have the round scored once more for review.

    :raises IllegalMove: if it does not take facts
    """
    apply(lifecycle=ROUND, subject=round, move="close", actor=actor, at=now, place=round.path)
    jobs.ask(actor=actor, kind="round.score", arguments={"round": round.pk}, place=round.path, now=now)
    return round


@command
def reopen(*, actor: Actor, round: Round, note: str, now: datetime) -> Round:
    """Take facts again.

    :raises Refused: without a reason
    """
    apply(lifecycle=ROUND, subject=round, move="reopen", actor=actor, at=now, place=round.path, note=note)
    return round


@command
def look(*, actor: Actor, note: OutlierNote, remark: str, now: datetime) -> OutlierNote:
    """Say that one has looked at something odd, and what came of it.

    :raises Refused: without saying what came of it
    :raises Stale: if the round was scored again in the meantime
    """
    demand(actor, "round.manage", at=note.path, clause="I1")
    if not remark.strip():
        raise Refused(
            "请写一句看过后的结论，例如“已核对照片，属实”。",
            "Write what came of it, e.g. “checked against the photos, correct”.",
            fields=("remark",),
        )
    fields = {
        "seen_by": actor.user_id,
        "seen_by_name": signature(actor),
        "seen_at": now,
        "remark": remark.strip(),
    }
    if not OutlierNote.objects.filter(pk=note.pk).update(**fields):
        raise Stale("本轮刚刚重算过，请刷新后再看这一条。", "The round was scored again; reload and look.")
    for name, value in fields.items():
        setattr(note, name, value)
    subject = note.subject if isinstance(note.subject, RoundEstate) else note.round
    journal.write(
        actor=actor,
        verb="round.look",
        subject=subject,
        at=now,
        clause="I1",
        note=remark.strip(),
        change={"note": [None, note.kind]},
    )
    return note
