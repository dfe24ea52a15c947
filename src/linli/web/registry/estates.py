"""The list of estates, the dossier, and their way out to Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.registry.queries import dossiers, estates, history
from linli.registry.queries.estates import SORTS, Wanted
from linli.registry.terms import DISCLOSURES_WANTED, Kind, Mode
from linli.web.assessment.dossier import scores_of
from linli.web.dossier_parts import collected
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry import tables
from linli.web.registry.words import COMPLETE, FOOTHOLDS, gathered, told

if TYPE_CHECKING:
    from linli.registry.models import Estate

TIMELINE, SHOWN = 40, 12  # lines looked at, and lines shown once those that repeat each other are one


def wanted(request: Request) -> Wanted:
    """Read the filter of a list from the address."""
    given: dict[str, Any] = {name: request.GET.get(name, "").strip()[:160] for name in FOOTHOLDS}
    return Wanted(**{**given, "sort": given["sort"] if given["sort"].lstrip("-") in SORTS else ""})


@require_GET
@page_for("estate.view", clauses=["B2", "K3"])
def estates_list(request: Request) -> HttpResponse:
    asked = wanted(request)
    page = paged(estates.estates(request.actor, asked), request.GET.get("page"))
    context = {
        "page": page,
        "rows": estates.rows(request.actor, page.rows),
        "asked": asked,
        "places": estates.choices(request.actor, at=asked.at),
        "modes": Mode.choices,
        "kinds": Kind.choices,
        "states": COMPLETE,
        "may_add": request.actor.may_somewhere("estate.edit"),
        "may_import": request.actor.may_somewhere("estate.import"),
        "query": request.GET.urlencode(),
    }
    return show(request, "registry/estates.html", context, part="registry/_estates.html")


@require_GET
@page_for("estate.view", clauses=["B2"])
def estates_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    found = list(estates.estates(request.actor, wanted(request)))
    return tables.estates(estates.rows(request.actor, found))


@require_GET
@page_for("estate.view", clauses=["A2", "B1", "B2", "B3", "K3", "S5", "S6", "S7", "S8", "S9"])
def estate(request: Request, code: str) -> HttpResponse:
    row = estates.estate(request.actor, code=code)
    today = timezone.localdate()
    found = dossiers.dossier(request.actor, row, today=today)
    places = estates.above(request.actor, row.path)
    levels = {level: short for _, short, level in places}
    context = {
        "estate": row,
        "found": found,
        "today": today,
        "crumbs": place_crumbs(places),
        "above": {name: levels.get(name, "") for name in ("subdistrict", "community", "grid")},
        "shown": shown_kinds(found, today),
        "lines": gathered(map(told, history.timeline(request.actor, row, limit=TIMELINE)))[:SHOWN],
        "may": may(request, row),
        "scores": scores_of(request, row.code),
        "parts": collected(request.actor, row, today=today),
    }
    return show(request, "registry/estate.html", context)


@require_GET
@page_for("estate.edit", clauses=["B2"])
def estate_history(request: Request, code: str) -> HttpResponse:
    row = estates.estate(request.actor, code=code, permission="estate.edit")
    page = paged(history.history(request.actor, row), request.GET.get("page"))
    context = {
        "title": row.name,
        "page": page,
        "lines": [told(line) for line in page.rows],
        "crumbs": [
            (reverse("registry:estates"), tables.words_estates()),
            (reverse("registry:estate", args=[row.code]), row.name),
        ],
    }
    return show(request, "registry/history.html", context)


def may(request: Request, row: Estate) -> dict[str, bool]:
    """Return what the actor may do at an estate, for the buttons of its dossier."""
    rights = ("estate.edit", "committee.edit", "project.edit", "contract.file", "contact.reveal")
    return {right.replace(".", "_"): request.actor.may(right, at=row.path) for right in rights}


def place_crumbs(places: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Return address and name of the places above an estate; each leads to its list."""
    start = reverse("registry:estates")
    return [(f"{start}?at={path}", short) for path, short, _ in places]


def shown_kinds(found: dossiers.Dossier, today: object) -> list[tuple[object, object, bool]]:
    """Return for each kind of disclosure its words, the latest record or None, and if it holds today."""
    latest: dict[str, object] = {}
    for row in found.disclosures:
        latest.setdefault(row.kind, row)
    kinds = [kind for kind in DISCLOSURES_WANTED if kind in latest or kind in DISCLOSURES_WANTED[:4]]
    return [(kind.label, latest.get(kind), _holds(latest.get(kind), today)) for kind in kinds]


def _holds(row: object, today: object) -> bool:
    until = getattr(row, "valid_until", None)
    return row is not None and (until is None or until > today)
