"""Lists of companies, one company, and where it serves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.registry.models import Company, Estate, ServiceProject, Staffing
from linli.registry.models.finding import matches

SORTS = {"name": ("initials", "pk"), "projects": (), "households": ()}


@dataclass(frozen=True, slots=True)
class Staff:
    """Head counts of a company over its projects on their last day of counting."""

    counted: int
    heads: int
    party_members: int
    probationary: int


def companies(actor: Actor, *, q: str = "", registered: str = "", sort: str = "") -> Any:
    """Return companies; their figures come by `with_figures`, for those that are shown.

    registered: "yes" or "no" for those on the province's platform or not (S6)
    """
    found = Company.objects.visible_to(actor, "company.view")
    if q:
        found = found.filter(matches(q) | Q(uscc__startswith=q.strip().upper()))
    if registered in ("yes", "no"):
        found = found.filter(registered_on__isnull=registered == "no")
    key = sort.lstrip("-")
    turned = "-" if key in SORTS and sort.startswith("-") else ""
    if key in ("projects", "households"):
        seen = _open_projects(actor).filter(company=OuterRef("pk"))
        measure = Count("pk") if key == "projects" else Sum("estate__households")
        figure = seen.order_by().values("company").annotate(figure=measure).values("figure")
        found = found.alias(figure=Coalesce(Subquery(figure), 0))  # an alias, so that counting leaves it out
        return found.order_by(f"{turned}figure", "pk")
    return found.order_by(*(turned + name for name in SORTS["name"]))


def _open_projects(actor: Actor) -> Any:
    """Return the open projects the actor may see, without a look at each estate if all estates are theirs.

    Whether they are shows in the first and the last path: in SQLite's order what lies between begins alike.
    """
    seen = ServiceProject.objects.filter(until__isnull=True)
    if connection.vendor == "sqlite" and not actor.everywhere:
        ends = Estate.objects.aggregate(Min("path")) | Estate.objects.aggregate(Max("path"))
        first, last = str(ends["path__min"] or ""), str(ends["path__max"] or "")
        if any(first.startswith(path) and last.startswith(path) for path in actor.reach("estate.view")):
            return seen
    return seen.visible_to(actor, "estate.view")


def with_figures(actor: Actor, found: Iterable[Company]) -> list[Any]:
    """Return the companies with `projects_now` and `households` over the open projects the actor may see."""
    rows: list[Any] = list(found)
    seen = _open_projects(actor)
    if len(rows) < 500:
        seen = seen.filter(company__in=[row.pk for row in rows])
    figures = seen.order_by().values_list("company").annotate(Count("pk"), Sum("estate__households"))
    known = {company: (projects, households) for company, projects, households in figures}
    for row in rows:
        row.projects_now, row.households = known.get(row.pk, (0, None))
    return rows


def company(actor: Actor, *, pk: int) -> Company:
    """Return one company.

    :raises NoSuch: if there is none, or the actor may see none
    """
    found: Company | None = Company.objects.visible_to(actor, "company.view").filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这家企业，或者它不归您查看。", "There is no such company, or it is not yours to see."
        )
    return found


def choices(actor: Actor) -> list[tuple[int, str]]:
    """Return key and name of every company, for choosing one."""
    seen = Company.objects.visible_to(actor, "company.view").order_by("initials", "pk")
    return list(seen.values_list("pk", "name"))


def projects(actor: Actor, company: Company) -> list[ServiceProject]:
    """Return the projects of a company the actor may see, open ones first, with their estates."""
    seen = ServiceProject.objects.visible_to(actor, "estate.view").filter(company=company)
    return list(
        seen.select_related("estate").order_by(F("until").asc(nulls_first=True), "estate__path")[:500]
    )


def staff(actor: Actor, company: Company, *, today: date) -> Staff:
    """Return the last head counts over the company's open projects; one query (A2)."""
    open_now = ServiceProject.objects.filter(company=company, until__isnull=True)
    later = Staffing.objects.filter(
        project=OuterRef("project"), as_of__gt=OuterRef("as_of"), as_of__lte=today
    )
    last = Staffing.objects.visible_to(actor, "estate.view").filter(
        ~Exists(later), project__in=open_now.values("pk"), as_of__lte=today
    )
    found = last.aggregate(
        counted=Count("pk"),
        heads=Sum(F("order") + F("cleaning") + F("repair") + F("service") + F("other")),
        party_members=Sum("party_members"),
        probationary=Sum("probationary"),
    )
    return Staff(**{name: value or 0 for name, value in found.items()})
