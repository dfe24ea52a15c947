"""The digest of the day: what presses, one message to each person and channel, only if it is new."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from linli.base.jobs import Progress
from linli.kernel.actor import Actor, Grant
from linli.kernel.text import Text
from linli.notices import sending
from linli.notices.queries import channels as channel_queries
from linli.notices.queries import notices as notice_queries
from linli.notices.services import channels as channel_services
from linli.notices.services import notices as notice_services
from linli.notices.services.channels import Digest
from linli.notices.services.notices import Message
from linli.notices.terms import ChannelKind
from linli.people.access import actors
from linli.people.roles import ROLES
from linli.publication.queries import today as today_queries
from linli.publication.queries.today import Day

SOON = timedelta(days=3)
FEW = 8  # lines a channel shows; the rest is a number


def remind(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Tell every person with a posting what is late or due soon, once a day at most and only what is new."""
    now = timezone.now()
    everybody = list(actors(actor, today=timezone.localdate(now)))
    before = notice_queries.told(actor, users=[each.user_id for each in everybody if each.user_id])
    found, days = [], Days(now)
    for number, person in enumerate(everybody, 1):
        told = days.pressing(person)
        if person.user_id and set(told.marks) - before.get(person.user_id, set()):
            found.append(_message(person.user_id, told, now))
        progress(number, len(everybody))
    came = notice_services.tell(actor=actor, now=now, messages=found)
    return {"people": len(everybody), "told": came, "mailed": _mail(actor, found)}


def digests(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the digest of each channel whose hour has come, and send what waits."""
    now = timezone.now()
    local, days = timezone.localtime(now), Days(now)
    due = [
        each
        for each in channel_queries.without_digest(actor, day=local.date())
        if each.digest_at <= local.time()
    ]
    before = channel_queries.told(actor, channels=due)
    found = []
    for channel in due:
        told = days.pressing(_somebody(channel.role, channel.path))
        if set(told.marks) - before.get(channel.pk, set()):
            found.append(Digest(channel, _text(told), told.marks))
    if found:
        channel_services.put_out(actor=actor, now=now, day=local.date(), digests=found)
    waiting = channel_queries.waiting(actor, now=timezone.now())
    for number, dispatch in enumerate(waiting, 1):
        answer = sending.send(
            dispatch.channel.kind, dispatch.channel.address, title="邻里：今日待办", body=dispatch.text
        )
        channel_services.note_sent(actor=actor, now=timezone.now(), dispatch=dispatch, answer=answer)
        progress(number, len(waiting))
    return {"written": len(found), "tried": len(waiting)}


class Pressing:
    """What of a day presses: late, today, within three days."""

    def __init__(self, day: Day, now: datetime) -> None:
        soon = timezone.localdate(now) + SOON
        self.late, self.today = day.late, day.today
        self.soon = tuple(line for line in day.week if line.due and line.due <= soon)
        self.lines = (*self.late, *self.today, *self.soon)
        self.marks = tuple(_mark(line) for line in self.lines)

    @property
    def text(self) -> Text:
        return Text(
            f"逾期 {len(self.late)} 件，今天到期 {len(self.today)} 件，三天内到期 {len(self.soon)} 件",
            f"{len(self.late)} late, {len(self.today)} due today, {len(self.soon)} due within three days",
        )


class Days:
    """Today's lines by who asks; people with the same rights for the same body share one look."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.found: dict[tuple[Any, ...], Pressing] = {}

    def pressing(self, person: Actor) -> Pressing:
        shared = None if person.role in OWN_LINES else "all"
        key = (person.role, person.organisation, person.grants, shared or person.user_id)
        if key not in self.found:
            self.found[key] = Pressing(today_queries.day(person, now=self.now), self.now)
        return self.found[key]


# Their lines depend on who they are, not only on what they may: visits paid, works done, sheets entered.
OWN_LINES = frozenset({"instructor", "grid", "assessor", "community", "subdistrict"})


def _somebody(role: str, path: str) -> Actor:
    """Return a stand-in for whoever holds `role` at `path`: a channel is read by all of them."""
    grants = frozenset(Grant(permission, path) for permission in ROLES[role])
    return Actor(name="digest", role=role, place=path, grants=grants)


def _mark(line: Any) -> str:
    words = f"{line.url} {sorted(line.args.items())} {line.title.zh} {line.due}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _message(user: int, told: Pressing, now: datetime) -> Message:
    key = f"digest:{timezone.localdate(now)}"
    return Message(user=user, key=key, text=told.text, href=reverse("desk:today"), told=told.marks)


def _text(told: Pressing) -> str:
    lines = [told.text.zh + "。", *(_line(line) for line in told.lines[:FEW])]
    if len(told.lines) > FEW:
        lines.append(f"……另有 {len(told.lines) - FEW} 件")
    return "\n".join([*lines, f"{settings.BASE_URL.rstrip('/')}{reverse('desk:today')}"])


def _line(line: Any) -> str:
    due = f"（{line.due.month}月{line.due.day}日）" if line.due else ""
    return f"· {line.title.zh}{due}"


def _mail(actor: Actor, found: list[Message]) -> int:
    """Send the digest to those who want it by e-mail as well; what does not go out stays in the product."""
    boxes = notice_queries.mailboxes(actor) if settings.MAIL_SERVER else {}
    return sum(_mailed(boxes, each) for each in found)


def _mailed(boxes: dict[int, str], message: Message) -> bool:
    if message.user not in boxes:
        return False
    body = f"{message.text.zh}。\n{settings.BASE_URL.rstrip('/')}{message.href}"
    return sending.send(ChannelKind.EMAIL, boxes[message.user], title="邻里：今日待办", body=body).went
