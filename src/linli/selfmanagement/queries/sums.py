"""Sums of funds in sets: what was planned, came, was spent and given back. Exact, since kept as whole 分."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.people.models import Place
from linli.people.terms import Level
from linli.selfmanagement.ledger import ZERO, Totals
from linli.selfmanagement.models import Fund, FundEntry
from linli.selfmanagement.terms import Entry, Route, Source

LEVELS = (Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of funds is to hold; "" is everything.

    year: as digits; source, route: keys of the terms; state: "open", "closed", "over" (plan) or "advance"
    """

    q: str = ""
    at: str = ""
    year: str = ""
    source: str = ""
    route: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A fund with its sums."""

    fund: Fund
    money: Totals


@dataclass(frozen=True, slots=True)
class PlaceSum:
    """The sums of a place. depth: 0 for the topmost shown"""

    path: str
    name: str
    level: str
    depth: int
    money: Totals


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of all funds wanted: altogether, by source and route, and by place from the district down."""

    whole: Totals
    number: int
    by_source: list[tuple[Any, Totals]]
    by_route: list[tuple[Any, Totals]]
    places: list[PlaceSum]


def funds(actor: Actor, wanted: Wanted) -> Any:
    """Return the funds `wanted`, by year and place; the caller cuts a page out of them."""
    seen = Fund.objects.visible_at(actor, "selfmanagement.view", wanted.at).filter(_rule(wanted))
    return seen.select_related("estate").order_by("-year", "estate__path", "pk")


def rows(actor: Actor, found: Sequence[Fund]) -> list[Row]:
    """Return the sums of each of `found`; one query, whatever their number below 500, else one over all."""
    keys: Any = [fund.pk for fund in found]
    if len(keys) >= 500:
        keys = Fund.objects.visible_to(actor, "selfmanagement.view").values("pk")
    sums = _by_fund(FundEntry.objects.filter(fund__in=keys))
    return [Row(fund, _planned(sums.get(fund.pk, Totals()), fund.planned)) for fund in found]


def _by_fund(entries: Any) -> dict[int, Totals]:
    """Return the sums of lines by fund, without what was planned; one query."""
    return {row["fund"]: _read(row) for row in entries.order_by().values("fund").annotate(**SUMS)}


def by_estate(actor: Actor, keys: Any, *, year: int) -> dict[int, Totals]:
    """Return the sums of a year by estate, plans in them; two queries."""
    entries = FundEntry.objects.filter(fund__estate__in=keys, fund__year=year).order_by()
    found = {row["fund__estate"]: _read(row) for row in entries.values("fund__estate").annotate(**SUMS)}
    plans = Fund.objects.filter(estate__in=keys, year=year).order_by()
    for estate, planned in plans.values_list("estate").annotate(Sum("planned")):
        found[estate] = _planned(found.get(estate, Totals()), planned)
    return found


def sums(actor: Actor, wanted: Wanted) -> Sums:
    """Return the sums of all funds wanted; three queries, the sums of places rolled up exactly."""
    seen = Fund.objects.visible_at(actor, "selfmanagement.view", wanted.at).filter(_rule(wanted))
    plans = list(seen.order_by().values_list("pk", "estate__path", "source", "route", "planned"))
    lines = _by_fund(FundEntry.objects.filter(fund__in=seen.order_by().values("pk")))
    whole, sources, routes, places = Totals(), dict[str, Totals](), dict[str, Totals](), dict[str, Totals]()
    for pk, path, source, route, planned in plans:
        money = _planned(lines.get(pk, Totals()), planned)
        whole += money
        for groups, key in ((sources, source), (routes, route)):
            groups[key] = groups.get(key, Totals()) + money
        for above in paths.chain(path)[:-1]:
            places[above] = places.get(above, Totals()) + money
    return Sums(
        whole=whole,
        number=len(plans),
        by_source=[(word.label, sources[word]) for word in Source if word in sources],
        by_route=[(word.label, routes[word]) for word in Route if word in routes],
        places=_places(actor, places),
    )


def years(actor: Actor, *, today: date) -> list[int]:
    """Return the years that have funds within reach, and this one; latest first."""
    seen = Fund.objects.visible_to(actor, "selfmanagement.view").order_by()
    return sorted({today.year, *seen.values_list("year", flat=True).distinct()}, reverse=True)


def _places(actor: Actor, money: dict[str, Totals]) -> list[PlaceSum]:
    """Return the sums of district, subdistricts and communities the actor sees, each under its own."""
    reach = ("/",) if actor.everywhere else actor.reach("selfmanagement.view")
    inside = [path for path in money if path.startswith(reach or ("\0",))]
    named = Place.objects.filter(level__in=LEVELS)
    if len(inside) < 500:
        named = named.filter(path__in=inside)
    known = {path: (short, level) for path, short, level in named.values_list("path", "short", "level")}
    shown = sorted(path for path in inside if path in known)
    first = min((path.count("/") for path in shown), default=0)
    return [PlaceSum(path, *known[path], path.count("/") - first, money[path]) for path in shown]


def _rule(wanted: Wanted) -> Q:
    rule = Q()
    if wanted.q:
        rule &= Q(title__icontains=wanted.q) | Q(estate__name__icontains=wanted.q)
    if wanted.year.isascii() and wanted.year.isdigit():
        rule &= Q(year=int(wanted.year[:4]))
    for name in ("source", "route"):
        given = getattr(wanted, name)
        rule &= Q(**{name: given}) if given else Q()
    if wanted.state in ("open", "closed"):
        rule &= Q(closed_on__isnull=wanted.state == "open")
    if wanted.state in FLAGS:
        rule &= Q(pk__in=FLAGS[wanted.state]())
    return rule


def _with_sums() -> Any:
    total = Sum("entries__amount", filter=Q(entries__kind__in=[Entry.RECEIVED, Entry.CORRECTION]), default=0)
    out = Sum("entries__amount", filter=Q(entries__kind__in=[Entry.SPENT, Entry.RETURNED]), default=0)
    return Fund.objects.alias(came=total, went=out)


def _overdrawn() -> Any:
    return _with_sums().filter(went__gt=F("came")).values("pk")


def _over_plan() -> Any:
    spent = Sum("entries__amount", filter=Q(entries__kind=Entry.SPENT), default=0)
    mended = Sum("entries__amount", filter=Q(entries__corrects__kind=Entry.SPENT), default=0)
    return (
        Fund.objects.alias(spent=spent, mended=mended)
        .filter(spent__gt=F("planned") + F("mended"))
        .values("pk")
    )


FLAGS = {"advance": _overdrawn, "over": _over_plan}


def _of(kind: Entry) -> dict[str, Any]:
    return {
        f"{kind}_lines": Sum("amount", filter=Q(kind=kind)),
        f"{kind}_mended": Sum("amount", filter=Q(corrects__kind=kind)),
    }


SUMS = {**_of(Entry.RECEIVED), **_of(Entry.SPENT), **_of(Entry.RETURNED)}


def _read(row: dict[str, Any]) -> Totals:
    def at(name: str) -> Decimal:
        return row[name] or ZERO

    return Totals(
        received=at("received_lines") + at("received_mended"),
        spent=at("spent_lines") - at("spent_mended"),
        returned=at("returned_lines") - at("returned_mended"),
    )


def _planned(money: Totals, planned: Decimal) -> Totals:
    return Totals(planned, money.received, money.spent, money.returned)
