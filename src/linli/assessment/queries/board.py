"""The board of a round: estates by items, from one table, one row per estate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr

from linli.assessment.models import Round, RoundEstate
from linli.assessment.queries.running import subjects
from linli.assessment.scoring.cells import WIDTH
from linli.base.scope import under
from linli.kernel.actor import Actor

COLUMNS = (
    "code", "name", "subdistrict", "community", "company_name", "mode", "total", "bonus", "grade", "vetoed",
    "pending", "complete", "cells", "change", "zeros", "missing",
)  # fmt: skip
# Each order is one that an index has, from its one end or the other.
SORTS: dict[str, tuple[Any, ...]] = {
    "total": ("-complete", "-vetoed", "total", "id"),
    "-total": ("-complete", "vetoed", "-total", "id"),
    "name": ("name", "id"),
    "place": ("path",),
    "change": ("change", "id"),
    "-change": (F("change").desc(nulls_last=True), "-id"),
    "zeros": ("-zeros", "-id"),
    "missing": ("-missing", "path"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What of the board is looked at. only: "incomplete", "zeros", "vetoed" or "pending"; item: its id"""

    q: str = ""
    place: str = ""
    mode: str = ""
    only: str = ""
    grade: str = ""
    sort: str = "total"
    item: int | None = None
    most: bool = False


def board(actor: Actor, round: Round, look: Look) -> Any:
    """Return the board's rows as plain values, filtered and sorted; only its own table is read."""
    rows, order = _sorted(_kept(subjects(actor, round), look), look)
    return rows.order_by(*order).values(*COLUMNS)


def board_page(actor: Actor, round: Round, look: Look, *, start: int, size: int) -> list[dict[str, Any]]:
    """Return `size` rows of the board from `start`; one query.

    By an item they are chosen by what an index alone can tell: only the page's own rows are read whole.
    """
    if look.item is None:
        return list(board(actor, round, look)[start : start + size])
    rows, order = _sorted(_kept(subjects(actor, round), look), look)
    page = rows.order_by(*order).values("id")[start : start + size]
    whole, order = _sorted(RoundEstate.objects.filter(id__in=page), look)
    return list(whole.order_by(*order).values(*COLUMNS))


def _sorted(rows: Any, look: Look) -> tuple[Any, tuple[Any, ...]]:
    """Return the rows with what they are sorted by, and the order."""
    if look.item is None:
        return rows, SORTS.get(look.sort, SORTS["total"])
    cell = Substr("cells", look.item * WIDTH + 1, WIDTH)
    return rows.alias(cell=cell), ("-cell" if look.most else "cell", "id")


def board_size(actor: Actor, round: Round, look: Look, *, most: int) -> int:
    """Return how many rows the board has, counted up to `most`."""
    return int(_kept(subjects(actor, round), look).order_by().values("id")[:most].count())


def _kept(rows: Any, look: Look) -> Any:
    if look.place:
        rows = rows.filter(under("path", look.place))
    if look.mode:
        rows = rows.filter(mode=look.mode)
    if look.grade:
        rows = rows.filter(grade=look.grade, complete=True)
    if look.q.strip():
        rows = rows.filter(_named(look.q.strip()))
    return _only(rows, look.only)


def _named(words: str) -> Q:
    found = Q(name__contains=words) | Q(company_name__contains=words) | Q(code=words)
    if words.isascii() and words.isalpha():
        found |= Q(initials__startswith=words.lower())
    return found


def _only(rows: QuerySet[Any], only: str) -> QuerySet[Any]:
    kept = {
        "incomplete": Q(complete__in=[False]),
        "zeros": Q(zeros__gt=0),
        "vetoed": Q(complete__in=[True, False], vetoed__in=[True]),
        "pending": Q(pending=True),
    }
    return rows.filter(kept[only]) if only in kept else rows


def subject_codes(actor: Actor, round: Round, *, around: str) -> tuple[str, str]:
    """Return the codes of the estates before and after one along the path, "" at the ends; two queries."""
    rows = subjects(actor, round)
    here = rows.filter(code=around).values_list("path", flat=True)[:1]
    before = rows.filter(path__lt=here).order_by("-path").values_list("code", flat=True).first()
    after = rows.filter(path__gt=here).order_by("path").values_list("code", flat=True).first()
    return before or "", after or ""
