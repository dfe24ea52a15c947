"""Papers of the lists: the notice before a black entry, the announcement."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.publication import outputs
from linli.publication.queries import listings, results
from linli.web.downloads import DOCX, attachment
from linli.web.pages import page_for


@require_GET
@page_for("listing.decide", clauses=["I5"])
def notice(request: Request, pk: int) -> HttpResponse:
    listing = listings.entry(request.actor, pk=pk)
    data = outputs.notice_before(request.actor, listing, day=timezone.localdate())
    return attachment(data, f"notice-{pk}.docx", DOCX)


@require_GET
@page_for("result.publish", clauses=["I5"])
def announcement(request: Request, code: str) -> HttpResponse:
    published = results.round_(request.actor, code=code)
    data = outputs.announcement(request.actor, published, day=timezone.localdate())
    return attachment(data, f"lists-{code}.docx", DOCX)
