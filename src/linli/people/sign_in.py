"""Finding the user of a sign-in: by user name or by phone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from linli.base import crypto
from linli.people.models import User


def find(name_or_phone: str) -> User | None:
    """Return the active user of that name or phone; None if there is none."""
    folded = name_or_phone.strip().lower()
    by_name = User.objects.filter(username=folded, is_active=True).first()
    if by_name or not folded.lstrip("+").isdigit():
        return by_name
    return User.objects.filter(phone_digest=crypto.digest(folded, purpose="phone"), is_active=True).first()


class NameOrPhoneBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        if not username or password is None:
            return None
        user = find(username)
        if user is None:
            User().set_password(
                password
            )  # as slow as a wrong password, so that names can't be guessed by time
            return None
        return user if user.check_password(password) else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
