"""Calling a joint meeting: the agenda is proposed, one ticks and adds."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.doors.middleware import status_of
from linli.kernel.errors import Refused
from linli.kernel.period import quarter_of
from linli.registry.queries import estates
from linli.tripartite.minuting import Point
from linli.tripartite.queries import agenda, mechanisms
from linli.tripartite.services import meetings as services
from linli.tripartite.services.meetings import Call
from linli.web.forms import put
from linli.web.pages import page_for, show
from linli.web.tripartite.forms import CallForm
from linli.web.tripartite.frame import crumbs

if TYPE_CHECKING:
    from linli.registry.models import Estate
    from linli.tripartite.queries.agenda import Proposal

AHEAD, HOUR = timedelta(days=3), time(15)


@page_for("meeting.hold", clauses=["G6"])
def call(request: Request, code: str) -> HttpResponse:
    estate = estates.estate(request.actor, code=code, permission="meeting.hold")
    today = timezone.localdate()
    proposals = agenda.proposals(request.actor, estate, today=today)
    if request.method != "POST":
        ticked = {one.source for one in proposals if one.urgent}
        form = CallForm(initial=_start(request, estate))
        return _show(request, estate, form, proposals, ticked)
    form, ticked = CallForm(request.POST), set(request.POST.getlist("agenda"))
    if not form.is_valid():
        return _show(request, estate, form, proposals, ticked, status=422)
    try:
        made = services.call(
            actor=request.actor, now=timezone.now(), estate=estate, given=_given(form, proposals, ticked)
        )
    except Refused as refusal:
        put(refusal, form)
        return _show(request, estate, form, proposals, ticked, status=status_of(refusal))
    messages.success(request, gettext("已召集。通知文字在下面，可以复制到群里。"))
    return redirect("tripartite:meeting", pk=made.pk)


def _start(request: Request, estate: Estate) -> dict[str, Any]:
    today = timezone.localdate()
    period = quarter_of(today)
    facts = mechanisms.whole(request.actor, estate, today=today).mechanism
    title = gettext("%(name)s%(year)d年第%(quarter)d季度联席会议") % {
        "name": estate.name,
        "year": period.start.year,
        "quarter": period.quarter or 1,
    }
    return {
        "title": title,
        "planned_at": datetime.combine(today + AHEAD, HOUR),
        "place_note": facts.studio if facts else "",
    }


def _given(form: CallForm, proposals: list[Proposal], ticked: set[str]) -> Call:
    """Return the call: first what was ticked of the proposals, then what was written, a line an item."""
    read = form.cleaned_data
    points = [Point(one.title, one.source) for one in proposals if one.source in ticked]
    points += [Point(line.strip()[:160]) for line in read["more"].splitlines() if line.strip()]
    return Call(
        title=read["title"],
        planned_at=read["planned_at"],
        agenda=points,
        place_note=read["place_note"],
        invited=read["invited"],
    )


def _show(
    request: Request,
    estate: Estate,
    form: CallForm,
    proposals: list[Proposal],
    ticked: set[str],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "estate": estate,
        "form": form,
        "proposals": [(one, one.source in ticked) for one in proposals],
        "crumbs": crumbs(estate),
    }
    return show(request, "tripartite/call.html", context, status=status)
