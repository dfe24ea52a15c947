"""What the pack in force says of party organisations."""

from __future__ import annotations

from django.conf import settings

from linli.rules import packs
from linli.rules.coverage import Party


def rulebook() -> Party:
    """Return the numbers and ways of the pack in force; the pack itself is read once."""
    return packs.load(settings.POLICY).party
