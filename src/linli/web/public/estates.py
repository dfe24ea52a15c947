"""The public page of an estate: what the QR code at its gate opens."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.mandates.queries import mandates
from linli.publication import sheets
from linli.publication.queries import estates, listings, results
from linli.tripartite.queries import commitments
from linli.web.pages import PUBLIC, page_for, show

REASONS = 5


@require_GET
@page_for(PUBLIC, clauses=["I2", "B1", "S7", "G8", "I7"])
def estate(request: Request, code: str) -> HttpResponse:
    today = timezone.localdate()
    found = estates.estate(request.actor, code=code, on=today)
    latest = results.latest_sheet(request.actor, estate_code=code)
    lines = (
        sheets.lines(latest.score.round.card, latest.result, latest.facts, latest.appeals) if latest else []
    )
    context = {
        "found": found,
        "estate": found.estate,
        "latest": latest,
        "lost": sheets.lost(lines)[:REASONS],
        "history": results.history(request.actor, estate_code=code),
        "entries": listings.of_estate(request.actor, estate_code=code, on=today),
        "commitments": commitments.listed(request.actor, estate_code=code, today=today),
        "offices": mandates.public(request.actor, path=found.estate.path, today=today),
        "today": today,
    }
    return show(request, "public/estate.html", context)
