"""Finding the user of a sign-in, by user name or by phone, and judging the password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from linli.base import crypto
from linli.kernel.errors import Refused
from linli.people import second_factor, throttling
from linli.people.models import User
from linli.rules.identifiers import fold_phone


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a name and a password.

    kind: "right", "wrong" or "locked"; a name nobody has looks the same as a wrong password
    user: of the name, whatever the kind; None if nobody has it
    until: end of the lock, if this failure brought one or it holds still
    """

    kind: str
    user: User | None
    until: datetime | None = None


def phone_digest(phone: str) -> str:
    """Return the digest by which a phone is found; "" for none.

    :raises Refused: if it is no phone number
    """
    return crypto.digest(fold_phone(phone), purpose="phone") if phone.strip() else ""


def find(name_or_phone: str) -> User | None:
    """Return the active user of that name or phone; None if there is none."""
    folded = name_or_phone.replace("\0", "").strip().lower()  # PostgreSQL keeps no NUL
    by_name: User | None = User.objects.filter(username=folded, is_active=True).first()
    if by_name or not folded.lstrip("+").replace(" ", "").replace("-", "").isdigit():
        return by_name
    try:
        digest = phone_digest(folded)
    except Refused:
        return None
    return User.objects.filter(phone_digest=digest, is_active=True).first() if digest else None


def judge(name: str, password: str, *, network: str, now: datetime) -> Outcome:
    """Count the attempt, then look at the password; whatever the answer, it takes as long.

    Not one transaction: hashing under the write lock would keep everybody else waiting.
    """
    user = find(name)
    key = throttling.user_key(user.pk) if user else throttling.name_key(name.strip().lower())
    around = throttling.network_key(network)
    allowed = throttling.count(key, now=now)
    crowd = throttling.locked_until(around, now=now)
    right = _is_right(user, password)
    if not allowed or crowd:
        return Outcome(
            "locked", user, throttling.locked_until(key, now=now) or crowd or now + throttling.LOCK
        )
    if right and user:
        if not second_factor.has_device(user):  # else guesses at the code would begin anew with each password
            throttling.clear(key)
        return Outcome("right", user)
    throttling.count(around, now=now, limit=throttling.NETWORK_FAILURES)
    throttling.fail(around, now=now, limit=throttling.NETWORK_FAILURES)
    return Outcome("wrong", user, throttling.fail(key, now=now))


def judge_code(user: User, code: str, *, now: datetime) -> tuple[Outcome, str]:
    """Count the attempt, then look at the second factor; the second value is "totp", "backup" or ""."""
    key = throttling.user_key(user.pk)
    if not throttling.count(key, now=now):
        return Outcome("locked", user, throttling.locked_until(key, now=now) or now + throttling.LOCK), ""
    how = second_factor.verify(user, code, now=now)
    if how:
        throttling.clear(key)
        return Outcome("right", user), how
    return Outcome("wrong", user, throttling.fail(key, now=now)), ""


def _is_right(user: User | None, password: str) -> bool:
    if user is None:
        User().set_password(password)  # as slow as a wrong password, so that names can't be told by time
        return False
    return user.check_password(password)


class NameOrPhoneBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        if not username or password is None:
            return None
        user = find(username)
        return user if user and _is_right(user, password) else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
