"""Who owes what: the rows that live in a period, as plain subjects. One statement for each kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Min, Q

from linli.base.models import JournalEntry
from linli.duties.queries.areas import Area
from linli.duties.sheets import Subject
from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.mandates.models import Mandate
from linli.party.models import Coverage, Instructor, Organisation
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.models import Estate, OwnersCommittee, ServiceProject

LEVELS = {
    "community": Level.COMMUNITY,
    "subdistrict": Level.SUBDISTRICT,
    "district": Level.DISTRICT,
}
KINDS = {str(level): kind for kind, level in LEVELS.items()}
FEW = 1_200  # places whose lines are looked up one by one; more are read in a range
Traited = tuple[Subject, frozenset[str]]


def _living(period: Period, since: str = "since", until: str = "until") -> Q:
    """Return the condition that a row lives in the period at all."""
    ended = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": period.start})
    return Q(**{f"{since}__lt": period.end}) & ended


def organisations(actor: Actor, area: Area, period: Period) -> list[Traited]:
    """Return the party organisations of an area; those of estates are the ones that cover them."""
    rows = Organisation.objects.filter(_living(period))
    rows = rows.filter(Q(pk__in=_covering(area)) if area.is_of_estates else area.lies("path"))
    named = rows.order_by("path", "pk").values_list(
        "pk", "path", "name", "form", "committee", "groups", "since", "until"
    )
    return [
        (
            Subject("organisation", pk, path, name, since, until),
            frozenset({form} | ({"has_committee"} if committee else set()) | _groups(groups)),
        )
        for pk, path, name, form, committee, groups, since, until in named.iterator(chunk_size=2000)
    ]


def _groups(number: int) -> set[str]:
    return {"has_groups"} if number else set()


def _covering(area: Area) -> Any:
    rule = Q(company=area.company) if area.company is not None else Q(estate__path__in=area.paths)
    return Coverage.objects.filter(rule, until__isnull=True).values("organisation_id")


def companies(actor: Actor, area: Area, period: Period) -> list[Traited]:
    """Return the companies that serve estates of an area, each as long as it serves any."""
    rows = ServiceProject.objects.filter(_living(period), area.lies("estate__path"))
    if area.company is not None:
        rows = rows.filter(company=area.company)
    named = rows.values_list("company_id", "company__name").order_by("company_id")
    named = named.annotate(
        since=Min("since"),
        last=Max("until"),
        place=Min("estate__path"),
        served=Max("pk", filter=Q(until__isnull=True)),
    )
    return [
        (Subject("company", pk, place, name, since, None if served else last), frozenset())
        for pk, name, since, last, place, served in named
    ]


def estates(actor: Actor, area: Area, period: Period) -> list[Traited]:
    """Return the estates of an area, once for each way they were served; ordered by place and time."""
    rows = Estate.objects.filter(area.lies("path"))
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=period.start))
    named = rows.order_by("path", "modes__since").values_list(
        "pk", "path", "name", "closed_on", "mode", "modes__mode", "modes__since", "modes__until"
    )
    return [
        (Subject("estate", pk, path, name, since, until or closed), frozenset({way or mode}))
        for pk, path, name, closed, mode, way, since, until in named.iterator(chunk_size=2000)
    ]


def instructors(actor: Actor, area: Area, period: Period) -> list[Traited]:
    """Return the instructors of an area, of a company, or the actor himself."""
    rows = Instructor.objects.filter(_living(period))
    if area.instructor is not None:
        rows = rows.filter(user=area.instructor)
    elif area.company is not None:
        rows = rows.filter(company=area.company)
    elif area.is_of_estates:
        rows = rows.filter(estate__path__in=area.paths)
    else:
        rows = rows.filter(area.lies("path"))
    named = rows.order_by("path", "pk").values_list("pk", "path", "name", "unit", "since", "until")
    return [
        (Subject("instructor", pk, path, name, since, until), frozenset({f"of_{unit}"}))
        for pk, path, name, unit, since, until in named
    ]


def mandates(actor: Actor, area: Area, period: Period) -> list[Traited]:
    """Return the leaders, offices, contact points and areas whose place lies in an area."""
    rows = Mandate.objects.filter(_living(period), area.lies("path")).order_by("path", "pk")
    named = rows.values_list("pk", "path", "name", "kind", "since", "until")
    return [
        (Subject("mandate", pk, path, name, since, until), frozenset({kind}))
        for pk, path, name, kind, since, until in named
    ]


def places(actor: Actor, area: Area, period: Period) -> tuple[dict[str, list[Traited]], list[str]]:
    """Return the districts, subdistricts and communities of an area by kind, and the paths of all its places.

    One statement; two if there are more than `FEW` places, whose paths are left out then.
    """
    names = ("pk", "path", "short", "level", "since", "until")
    rows = Place.objects.filter(area.lies("path")).order_by("path").values_list(*names)
    found = list(rows[: FEW + 1])
    paths = [row[1] for row in found] if len(found) <= FEW else []
    by_kind: dict[str, list[Traited]] = {kind: [] for kind in LEVELS}
    for pk, path, name, level, since, until in found if paths else rows.filter(level__in=list(KINDS)):
        kind = KINDS.get(level)
        if kind and since < period.end and (until is None or until > period.start):
            by_kind[kind].append((Subject(kind, pk, path, name, since, until), frozenset()))
    return by_kind, paths


def with_owners(actor: Actor, area: Area, *, on: date) -> frozenset[int]:
    """Return the estates of an area that have an owners' committee on a day."""
    rows = OwnersCommittee.objects.filter(area.lies("estate__path"), elected_on__lte=on)
    rows = rows.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on))
    return frozenset(rows.values_list("estate_id", flat=True))


def moves(actor: Actor, area: Area) -> dict[str, str]:
    """Return where the estates of an area are now by where they were: their older lines lie there."""
    rows = JournalEntry.objects.filter(area.lies("place"), verb="estate.move").order_by("id")
    found: dict[str, str] = {}
    for now, change in rows.values_list("place", "change"):
        before = str(change.get("path", [""])[0] or "")
        if before and before != now:
            found = {old: now if new == before else new for old, new in found.items()} | {before: now}
    return found
