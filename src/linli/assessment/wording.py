"""Sentences about rounds that several pages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from linli.kernel.text import Text

if TYPE_CHECKING:
    from linli.assessment.models import Reminder


def reminded(reminder: Reminder) -> Text:
    """Return who reminded and when."""
    at = timezone.localtime(reminder.at)
    clock = f"{at:%H:%M}"
    return Text(
        f"{reminder.by_name} {at.month}月{at.day}日 {clock} 催办",
        f"reminded by {reminder.by_name} on {at.day} {at:%B}, {clock}",
    )
