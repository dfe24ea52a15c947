"""The public page of an estate's joint meetings: by side, never by name."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.publication.queries import estates
from linli.tripartite.queries import public
from linli.web.pages import PUBLIC, page_for, show


@require_GET
@page_for(PUBLIC, clauses=["G6"])
def meetings(request: Request, code: str) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "estate": estates.estate(request.actor, code=code, on=today).estate,
        "coming": public.coming(request.actor, estate_code=code, now=now),
        "meetings": public.approved(request.actor, estate_code=code, today=today),
    }
    return show(request, "public/meetings.html", context)
