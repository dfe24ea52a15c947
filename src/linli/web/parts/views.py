"""The parts box, every part in every state; in development only."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.web.pages import PUBLIC, page_for, show


@require_GET
@page_for(PUBLIC)
def parts(request: Request) -> HttpResponse:
    return show(request, "parts/box.html", {})
