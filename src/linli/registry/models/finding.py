"""Conditions by which a name is found."""

from __future__ import annotations

from django.db.models import Q

from linli.rules.folding import fold


def matches(q: str, prefix: str = "") -> Q:
    """Return the condition that a name holds `q`, or that its pinyin initials do if `q` is letters."""
    folded = fold(q)[:50]
    rule = Q(**{f"{prefix}folded__contains": folded})
    return rule | Q(**{f"{prefix}initials__contains": folded}) if folded.isascii() else rule
