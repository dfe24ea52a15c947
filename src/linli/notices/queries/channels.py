"""Channels and what went through them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.notices.models import Channel, Dispatch
from linli.notices.terms import Sent


def channels(actor: Actor) -> list[Channel]:
    """Return the open channels the actor manages, with `last` as the newest dispatch of each; two queries."""
    rows = list(_open(actor, "notice.manage").order_by("path", "role", "pk"))
    newest: dict[int, Dispatch] = {}
    for row in Dispatch.objects.visible_to(actor, "notice.manage").filter(channel__in=rows).order_by("day"):
        newest[row.channel_id] = row
    for channel in rows:
        channel.last = newest.get(channel.pk)
    return rows


def channel(actor: Actor, *, pk: int) -> Channel:
    """Return one channel.

    :raises NoSuch: if there is none within reach
    """
    found: Channel | None = _open(actor, "notice.manage").filter(pk=pk).first()
    if found is None:
        raise NoSuch("没有这个提醒渠道。", "There is no such channel.")
    return found


def without_digest(actor: Actor, *, day: date) -> list[Channel]:
    """Return the open channels that have no digest of `day` yet."""
    return list(_open(actor, "notice.manage").exclude(dispatches__day=day).order_by("pk"))


def told(actor: Actor, *, channels: list[Channel]) -> dict[int, set[str]]:
    """Return what the last digest of each channel summed up; one query."""
    rows = Dispatch.objects.visible_to(actor, "notice.manage").filter(channel__in=channels).order_by("day")
    return {channel: set(lines) for channel, lines in rows.values_list("channel_id", "told")}


def waiting(actor: Actor, *, now: datetime) -> list[Dispatch]:
    """Return the digests that are to go out now, oldest first."""
    rows = Dispatch.objects.visible_to(actor, "notice.manage").select_related("channel")
    return list(
        rows.filter(state=Sent.WAITING, next_at__lte=now, channel__closed_on__isnull=True).order_by("pk")
    )


def is_due(actor: Actor, *, now: datetime) -> bool:
    """Test if the hour of a channel has come or a digest waits to go out; at most two queries."""
    local = timezone.localtime(now)
    unwritten = without_digest(actor, day=local.date())
    return any(each.digest_at <= local.time() for each in unwritten) or bool(waiting(actor, now=now))


def _open(actor: Actor, permission: str) -> Any:
    return Channel.objects.visible_to(actor, permission).filter(closed_on__isnull=True)
