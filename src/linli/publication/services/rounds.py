"""From a round of the assessment to what the public reads: the move and the copy are one transaction."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from linli.assessment.models import Appeal, Round
from linli.assessment.services import appealing, deciding
from linli.assessment.terms import RoundState
from linli.base import jobs, journal
from linli.base.command import command
from linli.base.models import Job
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.publication.models import PublishedRound
from linli.publication.queries import copying, filing
from linli.publication.services import results
from linli.publication.services.persons import name_of
from linli.publication.terms import Stage

AT_ONCE = 2000  # estates copied while somebody waits; more are the worker's
KIND = "round.publish"


@command
def publish_draft(
    *, actor: Actor, round: Round, now: datetime, incomplete_because: str = ""
) -> PublishedRound:
    """Publish a round's draft: companies and committees may object from now on.

    incomplete_because: why estates that are not fully assessed are shown, if there are some
    :raises Refused: as `assessment.services.deciding.publish_draft`
    Source: clause I2
    """
    deciding.publish_draft(actor=actor, round=round, now=now, incomplete_because=incomplete_because)
    return _copy(actor, round, stage=Stage.DRAFT, decided_by=name_of(actor), now=now)


@command
def withdraw_draft(*, actor: Actor, round: Round, note: str, now: datetime) -> Round:
    """Take a draft back into review, and off the public pages; what was shown stays in the journal.

    :raises Refused: as `assessment.services.deciding.withdraw_draft`
    Source: clause I2
    """
    shown = copying.current_draft(actor, round)
    deciding.withdraw_draft(actor=actor, round=round, note=note, now=now)
    if shown is not None:
        PublishedRound.objects.filter(pk=shown.pk).update(superseded_at=now)
    return round


@command
def accept_appeal(
    *,
    actor: Actor,
    appeal: Appeal,
    answer: str,
    now: datetime,
    fact: str = "",
    value: Any = None,
    award: Decimal | None = None,
) -> Appeal:
    """Accept an appeal and let the public read the draft as it stands now.

    fact, value, award: what is put right, as for `assessment.services.appealing.accept`
    :raises Refused: as there
    Source: clause I2
    """
    found = appealing.accept(
        actor=actor, appeal=appeal, answer=answer, now=now, fact=fact, value=value, award=award
    )
    _renew_or_ask(actor, appeal.round, now)
    return found


@command
def reject_appeal(*, actor: Actor, appeal: Appeal, answer: str, now: datetime) -> Appeal:
    """Reject an appeal and let the public read the answer.

    :raises Refused: as `assessment.services.appealing.reject`
    Source: clause I2
    """
    found = appealing.reject(actor=actor, appeal=appeal, answer=answer, now=now)
    _renew_or_ask(actor, appeal.round, now)
    return found


def _renew_or_ask(actor: Actor, round: Round, now: datetime) -> None:
    if copying.current_draft(actor, round) is None:
        return
    if round.estates <= AT_ONCE:
        renew_draft(actor=actor, round=round, now=now)
        return
    arguments = {"round": round.pk, "step": "renew"}
    jobs.ask(actor=actor, kind=KIND, arguments=arguments, place=round.path, now=now)


@command
def renew_draft(*, actor: Actor, round: Round, now: datetime) -> PublishedRound:
    """Copy a draft anew for the public, with the appeals answered so far and the scores they changed.

    :raises Refused: if no draft of the round is public
    Source: clause I2
    """
    shown = copying.current_draft(actor, round)
    if shown is None or round.state != RoundState.DRAFT:
        raise Refused("这一轮没有在公示。", "No draft of this round is public.", clause="I2")
    renewed = results.renew(
        actor=actor,
        copy=copying.round_copy(actor, round, stage=Stage.DRAFT, decided_by=shown.decided_by_name),
        standings=copying.standings(actor, round),
        scores=copying.scores(actor, round),
        now=now,
    )
    return _with_files(actor, renewed, now)


@command
def publish_final(*, actor: Actor, round: Round, decider: str, title: str, now: datetime) -> PublishedRound:
    """Settle a round after its days of objection and publish it in the name of the person who decided.

    decider, title: name and office, as they stand on the notice
    :raises Refused: before the days of objection are over, with an open appeal, or without a name
    Source: clause I2
    """
    if round.state == RoundState.DRAFT:
        deciding.finalise(actor=actor, round=round, now=now)
    deciding.publish(actor=actor, round=round, decider=decider, title=title, now=now)
    return _copy(actor, round, stage=Stage.FINAL, decided_by=f"{decider.strip()}（{title.strip()}）", now=now)


def _copy(actor: Actor, round: Round, *, stage: str, decided_by: str, now: datetime) -> PublishedRound:
    published = results.publish(
        actor=actor,
        copy=copying.round_copy(actor, round, stage=stage, decided_by=decided_by),
        standings=copying.standings(actor, round),
        scores=copying.scores(actor, round),
        now=now,
    )
    return _with_files(actor, published, now)


def _with_files(actor: Actor, published: PublishedRound, now: datetime) -> PublishedRound:
    """Have the files of what was just published made before somebody asks for them."""
    arguments = {"published": published.pk}
    jobs.ask(actor=actor, kind=filing.KIND, arguments=arguments, place=published.path, now=now)
    return published


@command
def ask(*, actor: Actor, round: Round, step: str, said: dict[str, str], now: datetime) -> Job:
    """Have a large round published by the worker; what it comes to is shown on the page that asked.

    step: "draft" or "final"; said: the words of the form

    :raises NotAllowed: if the actor may not publish results there
    """
    if not actor.may("result.publish", at=round.path):
        raise NotAllowed("您没有公布考评结果的权限。", "You may not publish results here.", clause="I2")
    arguments = {"round": round.pk, "step": step, **said}
    job = jobs.ask(actor=actor, kind=KIND, arguments=arguments, place=round.path, now=now)
    journal.write(
        actor=actor,
        verb="result.ask",
        subject=round,
        at=now,
        clause="I2",
        change={"step": [None, step], "job": [None, job.pk]},
    )
    return job
