"""Joint meetings: the list, one meeting, and the steps that end it; its minutes on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.paper.minutes import minutes_docx, minutes_pdf
from linli.registry.queries import estates
from linli.tripartite.queries import mechanisms, resolutions
from linli.tripartite.queries import meetings as queries
from linli.tripartite.queries.meetings import Wanted
from linli.tripartite.rights import is_inside, sides_of
from linli.tripartite.services import meetings as services
from linli.tripartite.terms import MeetingState
from linli.web.downloads import DOCX, PDF, attachment
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.forms import Form, ReasonForm
from linli.web.registry.writing import write
from linli.web.tripartite import papers, tables
from linli.web.tripartite.frame import asked, crumbs, writing
from linli.web.tripartite.words import TONES, invitation, tone_of

if TYPE_CHECKING:
    from linli.tripartite.models import Meeting

NAMES = ("q", "at", "state", "when", "estate")


@require_GET
@page_for("tripartite.view", clauses=["G6", "S2"])
def meetings_list(request: Request) -> HttpResponse:
    wanted, now = Wanted(**asked(request, *NAMES)), timezone.now()
    page = paged(queries.meetings(request.actor, wanted, now=now), request.GET.get("page"))
    holds = request.actor.may_somewhere("meeting.hold")
    context = {
        "page": page,
        "rows": [(row, TONES[row.meeting.state]) for row in queries.rows(request.actor, page.rows)],
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "states": MeetingState.choices,
        "overdue": resolutions.overdue(request.actor, today=timezone.localdate(now)),
        "call": _call_address(request) if holds else "",
        "query": request.GET.urlencode(),
        "here": "meetings",
    }
    return show(request, "tripartite/meetings.html", context, part="tripartite/_meetings.html")


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def meetings_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    wanted = Wanted(**asked(request, *NAMES))
    found = list(queries.meetings(request.actor, wanted, now=timezone.now()))
    return tables.meetings(queries.rows(request.actor, found))


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def meeting(request: Request, pk: int) -> HttpResponse:
    row = queries.meeting(request.actor, pk=pk)
    whole, today = queries.whole(request.actor, row), timezone.localdate()
    context = {
        "meeting": row,
        "estate": row.estate,
        "whole": whole,
        "tone": TONES[row.state],
        "moves": queries.moves(request.actor, row),
        "sides": [(side, whole.attendance.get(side.value)) for side in sides_of(row.estate)],
        "tones": {each.pk: tone_of(each, today) for each in (*whole.resolutions, *whole.judged)},
        "invitation": invitation(whole) if row.state == MeetingState.CALLED else "",
        "inside": is_inside(request.actor),
        "crumbs": crumbs(row.estate),
        "today": today,
    }
    return show(request, "tripartite/meeting.html", context)


@page_for("meeting.approve", clauses=["G6"])
def meeting_approve(request: Request, pk: int) -> HttpResponse:
    row = queries.meeting(request.actor, pk=pk, permission="meeting.approve")
    back = reverse("tripartite:meeting", args=[pk])

    def save(form: Form) -> None:
        services.approve(actor=request.actor, now=timezone.now(), meeting=row)

    page = writing(
        row.estate,
        gettext("确认“%(title)s”的纪要？") % {"title": row.title},
        gettext("确认并公开"),
        "G6",
        back=back,
        lede=gettext(
            "确认后不能再改。会议名称、日期、到会的各方、议题、结果和决议会出现在小区的公开页；姓名、照片和会议情况不公开。"
        ),
        done=gettext("已确认，居民在小区公开页可以看到。"),
    )
    return write(request, page, Form, save)


@page_for("meeting.hold", clauses=["G6"])
def meeting_cancel(request: Request, pk: int) -> HttpResponse:
    row = queries.meeting(request.actor, pk=pk, permission="meeting.hold")

    def save(form: Form) -> None:
        services.cancel(actor=request.actor, now=timezone.now(), meeting=row, **form.data_of())

    page = writing(
        row.estate,
        gettext("取消“%(title)s”？") % {"title": row.title},
        gettext("取消会议"),
        "G6",
        back=reverse("tripartite:meeting", args=[pk]),
        lede=gettext("会议和议题留在记录里。已经通知的人，请另行告知。"),
        done=gettext("会议已取消。"),
        risk=True,
    )
    return write(request, page, ReasonForm, save)


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def meeting_docx(request: Request, pk: int) -> HttpResponse:
    row = _minuted(request, pk)
    data = minutes_docx(papers.minutes(request.actor, row))
    return attachment(data, f"{row.title}.docx", DOCX)


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def meeting_pdf(request: Request, pk: int) -> HttpResponse:
    row = _minuted(request, pk)
    return attachment(minutes_pdf(papers.minutes(request.actor, row)), f"{row.title}.pdf", PDF)


def _call_address(request: Request) -> str:
    mine = mechanisms.own_estates(request.actor)
    if len(mine) == 1:
        return reverse("tripartite:call", args=[mine[0].code])
    return reverse("tripartite:estates")


def _minuted(request: Request, pk: int) -> Meeting:
    """Return a meeting that has minutes; the paper holds names, so it is for those who work together."""
    row = queries.meeting(request.actor, pk=pk)
    if row.held_on is None or not is_inside(request.actor):
        raise Refused(
            "还没有纪要，或者纪要里有姓名，只给参会各方。公开的内容在小区公开页。",
            "There are no minutes yet, or they name people and are for the sides only.",
            clause="G6",
        )
    return row
