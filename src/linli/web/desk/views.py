"""Everybody's first page after signing in, and the search of the header."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.web.pages import page_for, show


@require_GET
@page_for("desk.open")
def today(request: Request) -> HttpResponse:
    return show(request, "desk/today.html", {"today": timezone.localdate()})


@require_GET
@page_for("desk.open")
def search(request: Request) -> HttpResponse:
    return show(request, "desk/search.html", {"q": request.GET.get("q", "").strip()})
