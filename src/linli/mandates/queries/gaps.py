"""What nobody answers for: subdistricts without leader, office or contact point; communities in no area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.base.scope import reached, within
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.mandates.models import Mandate
from linli.mandates.models.mandates import holding
from linli.mandates.terms import MandateKind
from linli.people.models import Place
from linli.people.terms import Level

ONCE = (MandateKind.LEADER, MandateKind.OFFICE, MandateKind.CONTACT)
BELOW = (Level.COMMUNITY, Level.GRID, Level.ESTATE)


@dataclass(frozen=True, slots=True)
class Subdistrict:
    """A subdistrict with what it lacks. uncovered: communities in no area; partly: only in part of it"""

    path: str
    name: str
    missing: tuple[Any, ...]
    communities: int
    uncovered: tuple[str, ...]
    partly: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.uncovered or self.partly)

    @property
    def covered(self) -> int:
        return self.communities - len(self.uncovered) - len(self.partly)


def subdistricts(actor: Actor, *, today: date, at: str = "") -> list[Subdistrict]:
    """Return every subdistrict within reach with its gaps; two queries.

    A community is covered if somebody answers for it; if only for grids or estates of it, it is in part.
    """
    reach = ("/",) if actor.everywhere else actor.reach("mandate.view")
    rule = reached("path", within(reach, at or "/"))
    places = Place.objects.filter(
        rule, level__in=[Level.SUBDISTRICT, Level.COMMUNITY], until__isnull=True
    ).order_by("path")
    named = list(places.values_list("path", "short", "level"))
    kinds: dict[str, set[str]] = {}
    areas: set[str] = set()
    held = Mandate.objects.filter(holding(today)).filter(reached("subdistrict", _tops(named, reach)))
    for kind, subdistrict, path in held.values_list("kind", "subdistrict", "path"):
        kinds.setdefault(subdistrict, set()).add(kind)
        areas |= {path} if kind == MandateKind.AREA else set()
    partly = {above for path in areas for above in paths.chain(path)[:-1]}
    below: dict[str, list[tuple[str, str]]] = {}
    for path, short, level in named:
        if level == Level.COMMUNITY:
            below.setdefault(paths.parent(path), []).append((path, short))
    return [
        _stands(path, short, kinds.get(path, set()), below.get(path, []), areas, partly)
        for path, short, level in named
        if level == Level.SUBDISTRICT
    ]


def subdistrict(actor: Actor, *, path: str, permission: str = "mandate.manage") -> Place:
    """Return one subdistrict where the actor may do something.

    :raises NoSuch: if there is none
    """
    found: Place | None = Place.objects.filter(path=path, level=Level.SUBDISTRICT, until__isnull=True).first()
    if found is None or not actor.may(permission, at=found.path):
        raise NoSuch("没有这个街道，或者它不归您管。", "There is no such subdistrict, or it is not yours.")
    return found


def choices(actor: Actor) -> list[tuple[str, str]]:
    """Return path and name of the subdistricts whose mandates the actor gives."""
    seen = Place.objects.filter(level=Level.SUBDISTRICT, until__isnull=True)
    if not actor.everywhere:
        seen = seen.filter(reached("path", actor.reach("mandate.manage")))
    return list(seen.order_by("path").values_list("path", "short")[:1000])


def below(actor: Actor, *, path: str) -> list[tuple[str, str]]:
    """Return path and name of communities, grids and estates of a subdistrict, to choose from; one query."""
    rows = Place.objects.filter(reached("path", (path,)), level__in=BELOW, until__isnull=True)
    named = list(rows.order_by("path").values_list("path", "short")[:2000])
    depth = path.count("/") + 1
    return [(each, "　" * (each.count("/") - depth) + short) for each, short in named]


def place(actor: Actor, *, path: str) -> Place:
    """Return a place in force by its path.

    :raises NoSuch: if there is none
    """
    found: Place | None = Place.objects.filter(path=path, until__isnull=True).first()
    if found is None:
        raise NoSuch("没有这个地方。", "There is no such place.")
    return found


def _tops(named: list[tuple[str, str, str]], reach: tuple[str, ...]) -> tuple[str, ...]:
    """Return the widest places whose mandates count: where the actor looks, of all levels."""
    tops: list[str] = []
    for path, _, _ in named:
        if not path.startswith(tuple(tops) or ("\0",)):
            tops.append(path)
    return tuple(tops)


def _stands(
    path: str,
    short: str,
    kinds: set[str],
    communities: list[tuple[str, str]],
    areas: set[str],
    partly: set[str],
) -> Subdistrict:
    bare = [(each, name) for each, name in communities if each not in areas]
    return Subdistrict(
        path=path,
        name=short,
        missing=tuple(kind.label for kind in ONCE if kind not in kinds),
        communities=len(communities),
        uncovered=tuple(name for each, name in bare if each not in partly),
        partly=tuple(name for each, name in bare if each in partly),
    )
