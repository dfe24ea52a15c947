"""What a password must be, beyond Django's own rules, and passwords to begin with."""

from __future__ import annotations

import re
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from linli.kernel.errors import Refused
from linli.people.models import User

KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z\d]")
SMALL, CAPITALS, DIGITS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"  # none look alike


class ThreeKindsValidator:
    """At least three of: small letters, capitals, digits, signs (the usual MLPS check-list value)."""

    def validate(self, password: str, user: User | None = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in KINDS) < 3:
            raise ValidationError(self.get_help_text(), code="too_few_kinds")

    def get_help_text(self) -> str:
        return gettext("大写字母、小写字母、数字、符号，至少含其中三种。")


def check(password: str, *, user: User) -> None:
    """Check a new password against every rule of the installation.

    :raises Refused: with all that is wrong with it
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        with override("zh-hans"):
            zh = "".join(str(m) for m in error.messages)
        with override("en"):
            en = " ".join(str(m) for m in error.messages)
        raise Refused(
            f"密码不合要求：{zh}", f"The password does not fit: {en}", fields=("password",)
        ) from None


def fresh() -> str:
    """Return a password to hand over once: 14 characters, about 70 bits, easy to read out."""
    groups = [
        "".join(
            [
                secrets.choice(CAPITALS),
                *(secrets.choice(SMALL + DIGITS) for _ in range(2)),
                secrets.choice(DIGITS),
            ]
        )
        for _ in range(3)
    ]
    return "-".join(groups)
