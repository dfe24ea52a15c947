"""Service commitments: made, withdrawn, and what residents say of them (G8; 民法典938)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from linli.base import crypto
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import throttling
from linli.registry.models import Estate, ServiceProject
from linli.registry.services.writing import demand, swap, written
from linli.tripartite.measures import MEASURES
from linli.tripartite.models import Commitment, Opinion
from linli.tripartite.rights import promises_for
from linli.tripartite.terms import Side

LONGEST_DAYS = 3 * 366
VOICES = 60  # words from one network in a quarter of an hour; a whole estate may stand behind one address


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised. until: first day after it; measure: of `MEASURES`, "" if none, with its target"""

    side: str
    text: str
    since: date
    until: date
    measure: str = ""
    target: Decimal | None = None


@command
def make(*, actor: Actor, now: datetime, estate: Estate, given: Promise) -> Commitment:
    """Publish a commitment of one side of an estate (G8). A company's is part of its contract (民法典938).

    :raises NotAllowed: for a side that is not the actor's own
    :raises Refused: without words, with a term that can't be, or a figure the side can't promise
    """
    _demand_own(actor, estate, given.side)
    text = given.text.strip()
    if not text:
        raise _refused("请写承诺什么。", "Write what is promised.", "text")
    _check_term(given, timezone.localdate(now))
    _check_measure(given)
    project = _project(estate, given)
    if _standing(estate, given.side).filter(text=text, until__gt=given.since).exists():
        raise _refused("这一方已经有同样的承诺，还没有到期。", "This side promises the same already.", "text")
    row = Commitment.objects.create(
        estate=estate,
        side=given.side,
        project=project,
        text=text,
        since=given.since,
        until=given.until,
        measure=given.measure,
        target=given.target if given.measure else None,
        made_by_name=actor.name,
        updated_at=now,
    )
    change: dict[str, list[Any]] = {"until": [None, row.until], "measure": [None, row.measure]}
    written(
        row, f"commitment.{row.side}", change,
        actor=actor, now=now, place=estate.path, clause="G8", on=row.since,
    )  # fmt: skip
    return row


@command
def withdraw(*, actor: Actor, now: datetime, commitment: Commitment, reason: str) -> Commitment:
    """Withdraw a commitment from today on; it and the reason stay readable (G8).

    :raises NotAllowed: for a side that is not the actor's own
    :raises Refused: without a reason, or if it is withdrawn or over already
    """
    _demand_own(actor, commitment.estate, commitment.side)
    today = timezone.localdate(now)
    if not reason.strip():
        raise _refused("请写明撤回的原因，会和承诺一起公开。", "Say why; it is shown in public.", "reason")
    if commitment.withdrawn_on is not None or commitment.until <= today:
        raise _refused("这条承诺已经撤回或到期。", "It is withdrawn or over already.", "reason")
    fields = {"withdrawn_on": today, "withdrawn_why": reason.strip()[:200]}
    done = swap(commitment, fields, seen=None, now=now)
    path = commitment.estate.path
    written(
        commitment, "commitment.withdraw", done,
        actor=actor, now=now, place=path, clause="G8", note=reason.strip(), on=today,
    )  # fmt: skip
    return commitment


@command
def say(
    *, actor: Actor, now: datetime, commitment: Commitment, kept: bool, browser: str, network: str
) -> Opinion:
    """Record a resident's word on a commitment: kept or not. One browser, one word, which it may change.

    browser: the browser's own random key; network: where the word comes from, cut short. Neither is kept:
    of the key only a digest that differs from commitment to commitment.
    :raises Refused: if the commitment is not in force, or too many words come from there at once
    """
    today = timezone.localdate(now)
    if commitment.withdrawn_on is not None or not commitment.since <= today < commitment.until:
        raise _refused("这条承诺现在不在有效期内。", "This commitment is not in force now.", "kept")
    crowd = f"voice:{crypto.digest(network or '-', purpose='voice-network')}"
    if not throttling.count(crowd, now=now, limit=VOICES):
        raise _refused(
            "这里刚才的评价太多，请过一刻钟再来。",
            "Too many words from here; come back in 15 minutes.",
            "kept",
        )
    voice = crypto.digest(f"{browser}:{commitment.pk}", purpose="voice")
    row, new = Opinion.objects.update_or_create(
        commitment=commitment, voice=voice, defaults={"kept": kept, "said_at": now}
    )
    change = {"voices": [None, "new" if new else "changed"]}
    written(
        commitment, "commitment.opinion", change,
        actor=actor, now=now, place=commitment.estate.path, clause="G8",
    )  # fmt: skip
    return row


def _demand_own(actor: Actor, estate: Estate, side: str) -> None:
    demand(actor, "commitment.make", at=estate.path, clause="G8")
    if side not in Side.values or side not in promises_for(actor, estate):
        raise NotAllowed(
            "承诺由作出承诺的一方自己登记、自己撤回，不能替别人承诺。",
            "Each side makes and withdraws its own commitments; nobody promises for another.",
            clause="G8",
        )


def _standing(estate: Estate, side: str) -> Any:
    return Commitment.objects.filter(estate=estate, side=side, withdrawn_on__isnull=True)


def _check_term(given: Promise, today: date) -> None:
    if given.since > today:
        raise _refused(f"{given.since}还没有到。", f"{given.since} lies ahead.", "since")
    if given.until <= given.since:
        raise _refused("最后一天不能早于第一天。", "It must not end before it begins.", "until")
    if given.until <= today:
        raise _refused(
            "这个期限已经过了，请写还没有到的日期。", "This term is over; give a day ahead.", "until"
        )
    if (given.until - given.since).days > LONGEST_DAYS:
        raise _refused(
            "承诺期限最长三年，到期再续。", "Three years at most; renew it when they are over.", "until"
        )


def _check_measure(given: Promise) -> None:
    if not given.measure:
        return
    measure = MEASURES.get(given.measure)
    if measure is None or given.side not in measure.sides:
        raise _refused(
            "这一方不能用这个数据来承诺，请换一个。", "This side can't promise this figure.", "measure"
        )
    if given.target is None or given.target < 0:
        raise _refused(
            f"请写要达到的数（{measure.unit.zh}）。", f"Give the target ({measure.unit.en}).", "target"
        )
    if measure.unit.zh == "%" and given.target > 100:
        raise _refused("比例不能超过100。", "A share is 100 at most.", "target")


def _project(estate: Estate, given: Promise) -> ServiceProject | None:
    """Return the service a company's commitment belongs to."""
    if given.side != Side.COMPANY:
        return None
    found: ServiceProject | None = ServiceProject.objects.filter(estate=estate, until__isnull=True).first()
    if found is None:
        raise _refused("现在没有物业企业服务这个小区。", "No company serves this estate now.", "side")
    if given.since < found.since:
        raise _refused(
            f"企业{found.since}才开始服务，承诺不能早于这一天。",
            f"The company serves since {found.since}; the commitment can't be earlier.",
            "since",
        )
    return found


def _refused(zh: str, en: str, field: str) -> Refused:
    return Refused(zh, en, clause="G8", fields=(field,))
