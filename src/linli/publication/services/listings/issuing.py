"""Issuing accepted entries, and the ways an entry ends: rectified, taken down, expired."""

from __future__ import annotations

from datetime import date, datetime

from linli.base import journal, lifecycle
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.publication import deadlines
from linli.publication.lifecycle import LISTING
from linli.publication.models import Listing, PublishedListing, PublishedRound
from linli.publication.queries import listings, results
from linli.publication.terms import EntryState
from linli.rules import packs


@command
def issue(*, actor: Actor, round_code: str, now: datetime, today: date) -> list[PublishedListing]:
    """Publish every accepted entry of a round as one batch; each gets its last day from the pack.

    :raises Refused: if no accepted entry waits
    Source: clause I5
    """
    published = results.round_(actor, code=round_code)
    if not actor.may("result.publish", at=published.path):
        raise NotAllowed("您没有发布榜单的权限。", "You may not issue lists here.", clause="I5")
    rows = list(listings.entries(actor, round_code=round_code, state=EntryState.ACCEPTED))
    if not rows:
        raise Refused(
            "没有同意上榜的条目。请先逐条决定。", "No entry is accepted yet; decide them first.", clause="I5"
        )
    batch = _batch(published)
    return [_issue_one(row, published, batch, actor=actor, now=now, today=today) for row in rows]


def _batch(published: PublishedRound) -> str:
    issued = PublishedListing.objects.filter(round_code=published.code)
    return f"{published.code}-{issued.values('batch').distinct().count() + 1}"


def _issue_one(
    listing: Listing, published: PublishedRound, batch: str, *, actor: Actor, now: datetime, today: date
) -> PublishedListing:
    pack = packs.load(published.policy)
    until = deadlines.due(pack, pack.lists[listing.roll].expires, today).day
    lifecycle.apply(
        lifecycle=LISTING,
        subject=listing,
        move="issue",
        actor=actor,
        at=now,
        place=listing.path,
        batch=batch,
        issued_at=now,
        until=until,
    )
    return PublishedListing.objects.create(**_copy(listing), issued_on=today, until=until, published_at=now)


def _copy(listing: Listing) -> dict[str, object]:
    score = listing.score
    return {
        "listing": listing,
        "roll": listing.roll,
        "state": listing.state,
        "round_code": score.round.code,
        "batch": listing.batch,
        "estate_code": score.estate_code,
        "estate_name": score.estate_name,
        "subdistrict": score.subdistrict,
        "company": score.company,
        "mode": score.mode,
        "total": score.total,
        "grade": score.grade,
        "grade_en": score.grade_en,
        "vetoed": score.vetoed,
        "reasons": listing.reasons,
        "decided_by_name": listing.decided_by_name,
    }


@command
def rectify(*, actor: Actor, pk: int, note: str, now: datetime, today: date) -> Listing:
    """Let an entry go because what was wrong has been put right and seen to be so.

    :raises Refused: without saying what was checked
    Source: clause I6
    """
    return _end(listings.entry(actor, pk=pk), "rectify", actor=actor, note=note, now=now, today=today)


@command
def take_down(*, actor: Actor, pk: int, note: str, now: datetime, today: date) -> Listing:
    """Take an entry down before its time for another reason, such as an error."""
    return _end(listings.entry(actor, pk=pk), "leave", actor=actor, note=note, now=now, today=today)


@command
def expire(*, actor: Actor, now: datetime, today: date) -> int:
    """End every entry whose last day is over; return how many. Run daily; it always leaves a line."""
    rows = listings.entries(actor, state=EntryState.ISSUED).filter(until__lt=today)
    count = 0
    for listing in rows:
        _end(listing, "expire", actor=actor, note="", now=now, today=today)
        count += 1
    line = journal.Line(
        verb="listing.sweep", kind="publication.listing", place=actor.place, change={"ended": [0, count]}
    )
    journal.write_lines(actor=actor, lines=[line], at=now)
    return count


def _end(listing: Listing, move: str, *, actor: Actor, note: str, now: datetime, today: date) -> Listing:
    lifecycle.apply(
        lifecycle=LISTING,
        subject=listing,
        move=move,
        actor=actor,
        at=now,
        place=listing.path,
        note=note,
        ended_at=now,
        ending=note.strip(),
    )
    last = PublishedListing.objects.current().filter(listing=listing).first()
    if last is None:
        raise Refused("这一条没有发布过。", "This entry was never issued.")
    PublishedListing.objects.filter(pk=last.pk).update(superseded_at=now)
    PublishedListing.objects.create(
        **_copy(listing),
        issued_on=last.issued_on,
        until=last.until,
        ended_on=today,
        ending=note.strip(),
        published_at=now,
    )
    return listing
