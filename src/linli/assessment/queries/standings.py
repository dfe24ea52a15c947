"""How many estates stand on a day, side by side; the same queries for a page and for a province."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.assessment import remembering
from linli.assessment.current import judged, pack_in_force
from linli.assessment.facts.afresh import afresh
from linli.assessment.facts.base import Keep, Row
from linli.assessment.queries.standing import PERMISSION
from linli.assessment.scoring.cells import encode, zeros
from linli.base import journal
from linli.base.scope import under
from linli.base.spool import Spool
from linli.kernel.actor import Actor
from linli.registry.models import Estate
from linli.registry.models.finding import matches
from linli.rules.scorecard.outcome import Result

HELD = 500  # estates of which everything may be in memory at once
READ_AT_ONCE = 2000
COLUMNS = ("pk", "mode", "code", "name", "path")


@dataclass(frozen=True, slots=True)
class Brief:
    """One estate on a day. reached, total: hundredths; total None while something is not known

    cells: its items, as `scoring.cells` writes them; missing: how many facts; grade: its id, "" if none
    carried: facts that the last round had to say, because no record does
    """

    estate: int
    code: str
    name: str
    path: str
    mode: str
    reached: int
    total: int | None
    grade: str
    vetoed: bool
    missing: int
    zeros: int
    carried: int
    cells: str


def estates(actor: Actor, *, at: str = "", mode: str = "", q: str = "") -> Any:
    """Return the open estates whose standing the actor may see, by place."""
    found = Estate.objects.visible_to(actor, PERMISSION).filter(closed_on__isnull=True)
    if at:
        found = found.filter(under("path", at))
    if mode:
        found = found.filter(mode=mode)
    if q:
        found = found.filter(matches(q))
    return found.order_by("path")


def standings(actor: Actor, rows: Any, *, day: date) -> Iterator[Brief]:
    """Yield how each estate of `rows`, a queryset of `estates`, stands on a day, by rising key.

    What was read of more than a few hundred is held on disk meanwhile.
    """
    pack = pack_in_force()
    found = list(rows.order_by("pk").values_list(*COLUMNS))
    # A short list is read faster by its keys than by asking again what the actor may see.
    keys: Any = [row[0] for row in found] if len(found) <= HELD else rows.order_by().values("pk")
    modes = [row[:2] for row in found]
    with ExitStack() as stack:

        def aside(answer: Any) -> Iterable[Row]:
            """Put the rows of a query aside as they come: its cursor is closed before the next opens."""
            return stack.enter_context(Spool(answer.iterator(chunk_size=READ_AT_ONCE)))

        keep: Keep = aside if len(found) > HELD else list
        known = afresh(keys, modes, day=day, pack=pack, keep=keep)
        for row, each in zip(found, known, strict=True):
            yield _brief(row, judged(each, pack), len(each.carried))


def of_page(actor: Actor, page: list[Estate], *, day: date) -> list[Brief]:
    """Return how the estates of a page stand, in their order; one query while nothing was written since."""
    keys = [each.pk for each in page]
    key, head = (day, pack_in_force().sha256, actor.place, actor.role, *keys), journal.head()
    found: list[Brief] | None = remembering.get(key, head)
    if found is None:
        found = _afresh(actor, keys, day=day)
        remembering.put(key, head, found)
    return found


def _afresh(actor: Actor, keys: list[int], *, day: date) -> list[Brief]:
    rows = Estate.objects.visible_to(actor, PERMISSION).filter(pk__in=keys)
    by_key = {each.estate: each for each in standings(actor, rows, day=day)}
    return [by_key[key] for key in keys if key in by_key]


def _brief(row: tuple[Any, ...], result: Result, carried: int) -> Brief:
    key, mode, code, name, path = row
    return Brief(
        estate=key,
        code=code,
        name=name,
        path=path,
        mode=mode,
        reached=result.earned,
        total=result.earned if result.complete else None,
        grade=result.grade.id if result.complete and result.grade is not None else "",
        vetoed=result.vetoed,
        missing=len(result.missing),
        zeros=zeros(result),
        carried=carried,
        cells=encode(result),
    )
