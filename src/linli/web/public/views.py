"""What anybody may read: the portal, the method, and the pages every site owes its readers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.publication.queries import estates, listings, results
from linli.publication.queries import method as methods
from linli.web.pages import PUBLIC, page_for, show
from linli.web.public.downloads import ROUND_FILES

SEARCH_LENGTH = 40


@require_GET
@page_for(PUBLIC, clauses=["I2"])
def home(request: Request) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:SEARCH_LENGTH]
    latest = results.latest(request.actor, final=True) or results.latest(request.actor)
    context = {
        "q": text,
        "hits": estates.search(request.actor, text=text) if text else [],
        "latest": latest,
        "grades": latest.figures["grades"] if latest else [],
        "rounds": results.rounds(request.actor, limit=4),
        "on_lists": listings.standing(request.actor, on=timezone.localdate()),
    }
    return show(request, "public/home.html", context)


@require_GET
@page_for(PUBLIC, clauses=["I1", "I2"])
def method(request: Request) -> HttpResponse:
    return show(request, "public/method.html", methods.explained(request.actor, policy=settings.POLICY))


@require_GET
@page_for(PUBLIC)
def privacy(request: Request) -> HttpResponse:
    return show(request, "public/privacy.html", {})


@require_GET
@page_for(PUBLIC)
def accessibility(request: Request) -> HttpResponse:
    return show(request, "public/accessibility.html", {})


@require_GET
@page_for(PUBLIC, clauses=["I2"])
def open_data(request: Request) -> HttpResponse:
    context = {"rounds": results.rounds(request.actor), "files": ROUND_FILES}
    return show(request, "public/open_data.html", context)
