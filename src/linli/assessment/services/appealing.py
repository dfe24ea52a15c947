"""Object to one item of a draft; answer with reasons; replace what was wrong, and keep both scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from linli.assessment.calendar import due
from linli.assessment.leave import demand, signature
from linli.assessment.lifecycle import APPEAL
from linli.assessment.models import Appeal, Attestation, Award, Round, RoundEstate, Score
from linli.assessment.scoring.run import pack_of, score_subjects
from linli.assessment.terms import AppealState, Origin, RoundState
from linli.base import journal
from linli.base.command import command
from linli.base.lifecycle import apply
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people.terms import Role
from linli.rules.scorecard import outcome, points
from linli.rules.scorecard.engine import award_fault
from linli.rules.scorecard.facts import dump, parse
from linli.rules.scorecard.model import Card, Item


@command
def make(
    *,
    actor: Actor,
    subject: RoundEstate,
    item: str,
    grounds: str,
    now: datetime,
    files: Sequence[int] = (),
) -> Appeal:
    """Object to one item of the draft, with grounds and proof.

    files: keys of stored files
    :raises NotAllowed: unless the actor acts for the estate's company or its owners' committee
    :raises Refused: outside the days of objection, without grounds, or while one on this item waits (I2)
    """
    round = subject.round
    demand(actor, "appeal.make", at=subject.path, clause="I2")
    _demand_concerned(actor, subject)
    _demand_in_time(round, now)
    line = _line(pack_of(round).card, item)
    if not grounds.strip():
        raise Refused(
            "请写明哪里不对、为什么。", "Say what is wrong, and why.", clause="I2", fields=("grounds",)
        )
    if Appeal.objects.filter(subject=subject, item=item, state=AppealState.MADE).exists():
        raise Refused(
            f"“{line.title_zh}”已有一件申诉在等答复。",
            f"An appeal about {line.title_en} is waiting for its answer already.",
            clause="I2",
        )
    last = due(pack_of(round), "appeal_answer", after=timezone.localdate(now))
    appeal: Appeal = Appeal.objects.create(
        state=APPEAL.initial,
        round=round,
        subject=subject,
        item=item,
        grounds=grounds.strip(),
        organisation=actor.organisation,
        made_by=actor.user_id,
        made_by_name=signature(actor),
        made_role=actor.role,
        made_at=now,
        due=last.day,
        provisional=last.provisional,
        version_before=subject.version,
    )
    appeal.files.set(StoredFile.objects.visible_to(actor, "appeal.make").filter(pk__in=files))
    journal.write(
        actor=actor,
        verb="appeal.make",
        subject=appeal,
        at=now,
        place=subject.path,
        clause="I2",
        change={"item": [None, item], "due": [None, last.day]},
    )
    return appeal


def _demand_concerned(actor: Actor, subject: RoundEstate) -> None:
    theirs = actor.organisation == f"company:{subject.company_id}" or actor.role == Role.COMMITTEE
    if not theirs and not actor.everywhere:
        raise NotAllowed(
            "只有这个小区的物业服务企业或业委会可以申诉。",
            "Only the company serving this estate or its owners' committee may appeal.",
            clause="I2",
        )


def _demand_in_time(round: Round, now: datetime) -> None:
    today = timezone.localdate(now)
    if round.state != RoundState.DRAFT or round.objection_due is None:
        raise Refused(
            "现在不在公示期。公示开始后可以逐项申诉。",
            "The draft is not open for objection now. Appeal while it is.",
            clause="I2",
        )
    if today > round.objection_due:
        raise Refused(
            f"公示已于 {round.objection_due} 结束，不再受理申诉。",
            f"Objections closed on {round.objection_due}.",
            clause="I2",
        )


@command
def withdraw(*, actor: Actor, appeal: Appeal, now: datetime) -> Appeal:
    """Take one's own appeal back.

    :raises NotAllowed: if somebody else's body made it
    """
    mine = appeal.made_by == actor.user_id or (
        actor.organisation and actor.organisation == appeal.organisation
    )
    if not mine:
        raise NotAllowed("只有申诉方能撤回。", "Only those who made the appeal may withdraw it.")
    apply(
        lifecycle=APPEAL,
        subject=appeal,
        move="withdraw",
        actor=actor,
        at=now,
        place=appeal.subject.path,
    )
    return appeal


@command
def reject(*, actor: Actor, appeal: Appeal, answer: str, now: datetime) -> Appeal:
    """Answer that the score stands, with reasons.

    :raises Refused: without reasons, or if the actor entered what is objected to (I2)
    """
    _demand_other_person(actor, appeal)
    _answer(actor, appeal, "reject", answer, now)
    return appeal


@command
def accept(
    *,
    actor: Actor,
    appeal: Appeal,
    answer: str,
    now: datetime,
    fact: str = "",
    value: Any = None,
    award: Decimal | None = None,
) -> Appeal:
    """Answer that the appeal is right: replace one fact, or the judgement, with the answer as its reason.

    fact, value: of the item in question; value as for `entries.Entry.raw`
    award: points, where the annex leaves the item to judgement and no fact is replaced
    The estate is scored anew as the next version; the one before stays beside it.

    :raises Refused: without reasons, if nothing would change, or if the actor entered what is objected to
    :raises FactFault: if the value is not what the fact allows (I2)
    """
    _demand_other_person(actor, appeal)
    pack, subject = pack_of(appeal.round), appeal.subject
    line = _line(pack.card, appeal.item)
    score = Score.objects.get(subject=subject, current=True)
    if fact:
        before, after = _replace_fact(actor, appeal, line, score, fact, value, answer, now)
    else:
        before, after = _replace_award(actor, appeal, line, score, award, answer, now)
    Score.objects.filter(pk=score.pk).update(current=False)
    score_subjects(
        appeal.round,
        RoundEstate.objects.filter(pk=subject.pk),
        now=now,
        version=score.version + 1,
        reason=answer.strip(),
    )
    _answer(
        actor,
        appeal,
        "accept",
        answer,
        now,
        fact=fact,
        value_before=before,
        value_after=after,
        version_before=score.version,
        version_after=score.version + 1,
    )
    return appeal


def _demand_other_person(actor: Actor, appeal: Appeal) -> None:
    demand(actor, "appeal.answer", at=appeal.subject.path, clause="I2")
    if actor.user_id is None:
        return
    facts = [fact.name for fact in _line(pack_of(appeal.round).card, appeal.item).facts]
    own = Attestation.objects.filter(
        subject=appeal.subject, fact__in=facts, by=actor.user_id, current=True
    ).exclude(origin=Origin.APPEAL)
    judged = Award.objects.filter(
        subject=appeal.subject, item=appeal.item, by=actor.user_id, current=True, party__isnull=False
    )
    if own.exists() or judged.exists():
        raise Refused(
            "这一项是您登记或评定的，申诉要换一位同事答复。",
            "You entered or judged this item yourself; a colleague has to answer the appeal.",
            clause="I2",
        )


def _answer(actor: Actor, appeal: Appeal, move: str, answer: str, now: datetime, **also: Any) -> None:
    apply(
        lifecycle=APPEAL,
        subject=appeal,
        move=move,
        actor=actor,
        at=now,
        place=appeal.subject.path,
        note=answer,
        answer=answer.strip(),
        answered_by=actor.user_id,
        answered_by_name=signature(actor),
        answered_at=now,
        **also,
    )


def _line(card: Card, item: str) -> Item:
    try:
        return card.item(item)
    except KeyError:
        raise Refused(f"评分表里没有“{item}”。", f"The score sheet has no item {item}.") from None


def _replace_fact(
    actor: Actor,
    appeal: Appeal,
    line: Item,
    score: Score,
    fact: str,
    value: Any,
    answer: str,
    now: datetime,
) -> tuple[Any, Any]:
    """Put a fact in the place of everything known about it; return it before and after."""
    spec = next((each for each in line.facts if each.name == fact), None)
    if spec is None:
        raise Refused(f"“{fact}”不属于这一项。", f"{fact} is no fact of this item.", fields=("fact",))
    after = dump(parse(spec, value, table=True))
    before = score.facts.get(fact, {}).get("value")
    if before == after and type(before) is type(after):
        raise Refused(
            "新值和原来一样，申诉成立就要改正一处。",
            "The new value is the old one; an accepted appeal changes something.",
            fields=("value",),
        )
    Attestation.objects.filter(subject=appeal.subject, fact=fact, party__isnull=True, current=True).update(
        current=False
    )
    row = Attestation.objects.create(
        round=appeal.round,
        subject=appeal.subject,
        fact=fact,
        value=after,
        on_date=timezone.localdate(now),
        by=actor.user_id,
        by_name=signature(actor),
        role=actor.role,
        at=now,
        reason=answer.strip(),
        origin=Origin.APPEAL,
    )
    row.files.set(appeal.files.all())
    return before, after


def _replace_award(
    actor: Actor, appeal: Appeal, line: Item, score: Score, award: Decimal | None, answer: str, now: datetime
) -> tuple[Any, Any]:
    """Put a judgement in the place of what stood there; return the points before and after."""
    if award is None:
        raise Refused(
            "申诉成立，请写明改正哪一条事实，或改评多少分。",
            "Say which fact is put right, or how many points it is now.",
            fields=("fact",),
        )
    refusal = award_fault(line, outcome.Award(award, answer))
    if refusal is not None:
        raise refusal
    Award.objects.filter(subject=appeal.subject, item=line.id, party__isnull=True, current=True).update(
        current=False
    )
    Award.objects.create(
        round=appeal.round,
        subject=appeal.subject,
        item=line.id,
        points=points.of(award),
        by=actor.user_id,
        by_name=signature(actor),
        role=actor.role,
        at=now,
        reason=answer.strip(),
        origin=Origin.APPEAL,
    )
    shown = next((each["score"] for each in score.result["items"] if each["id"] == line.id), None)
    return shown, points.text(points.of(award))
