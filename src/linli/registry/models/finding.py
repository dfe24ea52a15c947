"""Conditions by which a name is found."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import Q

from linli.registry.models.estates import EstateGram
from linli.rules.folding import fold
from linli.rules.grams import probes

CODE = re.compile(r"[0-9]{6,}[0-9-]*|[0-9]+-[0-9]{3,}")
RARE = 2_000  # beyond, the first fifty are found faster by walking along the list


def matches(q: str, prefix: str = "") -> Q:
    """Return the condition that a name holds `q`, or that its pinyin initials do if `q` is letters."""
    folded = fold(q)[:50]
    rule = Q(**{f"{prefix}folded__contains": folded})
    return rule | Q(**{f"{prefix}initials__contains": folded}) if folded.isascii() else rule


def _begins(field: str, text: str) -> Q:
    """Return the condition that a code begins with `text`, in the form each database can index."""
    if connection.vendor == "sqlite":
        # Codes are digits and "-", and ":" is the character after "9".
        return Q(**{f"{field}__gte": text, f"{field}__lt": f"{text}:"})
    return Q(**{f"{field}__startswith": text})


def estate_matches(q: str) -> tuple[Q, bool]:
    """Return the condition that an estate's name or initials hold `q`, or that its code begins with it.

    And if they may be many, so that looking them all up costs more than walking along the list until enough
    are found. At most two queries, which read no more than `RARE` entries of an index each.
    """
    text = fold(q)[:50]
    if CODE.fullmatch(text):
        return _begins("code", text), False
    rule, fewest = matches(text), None
    for low, high in probes(text):
        held = EstateGram.objects.filter(gram__gte=low, gram__lt=high)
        number = held[: RARE + 1].count()
        if fewest is None or number < fewest:
            fewest, rarest = number, held
    if fewest is None or fewest > RARE:
        return rule, True
    return rule & Q(pk__in=rarest.values("estate_id")), False
