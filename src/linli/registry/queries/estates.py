"""Lists of estates, one estate, and the places around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from linli.base.scope import under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.models import Estate, ServiceProject
from linli.registry.models.finding import RARE, estate_matches, matches
from linli.registry.terms import Kind, Mode

CHOOSABLE = [Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID]
SORTS = {
    "place": ("path",),
    "name": ("initials", "path"),
    "households": ("households", "path"),
    "year": ("built_year", "path"),
    "complete": ("completeness", "path"),
}
GRIDDED = "/g"  # in the path of every estate in a grid and of no other, see `kernel.place`
MODES, KINDS = dict(Mode.choices), dict(Kind.choices)  # lazy words, said when shown
COMPLETENESS = {"full": Q(completeness=100), "gaps": Q(completeness__lt=100), "poor": Q(completeness__lt=60)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything.

    q: part of a name, the pinyin initials, or the start of a code; at: place path
    company: name, initials or key
    complete: "full", "gaps", "poor"; grid: "none" for estates tied to no grid
    sort: a key of `SORTS`, with "-" in front to turn it round
    """

    q: str = ""
    at: str = ""
    mode: str = ""
    kind: str = ""
    company: str = ""
    complete: str = ""
    sort: str = ""
    grid: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An estate in a list. mode, kind: as people say them; percent: its completeness"""

    pk: int
    code: str
    name: str
    address: str
    subdistrict: str
    community: str
    grid: str
    mode: str
    mode_words: Any
    kind_words: Any
    built_year: int | None
    buildings: int | None
    households: int | None
    floor_area: Decimal | None
    lifts: int | None
    garage: bool | None
    company_id: int | None
    company: str
    percent: int


def estates(actor: Actor, wanted: Wanted) -> Any:
    """Return the estates `wanted`, in its order; the caller cuts a page out of it."""
    rule, many = estate_matches(wanted.q) if wanted.q else (Q(), True)
    rule &= _filters(wanted)
    key = wanted.sort.lstrip("-")
    order = SORTS.get(key, SORTS["place"])
    seen = Estate.objects.filter(closed_on__isnull=not wanted.closed)
    rows = seen.visible_at(actor, "estate.view", wanted.at).filter(rule)
    if many and order != SORTS["place"] and rows[: RARE + 1].count() > RARE:
        rows = seen.visible_at(actor, "estate.view", wanted.at, walked=True).filter(rule)
    turned = key in SORTS and wanted.sort.startswith("-")
    return rows.order_by(*(f"-{name}" if turned else name for name in order))


def _filters(wanted: Wanted) -> Q:
    rule = Q()
    if wanted.mode:
        rule &= Q(mode=wanted.mode)
    if wanted.kind:
        rule &= Q(kind=wanted.kind)
    if wanted.complete in COMPLETENESS:
        rule &= COMPLETENESS[wanted.complete]
    if wanted.grid == "none":
        rule &= ~Q(path__contains=GRIDDED)
    if wanted.company:
        serving = ServiceProject.objects.filter(_company(wanted.company), until__isnull=True)
        rule &= Q(pk__in=serving.values("estate_id"))
    return rule


def _company(given: str) -> Q:
    if given.isascii() and given.isdigit():
        return Q(company_id=int(given))
    return matches(given, "company__")


def rows(actor: Actor, found: Sequence[Estate]) -> list[Row]:
    """Return `found` as a list shows them: with the names of places and companies; two queries."""
    places = names(actor, {above for estate in found for above in paths.chain(estate.path)[:-1]})
    keys: Any = [estate.pk for estate in found]
    serving = ServiceProject.objects.visible_to(actor, "estate.view").filter(until__isnull=True)
    if len(keys) < 500:
        serving = serving.filter(estate__in=keys)
    companies = {row[0]: row[1:] for row in serving.values_list("estate_id", "company_id", "company__name")}
    return [
        _row(estate, _above(estate.path, places), *companies.get(estate.pk, (None, ""))) for estate in found
    ]


def _row(estate: Estate, above: dict[str, str], company_id: int | None, company: str) -> Row:
    return Row(
        pk=estate.pk,
        code=estate.code,
        name=estate.name,
        address=estate.address,
        subdistrict=above["subdistrict"],
        community=above["community"],
        grid=above["grid"],
        mode=estate.mode,
        mode_words=MODES[estate.mode],
        kind_words=KINDS.get(estate.kind, ""),
        built_year=estate.built_year,
        buildings=estate.buildings,
        households=estate.households,
        floor_area=estate.floor_area,
        lifts=estate.lifts,
        garage=estate.garage,
        company_id=company_id,
        company=company,
        percent=estate.completeness,
    )


def _above(path: str, places: dict[str, tuple[str, str]]) -> dict[str, str]:
    found = {"subdistrict": "", "community": "", "grid": ""}
    for above in paths.chain(path)[:-1]:
        level, name = places.get(above, ("", ""))
        found[level] = name
    return found


def names(actor: Actor, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Return level and short name of places by path. Names of places are no secret; nothing else is told."""
    places = Place.objects.filter(level__in=[Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID])
    if len(wanted) < 500:
        places = places.filter(path__in=wanted)
    return {path: (level, short) for path, level, short in places.values_list("path", "level", "short")}


