"""Minuting a meeting on one screen of a phone, and correcting it before it is approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.doors.middleware import status_of
from linli.kernel.errors import Refused, Stale
from linli.tripartite.queries import meetings as queries
from linli.tripartite.queries.meetings import Whole
from linli.tripartite.services import meetings as services
from linli.web.forms import put
from linli.web.pages import page_for, show
from linli.web.registry.writing import seen
from linli.web.tripartite.frame import crumbs
from linli.web.tripartite.photos import keep
from linli.web.tripartite.sheet import Sheet, sheet
from linli.web.tripartite.words import OUTCOMES


@page_for("meeting.hold", clauses=["G6", "S2"])
def minute(request: Request, pk: int) -> HttpResponse:
    """Minute a meeting that was called, or correct minutes that are not approved."""
    row = queries.meeting(request.actor, pk=pk, permission="meeting.hold")
    whole, today = queries.whole(request.actor, row), timezone.localdate()
    filled = sheet(
        request,
        whole,
        seated=queries.seated(request.actor, row.estate, on=today),
        awaiting=queries.awaiting(request.actor, row),
        today=today,
    )
    if request.method != "POST":
        return _show(request, whole, filled)
    if not filled.is_valid():
        return _show(request, whole, filled, status=422)
    try:
        _save(request, whole, filled)
    except (Refused, Stale) as error:
        put(error, filled.main)
        return _show(request, whole, filled, status=status_of(error))
    messages.success(request, gettext("纪要已记下。核对无误后，由社区确认并公开。"))
    return redirect("tripartite:meeting", pk=pk)


def _save(request: Request, whole: Whole, filled: Sheet) -> None:
    row, now = whole.meeting, timezone.now()
    photos = keep(request, filled.main, "photos", place=row.estate.path, now=now, types=PHOTOS)
    given = filled.minutes(photos)
    if row.held_on is None:
        services.minute(actor=request.actor, now=now, meeting=row, given=given)
    else:
        services.correct(actor=request.actor, now=now, meeting=row, given=given, seen=seen(filled.main))


def _show(request: Request, whole: Whole, filled: Sheet, *, status: int = 200) -> HttpResponse:
    context = {
        "meeting": whole.meeting,
        "estate": whole.meeting.estate,
        "sheet": filled,
        "outcomes": OUTCOMES,
        "again": whole.meeting.held_on is not None,
        "faulty": any(form.errors for form in filled.forms),
        "crumbs": crumbs(whole.meeting.estate),
    }
    return show(request, "tripartite/minute.html", context, status=status)
