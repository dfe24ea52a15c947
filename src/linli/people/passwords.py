"""What a password must be, beyond Django's own rules."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from linli.people.models import User

KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z\d]")


class ThreeKindsValidator:
    """At least three of: small letters, capitals, digits, signs (the usual MLPS check-list value)."""

    def validate(self, password: str, user: User | None = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in KINDS) < 3:
            raise ValidationError(self.get_help_text(), code="too_few_kinds")

    def get_help_text(self) -> str:
        return gettext("大写字母、小写字母、数字、符号，至少含其中三种。")
