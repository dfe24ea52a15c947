"""Changing the tree of places: reading a table of divisions, opening and ending grids."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from linli.base import journal
from linli.base.command import command
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import divisions
from linli.people.divisions import table
from linli.people.divisions.table import Fault, Unit
from linli.people.models import Place, PlaceName, Posting
from linli.people.queries import places as queries
from linli.people.queries.places import LEVELS, Plan
from linli.people.terms import Level
from linli.rules.folding import tidy

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: counts, or faults and nothing done."""

    created: int = 0
    renamed: int = 0
    ended: int = 0
    reopened: int = 0
    unchanged: int = 0
    stranded: int = 0
    faults: tuple[Fault, ...] = ()


@command
def import_divisions(*, actor: Actor, raw: bytes, now: datetime) -> Imported:
    """Take over a table of divisions (CSV, see `divisions.table.parse`); nothing is done if it has a fault.

    Units the table no longer names end today, renamed ones keep their former name in the history, units
    outside what the table covers are left alone. Reading the same table twice changes nothing.

    :raises NotAllowed: if the actor does not manage the places the table covers
    """
    read = table.parse(raw)
    if read.faults:
        journal.write_lines(
            actor=actor,
            lines=[
                journal.Line("place.import_refused", "people.place", change={"faults": [0, len(read.faults)]})
            ],
            at=now,
        )
        return Imported(faults=read.faults)
    return _take_over(actor, read.units, now)


@command
def import_builtin(*, actor: Actor, now: datetime, within: str = "") -> Imported:
    """Take over the built-in table of Pingdingshan; `within` as in `divisions.builtin`."""
    return _take_over(actor, divisions.builtin(within), now)


def _take_over(actor: Actor, units: Sequence[Unit], now: datetime) -> Imported:
    changes = queries.plan(actor, units)
    today = timezone.localdate(now)
    former = {place.pk: place.name for place, _ in changes.renamed}
    _create(changes.created, today)
    _rename(changes.renamed, today)
    _end(changes.ended, today)
    Place.objects.filter(pk__in=[place.pk for place in changes.reopened]).update(until=None)
    journal.write_lines(actor=actor, lines=_lines(changes, former), at=now)
    return Imported(
        created=len(changes.created),
        renamed=len(changes.renamed),
        ended=len(changes.ended),
        reopened=len(changes.reopened),
        unchanged=changes.unchanged,
        stranded=changes.stranded,
    )


def _create(units: Sequence[Unit], today: date) -> None:
    """Write new places level by level, since a child needs the key of its parent."""
    for level in sorted({unit.level for unit in units}):
        rows = [unit for unit in units if unit.level == level]
        parents = _keys({paths.parent(unit.path) for unit in rows})
        Place.objects.bulk_create(
            [
                Place(
                    code=unit.code,
                    name=unit.name,
                    short=unit.short,
                    level=LEVELS[level],
                    path=unit.path,
                    parent_id=parents.get(paths.parent(unit.path)),
                    since=today,
                )
                for unit in rows
            ],
            batch_size=500,
        )


