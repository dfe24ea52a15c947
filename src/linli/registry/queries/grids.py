"""Grids with their workers and estates (B3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from linli.base.scope import under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.people.models import Place, Posting
from linli.people.terms import Level, Role
from linli.registry.models import Estate


@dataclass(slots=True)
class Grid:
    """A grid; or a community (grid is "") with the estates that are tied to no grid yet."""

    path: str
    community: str
    grid: str
    workers: list[str] = field(default_factory=list)
    estates: list[tuple[str, str]] = field(default_factory=list)


def grids(actor: Actor, *, at: str, today: date) -> list[Grid]:
    """Return the grids at or below `at`, and the estates of communities outside any grid; three queries."""
    seen = Place.objects.visible_to(actor, "estate.view").filter(under("path", at), until__isnull=True)
    places = list(
        seen.filter(level__in=[Level.COMMUNITY, Level.GRID])
        .order_by("path")
        .values_list("path", "level", "short")
    )
    short = {path: name for path, level, name in places if level == Level.COMMUNITY}
    found: dict[str, Grid] = {}
    for path, level, name in places:
        gridded = level == Level.GRID
        community = short.get(paths.parent(path) if gridded else path, "")
        found[path] = Grid(path, community, name if gridded else "")
    _put_workers(found, at, today)
    estates = Estate.objects.visible_to(actor, "estate.view").filter(
        under("path", at), closed_on__isnull=True
    )
    for path, code, name in estates.order_by("path").values_list("path", "code", "name"):
        if grid := found.get(paths.parent(path)):
            grid.estates.append((code, name))
    return [grid for grid in found.values() if grid.grid or grid.estates]


def _put_workers(found: dict[str, Grid], at: str, today: date) -> None:
    postings = Posting.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today),
        under("place__path", at),
        role=Role.GRID,
        since__lte=today,
    )
    for path, name in postings.order_by("user__name").values_list("place__path", "user__name").distinct():
        if path in found:
            found[path].workers.append(name)
