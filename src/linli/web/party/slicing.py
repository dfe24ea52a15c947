"""A page of a list that is worked out whole, such as the uncovered units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linli.web.lists import Page


def sliced(rows: Sequence[Any], asked: str | None, *, size: int = 50) -> Page:
    """Return the page `asked` for (from 1; anything else is page 1) of rows that are there already."""
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and 0 < int(asked) < 10**6 else 1
    number = min(number, max(1, -(-len(rows) // size)))
    start = (number - 1) * size
    return Page(list(rows[start : start + size]), number, size, len(rows))
