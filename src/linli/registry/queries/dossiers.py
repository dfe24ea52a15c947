"""One page where everything about an estate meets, in a bounded number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.people.models import Posting
from linli.people.terms import Role
from linli.registry.absent import unknown
from linli.registry.completeness import Completeness, completeness
from linli.registry.models import (
    Contract,
    Disclosure,
    Estate,
    EstateMode,
    KeyPost,
    OwnersCommittee,
    RuleDocument,
    ServiceProject,
    Staffing,
)
from linli.registry.prices import points
from linli.registry.recording import record_of


@dataclass(frozen=True, slots=True)
class Dossier:
    """project: the open one, or None; projects: earlier ones; the lists are newest first."""

    estate: Estate
    modes: list[EstateMode]
    project: ServiceProject | None
    earlier: list[ServiceProject]
    contracts: list[Contract]
    posts: list[KeyPost]
    staffing: Staffing | None
    committee: OwnersCommittee | None
    committees: list[OwnersCommittee]
    disclosures: list[Disclosure]
    documents: list[RuleDocument]
    grid_workers: list[str]
    completeness: Completeness


def dossier(actor: Actor, estate: Estate, *, today: date) -> Dossier:
    """Return everything on record about an estate that the actor may see; nine queries at most.

    Who sees the estate sees its records, so they are found by its key alone. Of the projects there a company
    sees only its own.

    :raises NoSuch: if the actor may not see the estate
    """
    if not actor.may("estate.view", at=estate.path):
        raise unknown()
    projects = [row for row in _projects(actor, estate) if concerns(actor, row)]
    current = next((row for row in projects if row.until is None or row.until > today), None)
    keys = [row.pk for row in projects]
    mine = current.pk if current else None
    committees = _of(OwnersCommittee, "-elected_on", estate=estate)
    contracts = _of(Contract, "-start", project__in=keys, also=("file",)) if keys else []
    posts = _of(KeyPost, "post", project=mine, until__isnull=True) if mine else []
    heads = _of(Staffing, "-as_of", limit=1, project=mine, as_of__lte=today) if mine else []
    disclosures = _mine(_of(Disclosure, "-shown_on", estate=estate, also=("photo",)), keys, actor)
    documents = _mine(_of(RuleDocument, "-issued_on", estate=estate, also=("file",)), keys, actor)
    workers = _grid_workers(estate, today)
    record = record_of(
        estate,
        project=current,
        contracts=contracts,
        posts=posts,
        staffing=next(iter(heads), None),
        committee=next(iter(committees), None),
        disclosures=disclosures,
        documents=documents,
        worked=bool(workers),
        today=today,
    )
    return Dossier(
        estate=estate,
        modes=_of(EstateMode, "-since", estate=estate),
        project=current,
        earlier=[row for row in projects if row is not current],
        contracts=contracts,
        posts=posts,
        staffing=next(iter(heads), None),
        committee=next((row for row in committees if row.dissolved_on is None), None),
        committees=committees,
        disclosures=disclosures,
        documents=documents,
        grid_workers=workers,
        completeness=completeness(record, points()),
    )


def concerns(actor: Actor, project: ServiceProject) -> bool:
    """Test if a project is the actor's to look at: a company looks at its own only."""
    return (
        not actor.organisation.startswith("company:") or actor.organisation == f"company:{project.company_id}"
    )


def open_project(actor: Actor, estate: Estate, *, today: date) -> ServiceProject | None:
    """Return the project in force, if the actor may see it; None for an estate without a company."""
    now = [row for row in _projects(actor, estate) if row.until is None or row.until > today]
    return next((row for row in now if concerns(actor, row)), None)


def project(actor: Actor, *, pk: int, permission: str = "estate.view") -> Any:
    """Return one project with its estate and company.

    :raises NoSuch: if there is none, or it is another company's
    """
    seen = ServiceProject.objects.visible_to(actor, permission).select_related("estate__place", "company")
    return _found(seen.filter(pk=pk).first(), actor)


def record(actor: Actor, kind: str, *, pk: int, permission: str = "estate.view") -> Any:
    """Return one contract, post, disclosure, document or committee with its estate.

    :raises NoSuch: if there is none, or it is another company's
    """
    table, estate, project_of = KINDS[kind]
    seen = table.objects.visible_to(actor, permission).select_related(estate)
    if project_of:
        seen = seen.select_related(project_of, f"{project_of}__company")
    found = seen.filter(pk=pk).first()
    if found is not None and project_of and getattr(found, project_of) is not None:
        _found(getattr(found, project_of), actor)
    return _found(found, actor, checked=True)


KINDS: dict[str, tuple[Any, str, str]] = {
    "contract": (Contract, "project__estate", "project"),
    "post": (KeyPost, "project__estate", "project"),
    "disclosure": (Disclosure, "estate", "project"),
    "document": (RuleDocument, "estate", "project"),
    "committee": (OwnersCommittee, "estate", ""),
}


def _found(row: Any, actor: Actor, *, checked: bool = False) -> Any:
    if row is None or not (checked or concerns(actor, row)):
        raise unknown()
    return row


def _projects(actor: Actor, estate: Estate) -> list[ServiceProject]:
    """Return the projects of an estate, newest first; none if the actor may not see the estate."""
    rows = list(ServiceProject.objects.filter(estate=estate).select_related("company").order_by("-since"))
    for row in rows:
        row.estate = estate
    return rows if actor.may("estate.view", at=estate.path) else []


def _of(table: Any, order: str, *, also: tuple[str, ...] = (), limit: int = 60, **where: Any) -> list[Any]:
    found = table.objects.filter(**where).order_by(order, "-pk")
    return list(found.select_related(*also)[:limit] if also else found[:limit])


def _mine(rows: list[Any], keys: list[int], actor: Actor) -> list[Any]:
    if not actor.organisation.startswith("company:"):
        return rows
    return [row for row in rows if row.project_id is None or row.project_id in keys]


def _grid_workers(estate: Estate, today: date) -> list[str]:
    """Return the names of the grid workers posted to the estate's grid (B3)."""
    above = paths.parent(estate.path)
    postings = Posting.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), role=Role.GRID, place__path=above, since__lte=today
    )
    return list(postings.order_by("user__name").values_list("user__name", flat=True).distinct())
