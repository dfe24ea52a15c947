"""The tree of places as an actor may see it, and what a new table of divisions would change in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from linli.base.scope import reached
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.people.divisions.table import TOP, Unit
from linli.people.models import Place, PlaceName, Posting
from linli.people.terms import Level

UPPER = (Level.CITY, Level.DISTRICT, Level.SUBDISTRICT)
LISTED = (*UPPER, Level.COMMUNITY)
LEVELS = {2: Level.CITY, 3: Level.DISTRICT, 4: Level.SUBDISTRICT, 5: Level.COMMUNITY}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would change.

    cover: the path the table speaks for; units outside are left alone, "" if it speaks for several cities
    renamed: pairs of a place and its unit; ended: places that are no longer in the table
    stranded: how many grids and estates in force lie below a place that ends
    """

    cover: str
    created: tuple[Unit, ...]
    renamed: tuple[tuple[Place, Unit], ...]
    ended: tuple[Place, ...]
    reopened: tuple[Place, ...]
    unchanged: int
    stranded: int

    @property
    def changes(self) -> int:
        return len(self.created) + len(self.renamed) + len(self.ended) + len(self.reopened)


def plan(actor: Actor, units: Sequence[Unit]) -> Plan:
    """Compare the units of a table with the tree; three queries whatever the size.

    :raises NotAllowed: if the actor does not manage the places the table covers
    """
    told = {unit.path: unit for unit in units if unit.level >= TOP}
    cover = _cover(told)
    if not actor.may("place.manage", at=cover or "/"):
        raise NotAllowed(
            "这份区划表超出您管理的地域。请导入您所在地域的表，或请上级管理员导入。",
            "The table reaches beyond the places you manage. Import your own, or ask a wider administrator.",
        )
    levels = {LEVELS[unit.level] for unit in told.values()}
    known = _known(told, cover, levels)
    ended = tuple(
        place
        for path, place in known.items()
        if path not in told and place.until is None and path.startswith(cover or "/") and path != cover
    )
    return Plan(
        cover=cover,
        created=tuple(unit for path, unit in told.items() if path not in known),
        renamed=tuple(
            (known[p], unit) for p, unit in told.items() if p in known and known[p].name != unit.name
        ),
        ended=ended,
        reopened=tuple(known[path] for path in told if path in known and known[path].until is not None),
        unchanged=sum(
            path in known and known[path].name == unit.name and known[path].until is None
            for path, unit in told.items()
        ),
        stranded=_stranded(ended),
    )


def _known(told: dict[str, Unit], cover: str, levels: set[Level]) -> dict[str, Place]:
    """Return the places the table speaks about, and those above its cover."""
    rule = Q(path__in=paths.chain(cover))
    roots = [cover] if cover else [path for path in told if path.count("/") == 2]
    rule |= reached("path", tuple(roots)) & Q(level__in=levels)
    return {place.path: place for place in Place.objects.filter(rule)}


def _cover(told: dict[str, Unit]) -> str:
    """Return the path below which the table is complete: down from the top as long as there is one way."""
    below: dict[str, list[str]] = {}
    for path in told:
        below.setdefault(paths.parent(path), []).append(path)
    cover = "/"
    while len(below.get(cover, ())) == 1:
        cover = below[cover][0]
    return "" if cover == "/" else cover


def _stranded(ended: Sequence[Place]) -> int:
    """Count grids and estates in force below places that end."""
    gone = {place.path for place in ended if place.level == Level.COMMUNITY}
    if not gone:
        return 0
    leaves = Place.objects.filter(level__in=[Level.GRID, Level.ESTATE], until__isnull=True)
    rule = Q(pk__in=())
    for path in list(gone)[:500]:
        rule |= reached("path", (path,))
    return leaves.filter(rule).count()


def place(actor: Actor, *, path: str, permission: str = "place.manage") -> Place:
    """Return one place the actor may see.

    :raises NoSuch: if there is none
    """
    found: Place | None = Place.objects.visible_to(actor, permission).filter(path=path).first()
    if found is None:
        raise NoSuch("没有这个地方，或者它不归您管。", "There is no such place, or it is not yours.")
    return found


