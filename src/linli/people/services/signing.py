"""Signing in and out, each with its line in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from linli.base import crypto, journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.people import open_sessions
from linli.people.access import actor_for, duties
from linli.people.models import SignIn, User
from linli.people.sign_in import Outcome

KIND = "people.user"


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody sits. device: in words; network: the address cut to its network."""

    session_key: str
    device: str
    network: str


@command
def begin(*, actor: Actor, user: User, where: Where, how: str, now: datetime) -> tuple[str, ...]:
    """Note a session that has just begun; return what the user must do before anything else.

    how: "password", "totp" or "backup"
    Returns of "password" (it was set by somebody else) and "second_factor" (a role needs one), in this order.
    """
    today = timezone.localdate(now)
    person = actor_for(user, today=today)
    open_sessions.sweep(now=now)
    SignIn.objects.update_or_create(
        session_key=where.session_key,
        defaults={
            "user": user,
            "device": where.device[:120],
            "network": where.network[:40],
            "started_at": now,
            "seen_at": now,
        },
    )
    journal.write(
        actor=person,
        verb="account.sign_in",
        subject=user,
        at=now,
        place=person.place,
        change={"how": ["", how]},
    )
    return duties(user, today=today)


@command
def refuse(*, actor: Actor, outcome: Outcome, name: str, network: str, now: datetime) -> None:
    """Journal a sign-in that failed; a name nobody has is not written in the clear, it may be a password."""
    user = outcome.user
    person = actor_for(user, today=timezone.localdate(now)) if user else actor
    line = journal.Line(
        verb="account.lock" if outcome.until and outcome.kind == "wrong" else "account.fail",
        kind=KIND,
        key=str(user.pk) if user else "",
        place=person.place,
        change={
            "network": ["", network],
            "name": [
                "",
                user.username if user else crypto.digest(name.strip().lower(), purpose="throttle")[:12],
            ],
            "outcome": ["", outcome.kind],
        },
    )
    journal.write_lines(actor=actor, lines=[line], at=now)


@command
def end(*, actor: Actor, session_key: str, now: datetime, idle: bool = False) -> None:
    """Note that a session has ended: the person signed out, or nobody was there any more.

    :raises NoSuch: if the actor is nobody
    """
    user = User.objects.filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NoSuch("没有登录。", "Nobody is signed in.")
    open_sessions.forget(session_key)
    verb = "account.idle_out" if idle else "account.sign_out"
    journal.write(actor=actor, verb=verb, subject=user, at=now, place=actor.place)


@command
def revoke(*, actor: Actor, pk: int, now: datetime) -> None:
    """End one of the actor's own sessions, wherever it is.

    :raises NoSuch: if the actor has no such session
    """
    row = SignIn.objects.filter(pk=pk, user=actor.user_id).select_related("user").first()
    if row is None:
        raise NoSuch("没有这个登录，可能已经退出。", "There is no such session; it may have ended.")
    open_sessions.close_one(row.session_key)
    change = {"device": [row.device, ""]}
    journal.write(
        actor=actor, verb="account.revoke", subject=row.user, at=now, place=actor.place, change=change
    )


@command
def revoke_others(*, actor: Actor, keep: str, now: datetime) -> int:
    """End all of the actor's sessions but the one with the key `keep`; return how many."""
    user = User.objects.get(pk=actor.user_id or 0)
    count = open_sessions.close(user.pk, keep=keep)
    change = {"sessions": [count + 1, 1]}
    journal.write(actor=actor, verb="account.revoke", subject=user, at=now, place=actor.place, change=change)
    return count
