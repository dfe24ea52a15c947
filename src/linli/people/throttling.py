"""Counting failures to sign in, in the database, so that every process counts alike.

An attempt is counted before its password is looked at: a hundred at once are a hundred, not one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from linli.base import crypto
from linli.people.models import Throttle

FAILURES = 5
NETWORK_FAILURES = 60  # a whole office may stand behind one address
LOCK = WINDOW = timedelta(minutes=15)


def user_key(user_id: int) -> str:
    return f"user:{user_id}"


def name_key(name: str) -> str:
    """Return the key of a name nobody has: it locks like any other, so that it can't be told from one."""
    return f"name:{crypto.digest(name, purpose='throttle')}"


def network_key(network: str) -> str:
    return f"network:{crypto.digest(network or '-', purpose='throttle')}"


def count(key: str, *, now: datetime, limit: int = FAILURES) -> bool:
    """Count one attempt under `key`; test if it may go on."""
    with transaction.atomic():
        Throttle.objects.filter(key=key, since__lt=now - WINDOW).exclude(locked_until__gt=now).delete()
        row, _ = Throttle.objects.get_or_create(key=key, defaults={"since": now})
        if row.locked_until and row.locked_until > now:
            return False
        Throttle.objects.filter(key=key).update(failures=F("failures") + 1)
        row.refresh_from_db()
        return bool(row.failures <= limit)


def fail(key: str, *, now: datetime, limit: int = FAILURES) -> datetime | None:
    """Say that a counted attempt was wrong; return until when the key is locked now, if it is."""
    row = Throttle.objects.filter(key=key).first()
    if row is None or row.failures < limit:
        return None
    Throttle.objects.filter(key=key, locked_until__isnull=True).update(locked_until=now + LOCK)
    row.refresh_from_db()
    found: datetime = row.locked_until
    return found


def sweep(*, now: datetime) -> int:
    """Delete the counts that no longer count; return how many."""
    return Throttle.objects.filter(since__lt=now - WINDOW).exclude(locked_until__gt=now).delete()[0]


def locked_until(key: str, *, now: datetime) -> datetime | None:
    """Return until when a key is locked; None if it is not."""
    found = Throttle.objects.filter(key=key, locked_until__gt=now).values_list("locked_until", flat=True)
    return found.first()


def clear(key: str) -> None:
    """Forget the failures under `key`: the right password came, or an administrator unlocked it."""
    Throttle.objects.filter(key=key).delete()
