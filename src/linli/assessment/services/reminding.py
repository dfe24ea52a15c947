"""Remind whoever is late: a line in the journal, a word in their Today, and not twice on one day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.assessment.leave import demand, demand_open, signature
from linli.assessment.models import Party, Reminder, Round, RoundEstate
from linli.assessment.queries import reminders, running
from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@command
def remind_party(*, actor: Actor, round: Round, party: Party, now: datetime) -> Reminder:
    """Remind a party of the estates it has not entered yet.

    :raises NotAllowed: if the actor does not run the round
    :raises Refused: if the round takes no entries, nothing is left, or it was reminded today already
    """
    demand(actor, "round.manage", at=round.path, clause="I1")
    demand_open(round)
    left = next(each.left for each in running.progress(actor, round) if each.party.pk == party.pk)
    if not left:
        raise Refused(f"{party.name}已经登记完了，不用催。", f"{party.kind} has entered everything.")
    return _remind(actor, round, party.name, left, now=now, party=party)


@command
def remind_company(*, actor: Actor, subject: RoundEstate, now: datetime) -> Reminder:
    """Remind the company of an estate of what its sheets in the round wait for, in all its estates.

    :raises NotAllowed: if the actor does not run the round
    :raises Refused: if no company serves there, it owes nothing, or it was reminded today already
    """
    round = subject.round
    demand(actor, "round.manage", at=round.path, clause="I1")
    demand_open(round)
    name, company = subject.company_name, subject.company_id
    left = len(reminders.lacking(actor, round, company=company)) if company else 0
    if not left:
        raise Refused(
            "这个小区没有要企业补登的资料，不用催。", "No company owes this estate's sheet anything."
        )
    return _remind(actor, round, name, left, now=now, company_id=company)


def _remind(actor: Actor, round: Round, name: str, left: int, *, now: datetime, **whom: Any) -> Reminder:
    said = {"at": now, "by": actor.user_id, "by_name": signature(actor), "left": left}
    row, made = Reminder.objects.get_or_create(round=round, on=timezone.localdate(now), **whom, defaults=said)
    if not made:
        at = f"{timezone.localtime(row.at):%H:%M}"
        raise Refused(
            f"{row.by_name}今天 {at} 已经催过{name}，明天可以再催。",
            f"{row.by_name} reminded them today at {at} already; you may again tomorrow.",
        )
    journal.write(
        actor=actor,
        verb="round.remind",
        subject=row,
        at=now,
        place=round.path,
        clause="I1",
        change={"to": [None, name], "left": [None, left]},
    )
    found: Reminder = row
    return found
