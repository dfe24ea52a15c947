"""Take over a list of grids and their estates, in sets."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from linli.base import bulk, journal
from linli.base.command import command
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.people.models import Place
from linli.people.services import places
from linli.registry.grid_plan import Plan
from linli.registry.models import Estate
from linli.registry.queries import grid_import
from linli.registry.services import completeness
from linli.registry.services.writing import demand


@command
def take_over(*, actor: Actor, raw: bytes, name: str, path: str, now: datetime) -> Plan:
    """Open the grids a list names that are missing, and put its estates into theirs (B3).

    Nothing at all is written if the list has a fault. Taken over twice, it changes nothing the second time.

    :raises NotAllowed: without `estate.edit` at `path`
    :raises Refused: if the file cannot be read as a table
    """
    demand(actor, "estate.edit", at=path, clause="B3")
    made = grid_import.reading(actor, raw=raw, name=name, path=path, this_year=timezone.localdate(now).year)
    figures = {"faults": len(made.faults), "grids": len(made.opened), "estates": len(made.moved)}
    change = {what: [0, number] for what, number in figures.items()}
    line = journal.Line("grid.import", "people.place", place=path, clause="B3", change=change)
    journal.write_lines(actor=actor, lines=[line], at=now)
    if made.faults:
        return made
    above = Place.objects.filter(path__in={community for community, _, _ in made.opened.values()})
    by_path = {place.path: place for place in above}
    opened = [(by_path[community], number, called) for community, number, called in made.opened.values()]
    if opened:
        places.open_grids(actor=actor, grids=opened, now=now)
    _move(actor, made, now)
    return made


def _move(actor: Actor, made: Plan, now: datetime) -> None:
    moves = [(estate, to, paths.child(to, f"e{estate.code}")) for estate, to in made.moved.values()]
    keys = dict(Place.objects.filter(path__in={to for _, to, _ in moves}).values_list("path", "pk"))
    bulk.update(Place, ("path", "parent"), ((path, keys[to], row.place_id) for row, to, path in moves))
    bulk.update(Estate, ("path", "updated_at"), ((path, now, row.pk) for row, _, path in moves))
    lines = [
        journal.Line(
            "estate.move", "registry.estate", str(row.pk), path, "B3", change={"path": [row.path, path]}
        )
        for row, _, path in moves
    ]
    journal.write_lines(actor=actor, lines=lines, at=now)
    for row, _, _ in moves:
        completeness.refresh(row, today=timezone.localdate(now))
