"""Members by name: kept inside the branch, sealed, and every look at them written down."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.party.models import Member, Organisation
from linli.party.rights import demand_for
from linli.party.services.checks import check_ended
from linli.registry.services.writing import swap, written
from linli.rules.folding import fold, tidy

RIGHT = "member.view"


@command
def enter(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    name: str,
    standing: str,
    joined_on: date,
    post: str = "",
) -> Member:
    """Enter a member into the branch's own list; the journal does not say who (H2 J6).

    :raises NotAllowed: if the actor does not act for the branch
    :raises Refused: without a name, for a day ahead, or if the name is in the list already
    """
    today = timezone.localdate(now)
    demand_for(actor, organisation, RIGHT, on=today, clause="H2")
    named = tidy(name)
    if not named:
        raise Refused("请写姓名。", "Write the name.", fields=("name",))
    if organisation.until is not None:
        raise Refused("这个党组织已经撤销。", "This organisation has ended.")
    check_ended(joined_on, today, field="joined_on")
    present = Member.objects.filter(organisation=organisation, left_on__isnull=True)
    if fold(named) in {fold(row.name) for row in present}:
        raise Refused(
            f"名册里已有“{named}”。同名的请在姓名后加注，如“{named}（女）”。",
            f"“{named}” is in the list already; tell two of one name apart by a note.",
            fields=("name",),
        )
    row = Member.objects.create(
        organisation=organisation,
        name=named,
        standing=standing,
        post=tidy(post),
        joined_on=joined_on,
        updated_at=now,
    )
    shown: dict[str, Any] = {"standing": [None, standing], "joined_on": [None, joined_on]}
    written(
        row, "member.enter", shown, actor=actor, now=now, place=organisation.path, clause="H2", on=joined_on
    )
    return row


@command
def change(
    *,
    actor: Actor,
    now: datetime,
    member: Member,
    standing: str,
    post: str,
    seen: datetime | None = None,
) -> Member:
    """Change a member's standing (a probationary member becomes full) or post.

    :raises Stale: if someone changed it since `seen`
    """
    organisation = member.organisation
    demand_for(actor, organisation, RIGHT, on=timezone.localdate(now), clause="H2")
    done = swap(member, {"standing": standing, "post": tidy(post)}, seen=seen, now=now)
    written(member, "member.change", done, actor=actor, now=now, place=organisation.path, clause="H2")
    return member


@command
def leave(*, actor: Actor, now: datetime, member: Member, on: date) -> Member:
    """A member leaves the branch; the row stays, sealed.

    :raises Refused: if the member has left already, or for a day ahead or not after joining
    """
    organisation, today = member.organisation, timezone.localdate(now)
    demand_for(actor, organisation, RIGHT, on=today, clause="H2")
    if member.left_on is not None:
        raise Refused("这名党员已经转出。", "This member has left already.")
    check_ended(on, today, field="on", after=member.joined_on)
    done = swap(member, {"left_on": on}, seen=None, now=now)
    written(member, "member.leave", done, actor=actor, now=now, place=organisation.path, clause="H2", on=on)
    return member


@command
def look(*, actor: Actor, now: datetime, organisation: Organisation, purpose: str) -> list[Member]:
    """Return the members by name to whoever acts for the branch; that he looked is written down.

    :raises NotAllowed: if the actor does not act for the branch
    :raises Refused: without a purpose
    """
    demand_for(actor, organisation, RIGHT, on=timezone.localdate(now), clause="H2")
    if not purpose.strip():
        raise Refused("请写查看用途。", "Say what for.", fields=("purpose",))
    rows = list(
        Member.objects.filter(organisation=organisation).order_by(
            F("left_on").asc(nulls_first=True), "joined_on", "pk"
        )
    )
    written(
        organisation,
        "member.view",
        {"members": [None, len(rows)]},
        actor=actor,
        now=now,
        place=organisation.path,
        note=purpose.strip(),
    )
    return rows
