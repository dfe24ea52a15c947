"""What a list of estates is compared with before it is taken over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from linli.base.scope import under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.import_plan import Firm, Ground, Papers, Served, Spot
from linli.registry.models import Company, Contract, Estate, ServiceProject
from linli.rules.intake.estate_rows import Context, EstateRow
from linli.rules.intake.places import Division, Subdistrict

UNITS = [Level.CITY, Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY]


def context(actor: Actor, *, path: str, this_year: int) -> Context:
    """Return what the pure check needs: the divisions in force and the names registered; two queries."""
    units = _units(path)
    inside: dict[str, list[Division]] = {spot.path: [] for spot in units if spot.level == Level.SUBDISTRICT}
    for spot in units:
        if spot.level == Level.COMMUNITY and paths.parent(spot.path) in inside:
            inside[paths.parent(spot.path)].append(Division(spot.code, spot.name))
    streets = tuple(
        Subdistrict(spot.code, spot.name, tuple(inside[spot.path])) for spot in units if spot.path in inside
    )
    code_of = {spot.path: spot.code for spot in units if spot.path in inside}
    registered: dict[str, dict[str, str]] = {}
    seen = Estate.objects.visible_to(actor, "estate.import").filter(
        under("path", path), closed_on__isnull=True
    )
    for where, folded, name in seen.values_list("path", "folded", "name").iterator(5000):
        street = next((code_of[up] for up in paths.chain(where) if up in code_of), None)
        if street is not None:
            registered.setdefault(street, {})[folded] = name
    within = tuple(spot.name for spot in units if spot.level in (Level.CITY, Level.DISTRICT))
    return Context(streets, this_year, registered, within)


def ground(actor: Actor, rows: Iterable[EstateRow], *, path: str) -> Ground:
    """Return what is on record around `rows` (a few thousand at a time); seven queries."""
    rows = list(rows)
    spots = {spot.code: spot for spot in _units(path)}
    streets = {spots[row.subdistrict].path for row in rows}
    keys = {(spots[row.subdistrict].path, row.key) for row in rows}
    seen = Estate.objects.visible_to(actor, "estate.import").filter(
        under("path", path), folded__in={row.key for row in rows}, closed_on__isnull=True
    )
    estates = {}
    for estate in seen:
        street = next((up for up in paths.chain(estate.path) if up in streets), "")
        if (street, estate.folded) in keys:
            estates[street, estate.folded] = estate
    served = _served([estate.pk for estate in estates.values()])
    by_uscc, by_name = _firms()
    return Ground(
        spots,
        estates,
        by_uscc,
        by_name,
        served,
        _papers([row.pk for row in served.values()]),
        _last(rows, spots),
    )


def _units(path: str) -> list[Spot]:
    places = Place.objects.filter(until__isnull=True, level__in=UNITS)
    if path != "/":
        places = places.filter(under("path", path) | Q(path__in=paths.chain(path)))
    return [Spot(*row) for row in places.order_by("path").values_list("pk", "path", "code", "level", "name")]


def _firms() -> tuple[dict[str, Firm], dict[str, list[Firm]]]:
    by_uscc: dict[str, Firm] = {}
    by_name: dict[str, list[Firm]] = {}
    for pk, name, folded, uscc in Company.objects.order_by("pk").values_list("pk", "name", "folded", "uscc"):
        firm = Firm(pk, name, uscc)
        by_name.setdefault(folded, []).append(firm)
        if uscc:
            by_uscc[uscc] = firm
    return by_uscc, by_name


def _served(keys: list[int]) -> dict[int, Served]:
    rows = ServiceProject.objects.filter(estate__in=keys, until__isnull=True)
    return {row[0]: Served(*row[1:]) for row in rows.values_list("estate_id", "pk", "company_id", "fee")}


def _papers(keys: list[int]) -> dict[tuple[int, date], Papers]:
    rows = Contract.objects.filter(project__in=keys).values_list(
        "project_id", "start", "pk", "end", "fee", "filed_on"
    )
    return {(row[0], row[1]): Papers(row[2], row[3], row[4], row[5] is not None) for row in rows}


def _last(rows: list[EstateRow], spots: dict[str, Spot]) -> dict[str, int]:
    """Return the highest running number below each community (or subdistrict) the rows name."""
    prefixes = {row.community or row.subdistrict for row in rows}
    found = dict.fromkeys(prefixes, 0)
    if not prefixes:
        return found
    low, high = min(prefixes), max(prefixes)
    codes = Estate.objects.filter(code__gte=low, code__lt=f"{high}.").values_list("code", flat=True)
    for code in codes.iterator(5000):
        prefix, _, number = code.rpartition("-")
        if prefix in found and number.isdigit():
            found[prefix] = max(found[prefix], int(number))
    return found