def _keys(wanted: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    listed = sorted(wanted)
    for start in range(0, len(listed), 500):
        rows = Place.objects.filter(path__in=listed[start : start + 500]).values_list("path", "pk")
        found.update(rows)
    return found


def _rename(pairs: Sequence[tuple[Place, Unit]], today: date) -> None:
    """Give places their new names and keep the former ones with their dates."""
    if not pairs:
        return
    named = {
        row.place_id: row for row in PlaceName.objects.filter(place__in=[p.pk for p, _ in pairs], until=None)
    }
    former, fresh, closing = [], [], []
    for place, unit in pairs:
        open_name = named.get(place.pk)
        if open_name is None:
            former.append(
                PlaceName(place=place, name=place.name, short=place.short, since=place.since, until=today)
            )
        else:
            open_name.until = today
            closing.append(open_name)
        fresh.append(PlaceName(place=place, name=unit.name, short=unit.short, since=today))
        place.name, place.short = unit.name, unit.short
    PlaceName.objects.bulk_update(closing, ["until"], batch_size=200)
    PlaceName.objects.bulk_create([*former, *fresh], batch_size=500)
    Place.objects.bulk_update([place for place, _ in pairs], ["name", "short"], batch_size=200)


def _end(places: Sequence[Place], today: date) -> None:
    for place in places:
        place.until = max(today, place.since + ONE_DAY)
    Place.objects.bulk_update(places, ["until"], batch_size=200)


def _lines(changes: Plan, former: Mapping[int, str]) -> list[journal.Line]:
    """One line for the whole import, and one for each place that people knew and that is now different."""
    kind = "people.place"
    lines = [
        journal.Line(
            "place.import",
            kind,
            place=changes.cover,
            change={"created": [0, len(changes.created)], "unchanged": [0, changes.unchanged]},
        )
    ]
    for place, unit in changes.renamed:
        change = {"name": [former[place.pk], unit.name]}
        lines.append(journal.Line("place.rename", kind, str(place.pk), place.path, change=change))
    lines += [
        journal.Line("place.end", kind, str(p.pk), p.path, change={"until": [None, p.until]})
        for p in changes.ended
    ]
    lines += [
        journal.Line("place.reopen", kind, str(p.pk), p.path, change={"until": [p.until, None]})
        for p in changes.reopened
    ]
    return lines


@command
def open_grid(*, actor: Actor, community: Place, number: str, name: str, now: datetime) -> Place:
    """Open a grid below a community.

    number: letters and digits, unique within the community, e.g. "03"; "" for the next that is free

    :raises NotAllowed: if the actor may not register estates there nor manage places
    :raises Refused: if the place is no community, the number is no number or is taken
    """
    _check_may_grid(actor, community)
    number, name = number.strip().lower(), tidy(name)
    if community.level != Level.COMMUNITY:
        raise Refused("网格设在社区（村）之下。", "A grid lies below a community.", fields=("community",))
    number = number or next_number(queries.grid_numbers(actor, within=[community.path])[community.path])
    if not (number.isascii() and number.isalnum() and len(number) <= 12):
        raise Refused(
            "网格编号用 1 至 12 位数字或字母，例如 03。",
            "A grid's number is 1 to 12 digits or letters, such as 03.",
            fields=("number",),
        )
    _check_name(name)
    path = paths.child(community.path, f"g{number}")
    if Place.objects.filter(path=path).exists():
        raise Refused(
            f"本社区已有编号 {number} 的网格，请换一个编号。",
            f"This community has a grid {number}; choose another number.",
            fields=("number",),
        )
    grid = Place.objects.create(
        code=f"{community.code}g{number}"[:20],
        name=name,
        short=name,
        level=Level.GRID,
        path=path,
        parent=community,
        since=timezone.localdate(now),
    )
    journal.write(
        actor=actor, verb="grid.open", subject=grid, at=now, clause="B1", change={"name": ["", name]}
    )
    return grid


@command
def end_grid(*, actor: Actor, grid: Place, now: datetime) -> None:
    """End a grid from today on; it stays in the history.

    :raises Refused: if it is no grid, has ended, or estates in force or people posted are still in it
    """
    _check_may_grid(actor, grid)
    if grid.level != Level.GRID or grid.until is not None:
        raise Refused("这不是在用的网格。", "This is no grid in force.")
    inside = Place.objects.filter(parent=grid, until__isnull=True).count()
    if inside:
        raise Refused(
            f"网格里还有 {inside} 个小区，请先把它们划入别的网格。",
            f"{inside} estates lie in the grid; move them to another grid first.",
        )
    today = timezone.localdate(now)
    posted = Posting.objects.in_force(today).filter(place=grid).count()
    if posted:
        raise Refused(
            f"网格里还有 {posted} 个在任岗位，请先结束任职，再撤销网格。",
            f"{posted} people are posted to the grid; end their postings first.",
        )
    until = max(today, grid.since + ONE_DAY)
    Place.objects.filter(pk=grid.pk, until__isnull=True).update(until=until)
    grid.until = until
    journal.write(
        actor=actor, verb="grid.end", subject=grid, at=now, clause="B1", change={"until": [None, until]}
    )


@command
def rename_grid(*, actor: Actor, grid: Place, name: str, now: datetime) -> Place:
    """Give a grid another name; the former one stays in its history.

    :raises Refused: if it is no grid in force, or the name is empty or too long
    """
    _check_may_grid(actor, grid)
    name, former = tidy(name), grid.name
    if grid.level != Level.GRID or grid.until is not None:
        raise Refused("这不是在用的网格。", "This is no grid in force.")
    _check_name(name)
    if name == former:
        return grid
    unit = Unit(code=grid.code, name=name, short=name, level=0, parent="", path=grid.path)
    _rename([(grid, unit)], timezone.localdate(now))
    change = {"name": [former, name]}
    journal.write(actor=actor, verb="grid.rename", subject=grid, at=now, clause="B1", change=change)
    return grid


@command
def open_grids(*, actor: Actor, grids: Sequence[tuple[Place, str, str]], now: datetime) -> dict[str, Place]:
    """Open many grids, given as community, number and name; return them by path; a few queries in all.

    What single grids are checked for has been checked by whoever calls.

    :raises NotAllowed: if the actor may not set up grids in one of the communities
    """
    for community in {community.pk: community for community, _, _ in grids}.values():
        _check_may_grid(actor, community)
    today = timezone.localdate(now)
    Place.objects.bulk_create(
        [
            Place(
                code=f"{community.code}g{number}"[:20],
                name=name,
                short=name,
                level=Level.GRID,
                path=paths.child(community.path, f"g{number}"),
                parent=community,
                since=today,
            )
            for community, number, name in grids
        ],
        batch_size=500,
    )
    wanted = {paths.child(community.path, f"g{number}") for community, number, _ in grids}
    made = {place.path: place for place in Place.objects.filter(level=Level.GRID, path__in=wanted)}
    lines = [
        journal.Line("grid.open", "people.place", str(row.pk), path, "B1", change={"name": ["", row.name]})
        for path, row in made.items()
    ]
    journal.write_lines(actor=actor, lines=lines, at=now)
    return made


def next_number(taken: Collection[str]) -> str:
    """Return the next number for a grid: two digits, after the highest in use."""
    return f"{max((int(number) for number in taken if number.isdigit()), default=0) + 1:02d}"


def _check_name(name: str) -> None:
    if not name or len(name) > 100:
        raise Refused(
            "请写网格名称，不超过 100 字。", "Name the grid, in at most 100 letters.", fields=("name",)
        )


def _check_may_grid(actor: Actor, place: Place) -> None:
    if not (actor.may("place.manage", at=place.path) or actor.may("estate.edit", at=place.path)):
        raise NotAllowed("您不能在这里设网格。", "You may not set up grids here.")
