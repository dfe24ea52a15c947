"""Resolutions that are followed up: the list, one with cause and proof, reporting it done, giving it up."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.registry.queries import estates
from linli.tripartite.queries import links
from linli.tripartite.queries import resolutions as queries
from linli.tripartite.queries.resolutions import Wanted
from linli.tripartite.rights import is_inside
from linli.tripartite.services import resolutions as services
from linli.tripartite.services.resolutions import Done
from linli.tripartite.terms import Side
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.forms import Form, ReasonForm
from linli.web.registry.writing import write
from linli.web.tripartite import tables
from linli.web.tripartite.forms import FinishForm
from linli.web.tripartite.frame import asked, crumbs, writing
from linli.web.tripartite.photos import keep
from linli.web.tripartite.words import tone_of

NAMES = ("q", "at", "state", "side", "estate")


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def resolutions_list(request: Request) -> HttpResponse:
    wanted, today = _wanted(request), timezone.localdate()
    page = paged(queries.resolutions(request.actor, wanted, today=today), request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, tone_of(row, today)) for row in page.rows],
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "sides": Side.choices,
        "overdue": queries.overdue(request.actor, today=today),
        "query": request.GET.urlencode(),
        "today": today,
        "here": "resolutions",
    }
    return show(request, "tripartite/resolutions.html", context, part="tripartite/_resolutions.html")


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def resolutions_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    found = queries.resolutions(request.actor, _wanted(request), today=timezone.localdate())
    return tables.resolutions(found, named=is_inside(request.actor))


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def resolution(request: Request, pk: int) -> HttpResponse:
    row = queries.resolution(request.actor, pk=pk)
    context = {
        "row": row,
        "estate": row.estate,
        "whole": queries.whole(request.actor, row),
        "tone": tone_of(row, timezone.localdate()),
        "moves": queries.moves(request.actor, row),
        "inside": is_inside(request.actor),
        "crumbs": crumbs(row.estate),
        "today": timezone.localdate(),
    }
    return show(request, "tripartite/resolution.html", context)


@page_for("resolution.do", clauses=["G6"])
def resolution_finish(request: Request, pk: int) -> HttpResponse:
    row = queries.resolution(request.actor, pk=pk, permission="resolution.do")
    language = get_language() or "zh"
    records = [(link.key, link.words.say(language)) for link in links.changeable(request.actor, row.estate)]

    def make(*args: object, **options: object) -> FinishForm:
        return FinishForm(*args, records=records, **options)

    def save(form: Form) -> None:
        now, read = timezone.now(), form.cleaned_data
        files = keep(request, form, "photos", place=row.estate.path, now=now)
        given = Done(on=read["on"], report=read["report"], files=files, changed=read["changed"])
        services.finish(actor=request.actor, now=now, resolution=row, given=given)

    page = writing(
        row.estate,
        gettext("报告办结：%(text)s") % {"text": row.text},
        gettext("报告办结"),
        "G6",
        back=reverse("tripartite:resolution", args=[pk]),
        lede=gettext("拍一张照片或选中改好的档案作为凭证。由下一次联席会议确认。"),
        done=gettext("已报告，等会议确认。"),
    )
    return write(request, page, make, save, initial={"on": timezone.localdate()})


@page_for("meeting.hold", clauses=["G6"])
def resolution_drop(request: Request, pk: int) -> HttpResponse:
    row = queries.resolution(request.actor, pk=pk, permission="meeting.hold")

    def save(form: Form) -> None:
        services.drop(actor=request.actor, now=timezone.now(), resolution=row, **form.data_of())

    page = writing(
        row.estate,
        gettext("不再办理“%(text)s”？") % {"text": row.text},
        gettext("不再办理"),
        "G6",
        back=reverse("tripartite:resolution", args=[pk]),
        lede=gettext("决议留在记录里，写明理由，不能恢复。"),
        done=gettext("已记下，不再办理。"),
        risk=True,
    )
    return write(request, page, ReasonForm, save)


@require_GET
@page_for("tripartite.view", clauses=["G6"])
def record(request: Request, code: str, key: str) -> HttpResponse:
    """Show what meetings said of one record: which items it caused, what was resolved, what changed it."""
    estate = estates.estate(request.actor, code=code, permission="tripartite.view")
    items, found = links.heard(request.actor, key, estate=estate)
    today = timezone.localdate()
    context = {
        "estate": estate,
        "link": links.described(request.actor, {key}, estate=estate).get(key),
        "items": items,
        "rows": [(row, tone_of(row, today)) for row in found],
        "crumbs": crumbs(estate),
        "today": today,
    }
    return show(request, "tripartite/record.html", context)


def _wanted(request: Request) -> Wanted:
    return Wanted(**asked(request, *NAMES), mine=request.GET.get("mine") == "yes")
