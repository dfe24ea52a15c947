"""The red, watch and black lists: entries on the desk, and what of them is published."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.lifecycle import Move
from linli.publication.lifecycle import LISTING
from linli.publication.models import Listing, Objection, PublishedListing, PublishedScore
from linli.publication.terms import EntryState, Roll

VIEW = "round.view"


def entries(actor: Actor, *, round_code: str = "", roll: str = "", state: str = "") -> Any:
    """Return the entries within the actor's reach as a queryset, black first, newest first.

    A company reads only what the bureau has told it: entries it was given notice of, and issued ones.
    """
    rows = Listing.objects.visible_to(actor, VIEW).select_related("score__round")
    rows = rows.defer("score__round__card", "score__round__figures")
    if not actor.may_somewhere("listing.decide"):
        told = Q(served_on__isnull=False) | Q(issued_at__isnull=False)
        rows = rows.filter(told)
    for field, value in (("score__round__code", round_code), ("roll", roll), ("state", state)):
        rows = rows.filter(**{field: value}) if value else rows
    return rows.order_by("-score__round__start", "roll", "score__position")


def entry(actor: Actor, *, pk: int) -> Listing:
    """Return one entry.

    :raises NoSuch: if there is none within the actor's reach
    """
    found: Listing | None = entries(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuch("没有这条上榜记录。", "There is no such entry.")
    return found


def objections(actor: Actor, listing: Listing) -> list[Objection]:
    """Return what was objected to an entry, oldest first; the caller has read the entry through `entry`."""
    return list(Objection.objects.filter(listing=listing).order_by("id"))


def open_moves(actor: Actor, listing: Listing) -> list[Move]:
    """Return the moves the actor may make now; a black entry is accepted only after its notice."""
    moves = [move for move in LISTING.open_from(listing.state) if actor.may(move.needs, at=listing.path)]
    if listing.is_black:
        return [m for m in moves if not (m.name == "accept" and listing.served_on is None)]
    return [m for m in moves if m.name != "serve"]


def may_object(actor: Actor, listing: Listing, *, on: date) -> bool:
    """Test if the actor may object to an entry that day."""
    until = listing.object_until
    if listing.state != EntryState.NOTICED or until is None or on > until:
        return False
    return actor.may("appeal.make", at=listing.path)


def tally(actor: Actor, *, round_code: str = "") -> dict[str, int]:
    """Return how many entries stand in each state; one query."""
    rows = entries(actor, round_code=round_code).order_by().values("state").annotate(n=Count("id"))
    return {row["state"]: row["n"] for row in rows}


def issuable(actor: Actor) -> list[str]:
    """Return the codes of the rounds with accepted entries that wait to be issued; one query."""
    rows = entries(actor, state=EntryState.ACCEPTED).order_by()
    return sorted(rows.values_list("score__round__code", flat=True).distinct())


def published(actor: Actor, *, roll: str = "", on: date | None = None) -> Any:
    """Return the published entries as last published, a queryset. on: only those on the list that day."""
    rows = PublishedListing.objects.current()
    if roll:
        rows = rows.filter(roll=roll)
    if on is not None:
        rows = rows.filter(state=EntryState.ISSUED, until__gte=on)
    return rows.order_by("-issued_on", "-total", "estate_name")


def standing(actor: Actor, *, on: date) -> list[dict[str, Any]]:
    """Return how many estates are on each list that day, in the order of the lists; one query."""
    rows = published(actor, on=on).order_by().values("roll").annotate(n=Count("id"))
    count = {row["roll"]: row["n"] for row in rows}
    return [{"roll": roll.value, "words": roll.label, "count": count.get(roll.value, 0)} for roll in Roll]


def of_round(actor: Actor, *, code: str) -> dict[str, list[PublishedListing]]:
    """Return the published entries of one round by list, best first; one query."""
    found: dict[str, list[PublishedListing]] = {roll: [] for roll in Roll.values}
    for row in PublishedListing.objects.current().filter(round_code=code).order_by("-total", "estate_name"):
        found[row.roll].append(row)
    return found


def of_estate(actor: Actor, *, estate_code: str, on: date) -> list[PublishedListing]:
    """Return the entries an estate is on that day."""
    return list(published(actor, on=on).filter(estate_code=estate_code))


def earlier(actor: Actor, score: PublishedScore, *, roll: str) -> list[PublishedListing]:
    """Return the entries of an estate on one list before a score's round, newest first."""
    rows = PublishedListing.objects.current().filter(estate_code=score.estate_code, roll=roll)
    return list(rows.filter(published_at__lt=score.round.published_at).order_by("-issued_on")[:6])
