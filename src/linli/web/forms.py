"""Putting a refusal of the house beside the field it is about."""

from __future__ import annotations

from django.forms import BaseForm
from django.utils.translation import get_language

from linli.kernel.errors import DomainError


def put(error: DomainError, form: BaseForm) -> None:
    """Show a refusal at the form's fields it names, else above the form; what was filled in stays."""
    words = error.text.say(get_language() or "zh")
    named = [name for name in getattr(error, "fields", ()) if name in form.fields]
    form.add_error(named[0] if named else None, words)
