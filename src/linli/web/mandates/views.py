"""Who answers for what: the list with its gaps, one mandate, what changed since the last visit."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.mandates.queries import gaps
from linli.mandates.queries import mandates as queries
from linli.mandates.queries.mandates import Wanted
from linli.mandates.rights import may_manage, may_visit
from linli.mandates.terms import VISITED_KINDS, MandateKind
from linli.publication.queries import since as changes
from linli.registry.queries import estates
from linli.web.duties import addresses
from linli.web.lists import paged
from linli.web.mandates import tables
from linli.web.mandates.frame import crumbs
from linli.web.pages import page_for, show
from linli.web.tripartite.frame import asked

NAMES = ("q", "at", "kind", "state")


@require_GET
@page_for("mandate.view", clauses=["I7", "K1"])
def mandates_list(request: Request) -> HttpResponse:
    wanted, today, actor = _wanted(request), timezone.localdate(), request.actor
    page = paged(queries.mandates(actor, wanted, today=today), request.GET.get("page"))
    stands = gaps.subdistricts(actor, today=today, at=wanted.at)
    context = {
        "page": page,
        "rows": queries.rows(actor, page.rows),
        "gaps": [row for row in stands if not row.is_whole],
        "all": len(stands),
        "mine": queries.mine(actor, today=today),
        "asked": wanted,
        "places": estates.choices(actor, at=wanted.at),
        "kinds": MandateKind.choices,
        "manages": actor.may_somewhere("mandate.manage"),
        "today": today,
        "query": request.GET.urlencode(),
    }
    return show(request, "mandates/list.html", context, part="mandates/_list.html")


@require_GET
@page_for("mandate.view", clauses=["I7", "K1"])
def mandates_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    found = list(queries.mandates(request.actor, _wanted(request), today=timezone.localdate()))
    return tables.mandates(queries.rows(request.actor, found))


@require_GET
@page_for("mandate.view", clauses=["I7", "K1"])
def gaps_export(request: Request) -> HttpResponse:
    found = gaps.subdistricts(request.actor, today=timezone.localdate(), at=asked(request, "at")["at"])
    return tables.without(found)


@require_GET
@page_for("mandate.view", clauses=["I7", "K1"])
def mandate(request: Request, pk: int) -> HttpResponse:
    row, today, actor = queries.mandate(request.actor, pk=pk), timezone.localdate(), request.actor
    runs = row.until is None or row.until > today
    visited = row.kind in VISITED_KINDS
    context = {
        "row": row,
        "named": queries.rows(actor, [row])[0],
        "visited": visited,
        "visits": queries.visits(actor, row) if visited else [],
        "may_visit": runs and may_visit(actor, row),
        "may_end": runs and may_manage(actor, row),
        "may_look": visited and actor.may("mandate.view", at=row.path),
        "today": today,
        "crumbs": crumbs(),
    }
    return show(request, "mandates/mandate.html", context)


@require_GET
@page_for("mandate.view", clauses=["K1"])
def since(request: Request, pk: int) -> HttpResponse:
    """Show on one page what changed at the place since the last visit, or since the mandate began."""
    row, today = queries.mandate(request.actor, pk=pk), timezone.localdate()
    visits = queries.visits(request.actor, row, limit=1)
    day = visits[0].row.on if visits else row.since
    found = changes.since(request.actor, path=row.path, day=day, today=today)
    lines: list[tuple[Any, str]] = [
        (line, addresses.record(line.kind, line.key, line.code)) for line in found.happened
    ]
    context = {
        "row": row,
        "named": queries.rows(request.actor, [row])[0],
        "found": found,
        "lines": lines,
        "visited": bool(visits),
        "promises": queries.promises(request.actor, row),
        "may_visit": may_visit(request.actor, row) and (row.until is None or row.until > today),
        "today": today,
        "crumbs": (*crumbs(), (reverse("mandates:mandate", args=[row.pk]), row.name)),
        "title": gettext("上次走访以来"),
    }
    return show(request, "mandates/since.html", context)


def _wanted(request: Request) -> Wanted:
    given = asked(request, *NAMES)
    return Wanted(**{**given, "state": given["state"] or "now"})
