"""Grids with their workers and the number of their estates (B3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, Func, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from linli.base.scope import under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.people.models import Place, Posting
from linli.people.terms import Level, Role
from linli.registry.models import Estate

HOLDING = (Level.SUBDISTRICT, Level.COMMUNITY)  # where estates stand that are tied to no grid yet
COUNTED = Func(template="COUNT(*)", output_field=IntegerField())  # without grouping, unlike `Count`
STATES = ("unmanned", "empty", "loose")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of grids is to hold; "" is everything.

    q: part of the name of a grid, of its community or of a worker; at: place path
    state: "unmanned" (without a worker), "empty" (without an estate), "loose" (estates tied to no grid)
    """

    q: str = ""
    at: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid; or a community or subdistrict (number and name are "") with estates tied to no grid yet."""

    pk: int
    path: str
    subdistrict: str
    community: str
    number: str
    name: str
    workers: tuple[str, ...]
    estates: int


def grids(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the places that hold or want a grid, in the order of the tree; the caller cuts a page out."""
    seen = Place.objects.visible_to(actor, "estate.view").filter(until__isnull=True)
    if wanted.at:
        seen = seen.filter(under("path", wanted.at))
    estates = _estates(actor).filter(parent=OuterRef("pk"))
    grid, loose = Q(level=Level.GRID), Q(Exists(estates)) & Q(level__in=HOLDING)
    if wanted.state == "loose":
        rule = loose
    elif wanted.state == "empty":
        rule = grid & ~Q(Exists(estates))
    elif wanted.state == "unmanned":
        rule = grid & ~Q(Exists(_workers(today).filter(place=OuterRef("pk"))))
    else:
        rule = grid | loose
    if wanted.q:
        rule &= _named(wanted.q, today)
    return seen.filter(rule).order_by("path")


def rows(actor: Actor, found: Iterable[Place], *, today: date) -> list[Grid]:
    """Return `found` as a list shows them: with their workers and how many estates; three queries."""
    places = list(found)
    keys, few = [place.pk for place in places], len(places) < 500
    above = {up for place in places for up in paths.chain(place.path)}
    named = Place.objects.filter(level__in=HOLDING)
    if few:
        named = named.filter(path__in=above)
    names = {path: (level, short) for path, level, short in named.values_list("path", "level", "short")}
    estates = _counts(actor, places)
    postings = _workers(today)
    workers: dict[int, list[str]] = {}
    posted = (postings.filter(place__in=keys) if few else postings).order_by("user__name")
    for key, name in posted.values_list("place_id", "user__name").distinct():
        workers.setdefault(key, []).append(name)
    return [
        _row(place, names, tuple(workers.get(place.pk, ())), estates.get(place.pk, 0)) for place in places
    ]


def _counts(actor: Actor, places: list[Place]) -> dict[int, int]:
    """Return how many open estates stand right below each place; one query."""
    whole = all(actor.may("estate.view", at=place.path) for place in places)
    if whole and len(places) < 500 and connection.vendor == "sqlite":
        # Only the segment of an estate begins with "e": a range of an index that holds the open ones alone.
        below = Estate.objects.filter(
            closed_on__isnull=True, path__gt=Concat(OuterRef("path"), Value("e")),
            path__lt=Concat(OuterRef("path"), Value("f")),
        )  # fmt: skip
        number = below.order_by().values(number=COUNTED)
        found = Place.objects.filter(pk__in=[place.pk for place in places])
        return dict(found.values_list("pk", Subquery(number)))
    held = _estates(actor)
    if len(places) < 500:
        held = held.filter(parent__in=[place.pk for place in places])
    return dict(held.order_by().values_list("parent").annotate(Count("pk")))


def _row(place: Place, names: dict[str, tuple[str, str]], workers: tuple[str, ...], estates: int) -> Grid:
    around = {"subdistrict": "", "community": ""}
    for up in paths.chain(place.path):
        if up in names:
            level, short = names[up]
            around[level] = short
    number = _number(place.path)
    gridded = place.level == Level.GRID
    return Grid(
        place.pk, place.path, around["subdistrict"], around["community"], number if gridded else "",
        place.name if gridded else "", workers if gridded else (), estates,
    )  # fmt: skip


def _number(path: str) -> str:
    """Return the number of a grid within its community, e.g. "03"."""
    return path.rstrip("/").rpartition("/g")[2]


def _estates(actor: Actor) -> Any:
    """Return the places of the open estates the actor may see."""
    return Place.objects.visible_to(actor, "estate.view").filter(level=Level.ESTATE, until__isnull=True)


def _workers(today: date) -> Any:
    """Return the postings of grid workers in force."""
    return Posting.objects.in_force(today).filter(role=Role.GRID)


def _named(q: str, today: date) -> Q:
    worked = _workers(today).filter(user__name__contains=q)
    return Q(name__contains=q) | Q(parent__name__contains=q) | Q(pk__in=worked.values("place_id"))


def pairs(actor: Actor, wanted: Wanted, *, today: date) -> list[tuple[Grid, str, str]]:
    """Return each grid with the name and the code of each of its estates, for a workbook; five queries.

    A grid without an estate comes once, with "" for both.
    """
    found = rows(actor, grids(actor, wanted, today=today), today=today)
    inside: dict[str, list[tuple[str, str]]] = {}
    seen = Estate.objects.visible_at(actor, "estate.view", wanted.at).filter(closed_on__isnull=True)
    for path, name, code in seen.order_by("path").values_list("path", "name", "code"):
        inside.setdefault(paths.parent(path), []).append((name, code))
    return [(grid, name, code) for grid in found for name, code in inside.get(grid.path, [("", "")])]


def grid(actor: Actor, *, pk: int) -> Place:
    """Return a grid in force whose estates the actor may change.

    :raises NoSuch: if there is none
    """
    seen = Place.objects.filter(level=Level.GRID, until__isnull=True, pk=pk)
    found: Place | None = seen.select_related("parent").first()
    if found is None or not actor.may("estate.edit", at=found.path):
        raise NoSuch("没有这个网格，或者它不归您管。", "There is no such grid, or it is not yours.")
    return found


def communities(actor: Actor) -> list[tuple[str, str]]:
    """Return the communities in which the actor may set up grids: path, and name with the street's."""
    seen = Place.objects.visible_to(actor, "estate.edit").filter(until__isnull=True, level__in=HOLDING)
    short: dict[str, str] = {}
    found = []
    for path, level, name in seen.order_by("path").values_list("path", "level", "short"):
        if level == Level.COMMUNITY:
            street = short.get(paths.parent(path))
            found.append((path, f"{street} · {name}" if street else name))
        else:
            short[path] = name
    return [(path, name) for path, name in found if actor.may("estate.edit", at=path)]
