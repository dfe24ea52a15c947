"""The search of the header."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.registry.queries.search import LIMIT
from linli.registry.queries.search import search as find
from linli.web.pages import page_for, show


@require_GET
@page_for("desk.open", clauses=["B2"])
def search(request: Request) -> HttpResponse:
    """Show the estates and companies that fit; a single one is opened at once."""
    q = request.GET.get("q", "").strip()[:60]
    hits = find(request.actor, q)
    if hits.total == 1 and hits.estates:
        return redirect("registry:estate", code=hits.estates[0].code)
    if hits.total == 1:
        return redirect("registry:company", pk=hits.companies[0].pk)
    return show(request, "desk/search.html", {"q": q, "hits": hits, "limit": LIMIT})
