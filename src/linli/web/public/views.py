"""What anybody may read."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from linli.base import health
from linli.doors.http import Request
from linli.web.pages import PUBLIC, page_for, show


@require_GET
@page_for(PUBLIC)
def home(request: Request) -> HttpResponse:
    return show(request, "public/home.html", {})


@require_GET
@page_for(PUBLIC, clauses=["I1"])
def method(request: Request) -> HttpResponse:
    return show(request, "public/method.html", {})


@require_GET
@page_for(PUBLIC)
def privacy(request: Request) -> HttpResponse:
    return show(request, "public/privacy.html", {})


@require_GET
@page_for(PUBLIC)
def accessibility(request: Request) -> HttpResponse:
    return show(request, "public/accessibility.html", {})


@require_GET
@page_for(PUBLIC)
def open_data(request: Request) -> HttpResponse:
    return show(request, "public/open_data.html", {})


@require_GET
@page_for(PUBLIC)
def healthz(request: Request) -> HttpResponse:
    """Answer 200 only if the database answers."""
    healthy = health.database_answers()
    return HttpResponse(
        "ok\n" if healthy else "database\n", status=200 if healthy else 503, content_type="text/plain"
    )
