"""A list of grids and their estates, read and compared with what is on record; nothing is written."""

from __future__ import annotations

from linli.base import tables
from linli.base.scope import under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.people.models import Place
from linli.people.services.places import next_number
from linli.people.terms import Level
from linli.registry.grid_plan import COLUMNS, Ground, Plan, Standing, plan
from linli.registry.models import Estate
from linli.registry.queries import intake
from linli.rules.intake import headings
from linli.rules.intake.places import District


def reading(actor: Actor, *, raw: bytes, name: str, path: str, this_year: int) -> Plan:
    """Return what the list would do; five queries, however long it is.

    path: the place whose communities the list may name
    :raises Refused: if the file cannot be read as a table
    """
    sheet = tables.read_where(raw, name, lambda found: headings.find(found.rows, COLUMNS) is not None)
    return plan(sheet.rows, _ground(actor, path, this_year), next_number)


def _ground(actor: Actor, path: str, this_year: int) -> Ground:
    context = intake.context(actor, path=path, this_year=this_year)
    places = Place.objects.filter(under("path", path))
    communities = places.filter(level=Level.COMMUNITY, until__isnull=True).values_list("code", "path")
    grids: dict[str, list[Standing]] = {}
    for where, name, until in places.filter(level=Level.GRID).values_list("path", "name", "until"):
        grids.setdefault(paths.parent(where), []).append(Standing(where, name, until is not None))
    seen = Estate.objects.visible_at(actor, "estate.edit", path).filter(closed_on__isnull=True)
    estates = list(seen.only("pk", "code", "folded", "path", "place"))
    streets = {paths.parent(where) for _, where in communities}
    return Ground(
        District.of(context.subdistricts, context.within),
        dict(communities),
        grids,
        {row.code: row for row in estates},
        {(up, row.folded): row for row in estates for up in paths.chain(row.path) if up in streets},
    )
