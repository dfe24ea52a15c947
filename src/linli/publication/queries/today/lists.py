"""What the lists ask for: proposals to decide, objections to answer, notices to answer to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from linli.assessment.terms import Todo, tone
from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.publication.models import Listing, Objection
from linli.publication.queries import listings
from linli.publication.terms import EntryState, Roll

LIMIT = 6


def list_lines(actor: Actor, *, now: datetime) -> list[Todo]:
    """Return what the lists ask of the actor; four queries at most."""
    today = timezone.localdate(now)
    if actor.may_somewhere("listing.decide"):
        return [*_counted(actor), *_heard(actor, today), *_to_answer(actor)]
    if actor.may_somewhere("appeal.make"):
        return list(_told(actor, today))
    return []


def _counted(actor: Actor) -> Iterator[Todo]:
    rows = Listing.objects.visible_to(actor, "listing.decide").order_by()
    wanted = rows.filter(state__in=[EntryState.PROPOSED, EntryState.ACCEPTED]).values("state")
    count = {row["state"]: row["n"] for row in wanted.annotate(n=Count("pk"))}
    if n := count.get(EntryState.PROPOSED):
        yield Todo(
            title=Text(f"红黑榜有 {n} 条提名等您逐条决定", f"{n} proposed entries wait for your decision"),
            tone="wait",
            url="publication:listings",
            clause="I5",
            action=Text("去决定", "Decide"),
        )
    if n := count.get(EntryState.ACCEPTED):
        yield Todo(
            title=Text(f"{n} 条已同意上榜，等发布", f"{n} accepted entries wait to be issued"),
            tone="wait",
            url="publication:listings",
            clause="I5",
            action=Text("去发布", "Issue"),
        )


def _heard(actor: Actor, today: date) -> Iterator[Todo]:
    """Black entries whose days to object are over: now somebody decides."""
    rows = listings.entries(actor, state=EntryState.NOTICED, roll=Roll.BLACK)
    for listing in rows.filter(object_until__lt=today)[:LIMIT]:
        name = listing.score.estate_name
        yield Todo(
            title=Text(f"异议期满，决定{name}是否列入黑榜", f"Decide on the black entry of {name}"),
            tone="wait",
            url="publication:entry",
            args={"pk": listing.pk},
            place=name,
            clause="I5",
            action=Text("去决定", "Decide"),
        )


def _to_answer(actor: Actor) -> Iterator[Todo]:
    rows = Objection.objects.visible_to(actor, "listing.decide").filter(answered_at__isnull=True)
    for objection in rows.select_related("listing__score").order_by("made_at")[:LIMIT]:
        name = objection.listing.score.estate_name
        yield Todo(
            title=Text(f"答复{name}对列入黑榜的异议", f"Answer the objection of {name}"),
            tone="wait",
            url="publication:entry",
            args={"pk": objection.listing_id},
            place=name,
            clause="I5",
            action=Text("去答复", "Answer"),
        )


def _told(actor: Actor, today: date) -> Iterator[Todo]:
    """What a company was told: a notice it may object to, or an entry it may leave by mending."""
    rows = listings.entries(actor).filter(state__in=[EntryState.NOTICED, EntryState.ISSUED])
    for listing in rows.exclude(roll=Roll.RED)[:LIMIT]:
        name, told = listing.score.estate_name, listing.state == EntryState.NOTICED
        due = listing.object_until if told else listing.until
        yield Todo(
            title=Text(
                f"{name}拟列入黑榜，可以提出异议"
                if told
                else f"{name}在{listing.get_roll_display()}，整改合格可退出",
                f"{name}: you may object to the entry" if told else f"{name} is on a list until it is mended",
            ),
            tone=tone(due, today),
            url="publication:entry",
            args={"pk": listing.pk},
            due=due,
            place=name,
            clause="I5",
            action=Text("去看", "Look"),
        )
