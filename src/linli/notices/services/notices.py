"""Tell people, and note that they read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.notices.models import Mailing, Notice


@dataclass(frozen=True, slots=True)
class Message:
    """key: it comes to `user` once; told: fingerprints of what it sums up"""

    user: int
    key: str
    text: Text
    href: str
    told: tuple[str, ...] = ()


@command
def tell(*, actor: Actor, now: datetime, messages: Iterable[Message]) -> int:
    """Put messages into people's lists; one whose key is there already is left out. Return how many came."""
    wanted = list(messages)
    keys = {(each.user, each.key) for each in wanted}
    there = set(
        Notice.objects.filter(
            user__in={user for user, _ in keys}, key__in={key for _, key in keys}
        ).values_list("user_id", "key")
    )
    rows = [
        Notice(
            user_id=each.user,
            key=each.key,
            zh=each.text.zh[:300],
            en=each.text.en[:300],
            href=each.href,
            told=list(each.told),
            at=now,
        )
        for each in wanted
        if (each.user, each.key) not in there
    ]
    Notice.objects.bulk_create(rows, batch_size=100, ignore_conflicts=True)
    line = journal.Line("notice.tell", "notices.notice", change={"number": [0, len(rows)]})
    journal.write_lines(actor=actor, lines=[line], at=now)
    return len(rows)


@command
def read(*, actor: Actor, now: datetime, pk: int | None = None) -> int:
    """Note that the actor read one of the own messages, or all of them; return how many were unread."""
    rows = Notice.objects.filter(user=actor.user_id, read_at__isnull=True)
    count = (rows if pk is None else rows.filter(pk=pk)).update(read_at=now)
    line = journal.Line("notice.read", "notices.notice", "" if pk is None else str(pk), place=actor.place)
    journal.write_lines(actor=actor, lines=[line], at=now)
    return count


@command
def choose_mail(*, actor: Actor, now: datetime, wanted: bool) -> None:
    """Note whether the actor wants the digest of the day by e-mail."""
    row, _ = Mailing.objects.update_or_create(
        user_id=actor.user_id or 0, defaults={"wanted": wanted, "updated_at": now}
    )
    change = {"wanted": [not wanted, wanted]}
    journal.write(actor=actor, verb="notice.mail", subject=row, at=now, place=actor.place, change=change)