def children(actor: Actor, *, path: str, permission: str = "place.manage") -> list[Place]:
    """Return the places right below `path` ("/" for the top) in order of code, with `below`: how many are
    right below each; estates are left out, they stand in the registry. One query.
    """
    above = paths.chain(path)[-1:] if path != "/" else ()
    rows = Place.objects.visible_to(actor, permission).exclude(level=Level.ESTATE)
    rows = rows.filter(parent__path=above[0]) if above else rows.filter(parent__isnull=True)
    count = Count("children", filter=~Q(children__level=Level.ESTATE))
    return list(rows.annotate(below=count).order_by("code"))


def choices(
    actor: Actor, *, permission: str, on: date, levels: Collection[str] = LISTED, limit: int = 400
) -> list[Place]:
    """Return the places in force of some levels at which the actor holds `permission`, parents first."""
    rows = Place.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)
    if not actor.everywhere:
        rows = rows.filter(reached("path", actor.reach(permission)))
    return list(rows.filter(level__in=levels).order_by("path")[:limit])


def found(actor: Actor, *, words: str, permission: str, on: date, limit: int = 20) -> list[Place]:
    """Return places in force by code or part of the name, estates among them, nearest to the top first."""
    words = words.strip()
    rows = Place.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)
    if not actor.everywhere:
        rows = rows.filter(reached("path", actor.reach(permission)))
    match = Q(code=words) | Q(path=words) | Q(name__icontains=words)
    return list(rows.filter(match).order_by("path")[:limit])


def pick(actor: Actor, *, words: str, permission: str, on: date) -> Place:
    """Return the one place in force that `words` mean: a path, a code, or a name as people write it.

    "文园社区", "410402008004" and "文园社区 410402008004" all do; a part of the name, if only one has it.

    :raises Refused: if none or several fit; several are named, with their codes
    """
    last = words.split()[-1:] or [""]
    rows = found(actor, words=last[0], permission=permission, on=on, limit=200)
    exact = [row for row in rows if last[0] in (row.path, row.code, row.name, row.short)]
    fitting = exact or rows
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise Refused(
            f"您管的地方里没有“{words}”，请写全名或代码。",
            f"No place of yours is called “{words}”; write its whole name or its code.",
            fields=("place",),
        )
    listed = "、".join(f"{row.short}（{row.code}）" for row in fitting[:6])
    raise Refused(
        f"有 {len(fitting)} 处符合“{words}”，请写代码：{listed}。",
        f"{len(fitting)} places fit “{words}”; write the code: {listed}.",
        fields=("place",),
    )


def by_path(actor: Actor, *, listed: Collection[str]) -> dict[str, str]:
    """Return the short names of places by path; names of places are no secret."""
    return dict(Place.objects.filter(path__in=listed).values_list("path", "short"))


def grid_numbers(actor: Actor, *, within: Collection[str]) -> dict[str, set[str]]:
    """Return the numbers of the grids below each community at the paths `within`, ended ones too.

    A number is given once; numbers are no secret. One query.
    """
    found: dict[str, set[str]] = {path: set() for path in within}
    rows = Place.objects.filter(level=Level.GRID, parent__path__in=within)
    for path in rows.values_list("path", flat=True):
        found[paths.parent(path)].add(path.rstrip("/").rpartition("/g")[2])
    return found


def names(actor: Actor, *, place: Place) -> list[PlaceName]:
    """Return the former and present names of a place, newest first; empty if it was never renamed."""
    rows = PlaceName.objects.visible_to(actor, "place.manage").filter(place=place)
    return list(rows.order_by("-since"))


def posted(actor: Actor, *, place: Place, on: date) -> list[Posting]:
    """Return who is posted at exactly this place on a day."""
    rows = Posting.objects.visible_to(actor, "user.manage").filter(place=place, since__lte=on)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=on))
    return list(rows.select_related("user", "place").order_by("role", "user__name"))
