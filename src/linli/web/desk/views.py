"""The search of the header."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.web.pages import page_for, show


@require_GET
@page_for("desk.open")
def search(request: Request) -> HttpResponse:
    return show(request, "desk/search.html", {"q": request.GET.get("q", "").strip()})
