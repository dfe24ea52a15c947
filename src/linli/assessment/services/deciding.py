"""From review to a published result: draft for objection, final, published, each by a named person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from linli.assessment.calendar import due
from linli.assessment.lifecycle import ROUND
from linli.assessment.models import Appeal, OutlierNote, Round, RoundEstate
from linli.assessment.scoring.run import pack_of
from linli.assessment.terms import AppealState
from linli.base import journal
from linli.base.command import command
from linli.base.lifecycle import apply
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@command
def publish_draft(*, actor: Actor, round: Round, now: datetime, incomplete_because: str = "") -> Round:
    """Publish the draft for objection, for the pack's working days on the real calendar.

    incomplete_because: why estates that are not fully assessed go into the draft, if some do
    :raises Refused: while something odd has not been looked at, nothing is scored, a veto waits for a
        second survey, or estates are incomplete without a reason (I2)
    """
    pack = pack_of(round)
    _demand_looked_at(round)
    _demand_decided(round)
    _demand_scored(round, incomplete_because)
    today = timezone.localdate(now)
    last = due(pack, "objection", after=today)
    apply(
        lifecycle=ROUND,
        subject=round,
        move="draft",
        actor=actor,
        at=now,
        place=round.path,
        note=incomplete_because.strip(),
        objection_from=today,
        objection_due=last.day,
        objection_provisional=last.provisional,
    )
    return round


def _demand_looked_at(round: Round) -> None:
    left = OutlierNote.objects.filter(round=round, seen_at__isnull=True).count()
    if left:
        raise Refused(
            f"还有 {left} 处要人看一眼，看过并写下结论再公示。",
            f"{left} points still want a look. Look at them and say what came of it first.",
            clause="I2",
        )


def _demand_decided(round: Round) -> None:
    """Nobody is published with a veto that may yet fall: a second survey decides, or the bureau by name."""
    names = list(RoundEstate.objects.filter(round=round, pending=True).values_list("name", flat=True)[:4])
    if names:
        zh = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        en = ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")
        raise Refused(
            f"{zh}的一票否决答卷太少，待第二次调查。请补调查，或在评分表上写明理由先定，再公示。",
            f"The veto of {en} rests on too few answers and waits for a second survey. Survey again, or "
            "decide on the sheet with a reason, then publish.",
            clause="S11",
        )


def _demand_scored(round: Round, because: str) -> None:
    rows = RoundEstate.objects.filter(round=round)
    if rows.filter(total__isnull=True).exists():
        raise Refused(
            "还有小区没有算分，请先计算本轮。",
            "Some estates have not been scored; have the round scored first.",
            clause="I2",
        )
    left = rows.filter(complete=False).count()
    if left and not because.strip():
        raise Refused(
            f"还有 {left} 个小区没评完。请补齐，或写明为什么这样公示；没评完的不定等次、不排名。",
            f"{left} estates are incomplete. Complete them, or say why they are shown as they are; "
            "they get no grade and no rank.",
            clause="I2",
            fields=("incomplete_because",),
        )


@command
def withdraw_draft(*, actor: Actor, round: Round, note: str, now: datetime) -> Round:
    """Take the draft back into review; what was shown stays in the journal.

    :raises Refused: without a reason, or while an appeal waits for its answer
    """
    _demand_no_appeals(round)
    apply(
        lifecycle=ROUND,
        subject=round,
        move="withdraw",
        actor=actor,
        at=now,
        place=round.path,
        note=note,
        objection_from=None,
        objection_due=None,
        objection_provisional=False,
    )
    return round


@command
def finalise(*, actor: Actor, round: Round, now: datetime) -> Round:
    """Close the time of objection; nothing changes after it.

    :raises Refused: before the last day is over, or while an appeal waits for its answer (I2)
    """
    today = timezone.localdate(now)
    if round.objection_due and today <= round.objection_due:
        raise Refused(
            f"公示到 {round.objection_due} 为止，过了这一天才能定稿。",
            f"Objections may come in until {round.objection_due}; finalise after that day.",
            clause="I2",
        )
    _demand_no_appeals(round)
    apply(lifecycle=ROUND, subject=round, move="finalise", actor=actor, at=now, place=round.path)
    return round


def _demand_no_appeals(round: Round) -> None:
    left = Appeal.objects.filter(round=round, state=AppealState.MADE).count()
    if left:
        raise Refused(
            f"还有 {left} 件申诉没答复，先答复再定。",
            f"{left} appeals wait for an answer; answer them first.",
            clause="I2",
        )


@command
def publish(*, actor: Actor, round: Round, decider: str, title: str, now: datetime) -> Round:
    """Publish the final result in the name of the person who decided it.

    decider, title: name and office, as they stand on the notice
    :raises Refused: without a name and an office (I2)
    """
    if not decider.strip() or not title.strip():
        raise Refused(
            "请写明决定公布的人的姓名和职务，会印在通报上。",
            "Name the person who decides, with the office; both stand on the notice.",
            clause="I2",
            fields=("decider", "title"),
        )
    _demand_decided(round)
    apply(
        lifecycle=ROUND,
        subject=round,
        move="publish",
        actor=actor,
        at=now,
        place=round.path,
        decided_by=actor.user_id,
        decided_by_name=decider.strip(),
        decided_by_title=title.strip(),
        decided_at=now,
        published_at=now,
    )
    journal.write(
        actor=actor,
        verb="round.decide",
        subject=round,
        at=now,
        clause="I2",
        change={"decided_by": [None, f"{decider.strip()} {title.strip()}"]},
    )
    return round


@command
def supersede(*, actor: Actor, round: Round, note: str, now: datetime) -> Round:
    """Mark a published result as corrected by a later one; it stays readable.

    :raises Refused: without a reason
    """
    apply(lifecycle=ROUND, subject=round, move="supersede", actor=actor, at=now, place=round.path, note=note)
    return round
