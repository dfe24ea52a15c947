"""Deliberation halls (议事厅): registered with what they display, and booked without overlap (E2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.party.models import Booking, Hall
from linli.party.naming import name_of
from linli.party.queries.halls import may_book
from linli.registry.services.writing import demand, swap, written
from linli.rules.folding import tidy

FACTS = frozenset({"name", "address", "seats", "displays", "photo", "since", "until"})
CLAUSE = "E2"
LONGEST = timedelta(hours=16)
FURTHEST = timedelta(days=365)


@command
def register(*, actor: Actor, now: datetime, path: str, fields: Mapping[str, Any]) -> Hall:
    """Enter the hall of a community and what it displays (E2).

    :raises NotAllowed: if the actor manages no halls at `path`
    :raises Refused: without a name, or ahead of today
    """
    demand(actor, "hall.manage", at=path, clause=CLAUSE)
    facts = _checked(fields, now)
    hall = Hall.objects.create(path=path, updated_at=now, **facts)
    change = {name: [None, facts.get(name)] for name in ("name", "seats", "since")}
    written(hall, "hall.register", change, actor=actor, now=now, place=path, clause=CLAUSE)
    return hall


@command
def change(
    *, actor: Actor, now: datetime, hall: Hall, fields: Mapping[str, Any], seen: datetime | None = None
) -> Hall:
    """Correct a hall and what it displays, or close it by `until` (E2).

    :raises Stale: if somebody wrote since `seen`
    """
    demand(actor, "hall.manage", at=hall.path, clause=CLAUSE)
    whole = {name: fields.get(name, getattr(hall, name)) for name in FACTS}
    facts = {name: value for name, value in _checked(whole, now).items() if name in fields}
    done = swap(hall, facts, seen=seen, now=now)
    written(hall, "hall.change", done, actor=actor, now=now, place=hall.path, clause=CLAUSE)
    return hall


@command
def book(
    *, actor: Actor, now: datetime, hall: Hall, start: datetime, end: datetime, purpose: str, body: str = ""
) -> Booking:
    """Take a hall from `start` up to `end`; two bookings never overlap, whoever asks at the same moment (E2).

    :raises NotAllowed: if the actor may book nowhere, or the hall is none of his places
    :raises Refused: without a purpose, gone by, too long or too far ahead, or taken
    """
    if not may_book(actor, hall):
        raise NotAllowed(
            "您不能预约这个议事厅。请预约您所在社区的议事厅。",
            "You may not book this hall. Book the one of your community.",
            clause=CLAUSE,
        )
    _check_times(hall, start, end, now)
    if not tidy(purpose):
        raise Refused("请写用途。", "Say what it is for.", clause=CLAUSE, fields=("purpose",))
    # Writing to the hall first holds its row to the end, so that of two at once the second sees the first.
    Hall.objects.filter(pk=hall.pk).update(name=F("name"))
    taken = Booking.objects.filter(hall=hall, cancelled_at__isnull=True, start__lt=end, end__gt=start)
    other = taken.order_by("start").first()
    if other is not None:
        since, until = timezone.localtime(other.start), timezone.localtime(other.end)
        raise Refused(
            f"{since:%m月%d日 %H:%M}至{until:%H:%M}已有人预约（{other.purpose}）。请换个时间或另选议事厅。",
            f"Taken from {since:%d %B %H:%M} to {until:%H:%M} ({other.purpose}); take another time or hall.",
            clause=CLAUSE,
            fields=("start",),
        )
    booking = Booking.objects.create(
        hall=hall,
        start=start,
        end=end,
        purpose=tidy(purpose)[:120],
        body=tidy(body)[:100],
        booked_by=actor.user_id,
        booked_by_name=name_of(actor),
    )
    change = {"start": [None, start], "end": [None, end]}
    written(booking, "hall.book", change, actor=actor, now=now, place=hall.path, clause=CLAUSE)
    return booking


@command
def cancel(*, actor: Actor, now: datetime, booking: Booking) -> Booking:
    """Give a hall back: by whoever booked it, or whoever manages it (E2).

    :raises NotAllowed: if the actor is neither
    :raises Stale: if it was given back before, or is over
    """
    mine = actor.user_id is not None and booking.booked_by == actor.user_id
    if not (mine and actor.may_somewhere("hall.book")):
        demand(actor, "hall.manage", at=booking.hall.path, clause=CLAUSE)
    open_now = Booking.objects.filter(pk=booking.pk, cancelled_at__isnull=True, end__gt=now)
    if not open_now.update(cancelled_at=now):
        raise Stale("这个预约已经取消或已经结束。", "This booking was given back or is over.", clause=CLAUSE)
    booking.cancelled_at = now
    written(booking, "hall.cancel", {}, actor=actor, now=now, place=booking.hall.path, clause=CLAUSE)
    return booking


def _check_times(hall: Hall, start: datetime, end: datetime, now: datetime) -> None:
    if end <= start:
        raise Refused("结束要晚于开始。", "It must end after it starts.", clause=CLAUSE, fields=("end",))
    if start <= now or start > now + FURTHEST:
        raise Refused(
            "开始时间应在现在之后、一年之内。",
            "It must start after now and within a year.",
            clause=CLAUSE,
            fields=("start",),
        )
    if end - start > LONGEST:
        raise Refused(
            "一次最长16小时，更长的请分天预约。",
            "At most 16 hours at a time; book day by day.",
            clause=CLAUSE,
            fields=("end",),
        )
    first, last = timezone.localdate(start), timezone.localdate(end)
    if first < hall.since or (hall.until is not None and last >= hall.until):
        raise Refused(
            f"{hall.name}这时不开放。", f"{hall.name} is not open then.", clause=CLAUSE, fields=("start",)
        )


def _checked(fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    unknown = set(fields) - FACTS
    if unknown:
        raise ValueError(f"no facts of a hall: {sorted(unknown)}")
    facts = {**fields, "name": tidy(fields["name"])[:100]}
    if not facts["name"]:
        raise Refused("请写议事厅名称。", "Write its name.", clause=CLAUSE, fields=("name",))
    if facts["since"] > timezone.localdate(now):
        raise Refused("启用日期还没到。", "It is in use only later.", clause=CLAUSE, fields=("since",))
    if facts.get("until") is not None and facts["until"] <= facts["since"]:
        raise Refused("停用日期要晚于启用日期。", "It must close after it opened.", fields=("until",))
    return facts
