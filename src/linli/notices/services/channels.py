"""Open, change and close channels; keep and send their digests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.notices import quiet
from linli.notices.addresses import mask
from linli.notices.models import Channel, Dispatch
from linli.notices.sending import Answer
from linli.notices.terms import TRIES, Sent

FIELDS = frozenset({"name", "role", "quiet_from", "quiet_until", "digest_at"})
AGAIN_AFTER = (timedelta(minutes=10), timedelta(hours=1))


@command
def open_channel(
    *, actor: Actor, now: datetime, kind: str, path: str, address: str, fields: Mapping[str, Any]
) -> Channel:
    """Open a channel for the digest of a role at a place. address: as `addresses.token` returned it

    :raises NotAllowed: if the actor doesn't manage messages there
    :raises Refused: if the digest would always fall into the quiet hours
    """
    _demand(actor, path)
    _check(fields)
    row: Channel = Channel.objects.create(kind=kind, path=path, address=address, updated_at=now, **fields)
    _note(row, "channel.open", actor, now, {"address": ["", mask(kind, address)], "name": ["", row.name]})
    return row


@command
def change_channel(
    *, actor: Actor, now: datetime, channel: Channel, fields: Mapping[str, Any], address: str = ""
) -> Channel:
    """Change a channel; an empty address keeps the one there is."""
    _demand(actor, channel.path)
    _check(fields)
    change = {name: [getattr(channel, name), value] for name, value in fields.items()}
    change = {name: pair for name, pair in change.items() if pair[0] != pair[1]}
    for name, value in fields.items():
        setattr(channel, name, value)
    if address:
        change["address"] = [mask(channel.kind, channel.address), mask(channel.kind, address)]
        channel.address = address
    channel.updated_at = now
    channel.save(update_fields=[*fields, "address", "updated_at"])
    _note(channel, "channel.change", actor, now, change)
    return channel


@command
def close_channel(*, actor: Actor, now: datetime, channel: Channel) -> None:
    """Close a channel; what went through it stays on record."""
    _demand(actor, channel.path)
    Channel.objects.filter(pk=channel.pk).update(closed_on=timezone.localdate(now), updated_at=now)
    _note(channel, "channel.close", actor, now, {})


@command
def note_test(*, actor: Actor, now: datetime, channel: Channel, answer: Answer) -> None:
    """Keep what came back from a message sent to try the channel."""
    _demand(actor, channel.path)
    Channel.objects.filter(pk=channel.pk).update(last_error=answer.why[:300])
    _note(channel, "channel.test", actor, now, {"went": [None, answer.went]})


@dataclass(frozen=True, slots=True)
class Digest:
    """What a channel is to say on a day."""

    channel: Channel
    text: str
    told: tuple[str, ...]


@command
def put_out(*, actor: Actor, now: datetime, day: date, digests: Iterable[Digest]) -> int:
    """Keep the digests of a day for sending, each no sooner than its channel may speak; return how many."""
    local = timezone.localtime(now)
    rows = [
        Dispatch(
            channel=each.channel,
            day=day,
            text=each.text,
            told=list(each.told),
            next_at=quiet.may_speak_at(local, start=each.channel.quiet_from, end=each.channel.quiet_until),
        )
        for each in digests
    ]
    Dispatch.objects.bulk_create(rows, batch_size=100, ignore_conflicts=True)
    line = journal.Line("digest.write", "notices.dispatch", change={"number": [0, len(rows)]})
    journal.write_lines(actor=actor, lines=[line], at=now)
    return len(rows)


@command
def note_sent(*, actor: Actor, now: datetime, dispatch: Dispatch, answer: Answer) -> None:
    """Keep whether a digest went out; if not it is tried again, twice, each time after a longer while."""
    tries = dispatch.tries + 1
    fields: dict[str, Any] = {"tries": tries}
    if answer.went:
        fields |= {"state": Sent.SENT, "sent_at": now}
    elif tries >= TRIES:
        fields |= {"state": Sent.FAILED}
    else:
        fields |= {"next_at": now + AGAIN_AFTER[tries - 1]}
    Dispatch.objects.filter(pk=dispatch.pk, state=Sent.WAITING).update(**fields)
    Channel.objects.filter(pk=dispatch.channel_id).update(last_error=answer.why[:300])
    change = {"went": [None, answer.went], "tries": [dispatch.tries, tries]}
    _note(dispatch.channel, "digest.send", actor, now, change)


def _demand(actor: Actor, path: str) -> None:
    if not actor.may("notice.manage", at=path):
        raise NotAllowed(
            "您在这里没有管理提醒渠道的权限。", "Your posting may not manage messages here.", clause="A3"
        )


def _check(fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - FIELDS
    if unknown:
        raise ValueError(f"unknown fields: {sorted(unknown)}")
    if quiet.is_quiet(fields["digest_at"], start=fields["quiet_from"], end=fields["quiet_until"]):
        raise Refused(
            "发送时间落在免打扰时段里，请改其中一个。",
            "The digest would fall into the quiet hours; change one of them.",
            fields=("digest_at",),
        )


def _note(channel: Channel, verb: str, actor: Actor, now: datetime, change: dict[str, Any]) -> None:
    journal.write(
        actor=actor, verb=verb, subject=channel, at=now, place=channel.path, clause="A3", change=change
    )
