"""Which leader and which office of each subdistrict answer for property management: for anybody (I7)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.mandates.queries import mandates
from linli.web.pages import PUBLIC, page_for, show


@require_GET
@page_for(PUBLIC, clauses=["I7"])
def offices(request: Request) -> HttpResponse:
    found = mandates.all_public(request.actor, today=timezone.localdate())
    return show(request, "public/offices.html", {"found": found})
