"""A round's workbook: asked for, and taken in again, where what differs is entered, all or nothing."""

from __future__ import annotations

from datetime import datetime

from linli.assessment.entries import Entry
from linli.assessment.models import Round
from linli.assessment.queries.book import changed
from linli.assessment.services import entering
from linli.assessment.terms import Origin
from linli.base import jobs, journal, tables
from linli.base.command import command
from linli.base.models import Job
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.paper.roundbook import ABOUT, FACTS
from linli.paper.roundfacts import Facts, facts_of

KIND = "round.workbook"


@command
def take_in(*, actor: Actor, round: Round, raw: bytes, name: str, reason: str, now: datetime) -> int:
    """Enter the facts of a workbook that differ from what stands; return how many there were.

    reason: stands with each of them; where a recorded fact changes, it is the reason for that
    :raises Refused: if it is no workbook of ours, is one of another policy, or says nothing new
    :raises EntriesRefused: with all faults; nothing is entered then (I1)
    """
    found = _read(raw, name)
    if found.policy_hash != round.pack_sha256:
        raise Refused(
            "这份工作簿是按另一份规则导出的，请从本轮重新导出后再填。",
            "The workbook was made under another pack; export it from this round again.",
            fields=("file",),
        )
    news = changed(actor, round, found.values)
    if not news:
        raise Refused("和现在的一样，没有要改的。", "This is what stands already; nothing changes.")
    given = {
        code: [Entry(fact, value, reason=reason) for fact, value in facts.items()]
        for code, facts in news.items()
    }
    return entering.attest(actor=actor, round=round, given=given, origin=Origin.IMPORT, now=now)


def _read(raw: bytes, name: str) -> Facts:
    """Open the two sheets behind the guards every upload passes."""
    about, facts = (
        [list(cells) for _number, cells in tables.read(raw, name, sheet=sheet).rows]
        for sheet in (ABOUT, FACTS)
    )
    return facts_of(about, facts)


@command
def ask(*, actor: Actor, round: Round, now: datetime) -> Job:
    """Have the worker write the round as a workbook, of the estates the actor may see.

    :raises NotAllowed: if the actor sees no rounds
    """
    if not actor.may_somewhere("round.view"):
        raise NotAllowed("您没有查看考评的权限。", "You may not see rounds.", clause="I1")
    arguments = {"round": round.pk, "for": actor.user_id}
    job = jobs.ask(actor=actor, kind=KIND, arguments=arguments, place=round.path, now=now)
    journal.write(actor=actor, verb="round.ask_workbook", subject=round, at=now, clause="I1")
    return job
