"""Keep the index of names true, by which an estate is found by any part of its name."""

from __future__ import annotations

from collections.abc import Iterable

from linli.base import bulk
from linli.registry.models import Estate, EstateGram
from linli.rules.grams import grams


def index(estates: Iterable[tuple[int, str, str]]) -> None:
    """Enter new estates, given as key, folded name and initials; part of a command."""
    # In order of the index, so that it grows page by page and not all over.
    pairs = sorted((gram, key) for key, *names in estates for gram in grams(*names))
    bulk.insert(EstateGram, ("gram", "estate"), pairs)


def index_anew(estate: Estate, *names: str) -> None:
    """Enter an estate under its present name instead of `names`; part of a command."""
    before, now = grams(*names), grams(estate.folded, estate.initials)
    EstateGram.objects.filter(estate=estate, gram__in=before - now).delete()
    bulk.insert(EstateGram, ("gram", "estate"), [(gram, estate.pk) for gram in sorted(now - before)])
