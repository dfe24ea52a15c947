"""The sessions of a user: found by what we noted at sign-in, closed by removing them."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from linli.people.models import SignIn


def close(user_id: int, *, keep: str = "") -> int:
    """Close the sessions of a user but `keep`; whoever sits there is a stranger at the next click."""
    rows = SignIn.objects.filter(user=user_id).exclude(session_key=keep)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def close_one(session_key: str) -> None:
    Session.objects.filter(session_key=session_key).delete()
    SignIn.objects.filter(session_key=session_key).delete()


def forget(session_key: str) -> None:
    """Drop our note of a session that Django has ended itself."""
    SignIn.objects.filter(session_key=session_key).delete()


def sweep(*, now: datetime) -> None:
    """Drop what is over: sessions that ran out, and our notes of sessions that are no more."""
    Session.objects.filter(expire_date__lt=now).delete()
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def seen(session_key: str, *, at: datetime) -> None:
    """Note that somebody is still there."""
    SignIn.objects.filter(session_key=session_key).update(seen_at=at)