def estate(actor: Actor, *, code: str, permission: str = "estate.view") -> Estate:
    """Return one estate by its code.

    :raises NoSuch: if there is none, or none the actor may see
    """
    found: Estate | None = (
        Estate.objects.visible_to(actor, permission).select_related("place").filter(code=code).first()
    )
    if found is None:
        raise NoSuch(
            "没有这个小区，或者它不归您查看。请检查地址，或从小区清单进入。",
            "There is no such estate, or it is not yours to see. Start from the list of estates.",
        )
    return found


def above(actor: Actor, path: str) -> list[tuple[str, str, str]]:
    """Return path, short name and level of the places above `path` the actor may see, from the top down."""
    seen = Place.objects.visible_to(actor, "estate.view").filter(path__in=paths.chain(path)[:-1])
    return list(seen.order_by("path").values_list("path", "short", "level"))


def choices(actor: Actor, *, at: str) -> list[tuple[str, str, int]]:
    """Return the places a list can be narrowed to: those above `at`, itself, those right below; with depth.

    A province has thousands of communities; so one level at a time.
    """
    root = at or actor.place
    if not root:
        tops = Place.objects.visible_to(actor, "estate.view").filter(level=Level.DISTRICT, until__isnull=True)
        return [(path, short, 0) for path, short in tops.order_by("path").values_list("path", "short")[:200]]
    seen = Place.objects.visible_to(actor, "estate.view").filter(until__isnull=True)
    above = list(seen.filter(path__in=paths.chain(root)).order_by("path").values_list("path", "short", "pk"))
    keys = [pk for path, _, pk in above if path == root]
    # By the key of the parent, which has an index; a condition on its path would read every place.
    below = seen.filter(parent_id__in=keys, level__in=CHOOSABLE).order_by("path")
    found = [(path, short) for path, short, _ in above if path.count("/") > 2]
    found += list(below.values_list("path", "short"))
    first = min((path.count("/") for path, _ in found), default=0)
    return [(path, short, path.count("/") - first) for path, short in found]


def parents(actor: Actor, *, permission: str = "estate.edit", at: str = "") -> list[tuple[str, str]]:
    """Return the communities and grids an estate may stand in: path and name with the places above it."""
    seen = Place.objects.filter(until__isnull=True).order_by("path")
    if at:
        seen = seen.filter(under("path", at))
    mine = seen.visible_to(actor, permission)
    short = dict(mine.filter(level__in=[Level.SUBDISTRICT, Level.COMMUNITY]).values_list("path", "short"))
    leaves = mine.filter(level__in=[Level.COMMUNITY, Level.GRID]).values_list("path", "short")
    return [
        (path, " · ".join([*(short[up] for up in paths.chain(path)[:-1] if up in short), name]))
        for path, name in leaves
    ]


def parent(actor: Actor, *, path: str, permission: str = "estate.edit") -> Place:
    """Return the community or grid at `path`, where the actor may register.

    :raises NoSuch: if there is none
    """
    found: Place | None = Place.objects.visible_to(actor, permission).filter(path=path).first()
    if found is None:
        raise NoSuch("没有这个地方，或者它不归您管。", "There is no such place, or it is not yours.")
    return found
