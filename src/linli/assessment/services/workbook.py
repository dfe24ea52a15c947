"""A round's workbook that came back filled in: what differs from what stands is entered, all or nothing."""

from __future__ import annotations

from datetime import datetime

from linli.assessment.entries import Entry
from linli.assessment.models import Round
from linli.assessment.queries.book import changed
from linli.assessment.services import entering
from linli.assessment.terms import Origin
from linli.base import tables
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.paper.roundbook import ABOUT, FACTS
from linli.paper.roundfacts import Facts, facts_of


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
