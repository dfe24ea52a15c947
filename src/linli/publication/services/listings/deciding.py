"""The notice before a black entry, the company's objection, and the decision on each entry."""

from __future__ import annotations

from datetime import date, datetime

from linli.base import journal, lifecycle
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.publication import deadlines
from linli.publication.lifecycle import CREDIT, LISTING
from linli.publication.models import Listing, Objection
from linli.publication.queries import listings
from linli.publication.services.persons import name_of
from linli.publication.terms import EntryState
from linli.rules import packs


@command
def serve(
    *, actor: Actor, pk: int, served_on: date, how: str, number: str, now: datetime, today: date
) -> Listing:
    """Record that the company was told in writing, and open its days to object.

    served_on: the day it was delivered; how: by whom and how, e.g. "直接送达，项目经理签收"

    :raises Refused: if the entry is no black one, the day lies ahead, or how it was served is not said
    Source: Henan Social Credit Regulation art. 28
    """
    listing = listings.entry(actor, pk=pk)
    if not listing.is_black:
        raise Refused(
            "只有拟列入黑榜的要事先告知。", "Only a black entry needs a prior notice.", clause=CREDIT
        )
    if served_on > today:
        raise Refused(
            f"送达日期 {served_on} 还没到，请填实际送达的那一天。",
            f"{served_on} lies ahead; give the day it was delivered.",
            fields=("served_on",),
        )
    if not how.strip():
        raise Refused(
            "请写明怎么送达、谁签收。", "Say how it was served and who signed for it.", fields=("how",)
        )
    pack = packs.load(listing.score.round.policy)
    term = deadlines.due(pack, pack.lists["black"].notice or "objection", served_on)
    lifecycle.apply(
        lifecycle=LISTING,
        subject=listing,
        move="serve",
        actor=actor,
        at=now,
        place=listing.path,
        served_on=served_on,
        served_how=how.strip(),
        notice_number=number.strip(),
        object_until=term.day,
        object_provisional=term.provisional,
    )
    return listing


@command
def object_to(*, actor: Actor, pk: int, text: str, now: datetime, today: date) -> Objection:
    """Say, for the company, why the entry should not be made.

    :raises NotAllowed: if the actor does not speak for a company or committee there
    :raises Refused: without a reason, or outside the days to object
    Source: Henan Social Credit Regulation art. 28
    """
    listing = listings.entry(actor, pk=pk)
    if not actor.may("appeal.make", at=listing.path):
        raise NotAllowed(
            "只有该小区的企业可以提出异议。", "Only the estate's company may object.", clause=CREDIT
        )
    if listing.state != EntryState.NOTICED or listing.object_until is None:
        raise Refused("现在不能提出异议。", "No objection can be made now.", clause=CREDIT)
    if today > listing.object_until:
        raise Refused(
            f"提出异议的期限 {listing.object_until} 已过，可以向区住建局书面反映。",
            f"The days to object ended on {listing.object_until}; write to the bureau.",
            clause=CREDIT,
        )
    if not text.strip():
        raise Refused("请写明异议的理由。", "Say why you object.", fields=("text",))
    objection = Objection.objects.create(
        listing=listing,
        text=text.strip(),
        made_by=actor.user_id or 0,
        made_by_name=name_of(actor),
        made_at=now,
    )
    journal.write(
        actor=actor, verb="listing.object", subject=objection, at=now, place=listing.path, clause=CREDIT
    )
    return objection


@command
def answer(*, actor: Actor, pk: int, text: str, now: datetime) -> Objection:
    """Answer an objection with reasons.

    :raises NoSuch: if there is no such objection within reach
    :raises Refused: without reasons, or if it was answered before
    """
    objection: Objection | None = Objection.objects.visible_to(actor, "listing.decide").filter(pk=pk).first()
    if objection is None:
        raise NoSuch("没有这条异议。", "There is no such objection.")
    if not text.strip():
        raise Refused("请写明答复和理由。", "Give the answer and its reasons.", fields=("text",))
    fields = {"answer": text.strip(), "answered_by_name": name_of(actor), "answered_at": now}
    if not Objection.objects.filter(pk=pk, answered_at__isnull=True).update(**fields):
        raise Refused("这条异议已经答复过。", "It was answered before.")
    for name, value in fields.items():
        setattr(objection, name, value)
    journal.write(
        actor=actor,
        verb="listing.answer",
        subject=objection,
        at=now,
        place=objection.listing.path,
        clause=CREDIT,
    )
    return objection


@command
def decide(*, actor: Actor, pk: int, accept: bool, reason: str, now: datetime, today: date) -> Listing:
    """Accept or decline one entry, by name and with a reason.

    :raises Refused: a black entry without notice, before its days to object are over, or with an objection
        that nobody has answered
    Source: clause I5; Henan Social Credit Regulation art. 28
    """
    listing = listings.entry(actor, pk=pk)
    if accept and listing.is_black:
        _heard(listing, today)
    lifecycle.apply(
        lifecycle=LISTING,
        subject=listing,
        move="accept" if accept else "decline",
        actor=actor,
        at=now,
        place=listing.path,
        note=reason,
        decided_by=actor.user_id,
        decided_by_name=name_of(actor),
        decided_at=now,
        decision=reason.strip(),
    )
    return listing


def _heard(listing: Listing, today: date) -> None:
    if listing.served_on is None or listing.object_until is None:
        raise Refused(
            "列入黑榜要先书面告知企业，记下送达日期后再决定。",
            "A black entry needs a written notice first; record its service, then decide.",
            clause=CREDIT,
        )
    if today <= listing.object_until:
        raise Refused(
            f"企业可以提出异议到 {listing.object_until}，期满后再决定。",
            f"The company may object until {listing.object_until}; decide after that.",
            clause=CREDIT,
        )
    if Objection.objects.filter(listing=listing, answered_at__isnull=True).exists():
        raise Refused(
            "还有异议没有答复，请先答复。", "An objection is unanswered; answer it first.", clause=CREDIT
        )


@command
def reopen(*, actor: Actor, pk: int, reason: str, now: datetime) -> Listing:
    """Take back a decision that has not been published, with the reason."""
    listing = listings.entry(actor, pk=pk)
    lifecycle.apply(
        lifecycle=LISTING,
        subject=listing,
        move="reopen",
        actor=actor,
        at=now,
        place=listing.path,
        note=reason,
        decided_by=None,
        decided_by_name="",
        decided_at=None,
        decision="",
    )
    return listing
