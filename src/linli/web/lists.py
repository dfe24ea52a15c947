"""A page of a list: bounded counting, plain numbers, no queries of its own beyond two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COUNT_CAP = 10_000  # an exact figure beyond this helps nobody and costs a scan


@dataclass(frozen=True, slots=True)
class Page:
    """rows: the page's own; total: rows in all, at most `COUNT_CAP` + 1; number: from 1"""

    rows: list[Any]
    number: int
    size: int
    total: int

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def total_words(self) -> str:
        return f"{COUNT_CAP:,}+" if self.total > COUNT_CAP else f"{self.total:,}"

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.last < self.total

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def paged(rows: Any, asked: str | None, *, size: int = 50) -> Page:
    """Return the page `asked` for (from 1; anything else is page 1) of a queryset; two queries."""
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and 0 < int(asked) < 10**6 else 1
    total = rows.order_by()[: COUNT_CAP + 1].count()
    number = min(number, max(1, -(-total // size)))
    start = (number - 1) * size
    return Page(list(rows[start : start + size]), number, size, total)
