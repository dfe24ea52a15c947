"""Judge an item, where the annex leaves it to judgement; take a judgement back to the default reading."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from linli.assessment.leave import demand, demand_open, refuse_conflict, signature, the_party
from linli.assessment.models import Award, Round, RoundEstate
from linli.assessment.scoring.run import pack_of, score_subjects
from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed
from linli.rules.scorecard import outcome, points
from linli.rules.scorecard.engine import award_fault
from linli.rules.scorecard.model import Card, Item


@command
def award(
    *,
    actor: Actor,
    subject: RoundEstate,
    item: str,
    given: Decimal,
    reason: str,
    now: datetime,
    party: str = "",
) -> Award:
    """Judge one item of one estate; the default reading steps back and stays shown.

    given: points, two decimals
    :raises Refused: if the annex computes the item, the points are out of range, or the reason is missing
    :raises NotAllowed: without the right to judge there, or if the item is not for the actor's party
    """
    round = subject.round
    line, kind = _allowed(actor, round, subject, item, party)
    refusal = award_fault(line, outcome.Award(given, reason))
    if refusal is not None:
        raise refusal
    flagged = refuse_conflict(actor, round, [subject])
    before = _set_aside(subject, item, kind)
    kept: Award = Award.objects.create(
        round=round,
        subject=subject,
        party_id=kind,
        item=item,
        points=points.of(given),
        by=actor.user_id,
        by_name=signature(actor),
        role=actor.role,
        at=now,
        reason=reason.strip(),
        flagged=bool(flagged),
    )
    journal.write(
        actor=actor,
        verb="award.give",
        subject=subject,
        at=now,
        clause=line.clause,
        note=reason.strip(),
        change={item: [before, points.text(kept.points)]},
    )
    score_subjects(round, RoundEstate.objects.filter(pk=subject.pk), now=now)
    return kept


@command
def take_back(*, actor: Actor, subject: RoundEstate, item: str, now: datetime, party: str = "") -> None:
    """Give up a judgement; the default reading counts again.

    :raises NoSuch: if there is no judgement of the actor's party
    """
    round = subject.round
    line, kind = _allowed(actor, round, subject, item, party)
    before = _set_aside(subject, item, kind)
    if before is None:
        raise NoSuch("这一项没有酌定过。", "Nobody has judged this item.")
    journal.write(
        actor=actor,
        verb="award.take_back",
        subject=subject,
        at=now,
        clause=line.clause,
        change={item: [before, None]},
    )
    score_subjects(round, RoundEstate.objects.filter(pk=subject.pk), now=now)


def _allowed(actor: Actor, round: Round, subject: RoundEstate, item: str, party: str) -> tuple[Item, int]:
    """Return the item and the id of the party the actor judges it for."""
    demand_open(round)
    demand(actor, "award.give", at=subject.path, clause="I1")
    line = _item(pack_of(round).card, item)
    mine = the_party(actor, list(round.parties.all()), party)
    if mine.items and item not in mine.items:
        raise NotAllowed(
            f"“{line.title_zh}”不归{mine.name}评。", f"{line.title_en} is not for this party to judge."
        )
    return line, mine.pk


def _item(card: Card, item: str) -> Item:
    try:
        return card.item(item)
    except KeyError:
        raise NoSuch(f"评分表里没有“{item}”。", f"The score sheet has no item {item}.") from None


def _set_aside(subject: RoundEstate, item: str, party: int) -> str | None:
    """Put the party's present judgement aside; return its points, None if there was none."""
    rows = Award.objects.filter(subject=subject, item=item, party=party, current=True)
    before = rows.values_list("points", flat=True).first()
    rows.update(current=False)
    return None if before is None else points.text(before)
