"""Deliberation halls: the list, the days of one, bookings (E2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from linli.base import files
from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.paper.columns import Column
from linli.party.queries import halls as queries
from linli.party.services import halls as services
from linli.registry.queries import estates
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.party import life
from linli.web.party.life_forms import BookingForm, EditHallForm, NewHallForm
from linli.web.registry.forms import Form
from linli.web.registry.tables import send
from linli.web.registry.writing import seen, write
from linli.web.tripartite.photos import keep

DAYS = 7
MOST = 5_000
COLUMNS = (
    Column("议事厅", width=26),
    Column("所属", width=16),
    Column("地址", width=30),
    Column("座位数", "integer"),
    Column("展示内容", width=40),
    Column("启用日期", "date"),
)


@require_GET
@page_for("party.view", clauses=["E2"])
def halls_list(request: Request) -> HttpResponse:
    at, now = request.GET.get("at", ""), timezone.now()
    found = queries.halls(request.actor, today=timezone.localdate(), at=at)
    page = paged(found, request.GET.get("page"))
    ahead = queries.upcoming(request.actor, page.rows, now=now)
    above = estates.names(request.actor, {each.path for each in page.rows})
    context = {
        "page": page,
        "rows": [(row, above.get(row.path, ("", ""))[1], ahead.get(row.pk, [])[:3]) for row in page.rows],
        "at": at,
        "places": estates.choices(request.actor, at=at),
        "may_add": request.actor.may_somewhere("hall.manage"),
        "query": request.GET.urlencode(),
        "here": "halls",
    }
    return show(request, "party/halls.html", context)


@require_GET
@page_for("party.view", clauses=["E2"])
def halls_export(request: Request) -> HttpResponse:
    found = queries.halls(request.actor, today=timezone.localdate(), at=request.GET.get("at", ""))
    rows = list(found[:MOST])
    above = estates.names(request.actor, {each.path for each in rows})
    cells = (
        (row.name, above.get(row.path, ("", ""))[1], row.address, row.seats, row.displays, row.since)
        for row in rows
    )
    return send(gettext("议事厅"), COLUMNS, cells)


@require_GET
@page_for("party.view", clauses=["E2"])
def hall(request: Request, pk: int) -> HttpResponse:
    row, today = queries.hall(request.actor, pk=pk), timezone.localdate()
    day = life.day_asked(request.GET.get("day", ""), today)
    taken = queries.bookings(request.actor, row, day=day, days=DAYS)
    actor = request.actor
    manages = actor.may("hall.manage", at=row.path)
    context = {
        "hall": row,
        "days": [
            (on, [each for each in taken if _on(each) == on])
            for on in (day + timedelta(days=number) for number in range(DAYS))
        ],
        "mine": {each.pk for each in taken if manages or (each.booked_by == actor.user_id)},
        "before": day - timedelta(days=DAYS),
        "after": day + timedelta(days=DAYS),
        "today": today,
        "now": timezone.now(),
        "may_book": queries.may_book(actor, row),
        "manages": manages,
        "crumbs": life.crumbs("halls", gettext("议事厅")),
    }
    return show(request, "party/hall.html", context)


def _on(booking: Any) -> Any:
    return timezone.localdate(booking.start)


@page_for("hall.manage", clauses=["E2"])
def new(request: Request) -> HttpResponse:
    communities = queries.communities(request.actor)

    def make(*args: Any, **options: Any) -> NewHallForm:
        return NewHallForm(*args, communities=communities, **options)

    def save(form: Form) -> None:
        path = form.cleaned_data["path"]
        fields = {**form.data_of("path", "photo"), **_photo(request, form, path)}
        services.register(actor=request.actor, now=timezone.now(), path=path, fields=fields)

    page = life.writing(
        gettext("登记议事厅"),
        gettext("登记议事厅"),
        "E2",
        way=life.crumbs("halls", gettext("议事厅")),
        lede=gettext("依托社区党员群众服务中心设置，集中展示、开会议事都在这里。"),
        done=gettext("已登记，辖区里的企业、业委会和网格员都能预约。"),
    )
    only = communities[0][0] if len(communities) == 1 else ""
    start = {"since": timezone.localdate(), "path": only}
    return write(request, page, make, save, initial=start)


@page_for("hall.manage", clauses=["E2"])
def edit(request: Request, pk: int) -> HttpResponse:
    row = queries.hall(request.actor, pk=pk, permission="hall.manage")

    def save(form: Form) -> None:
        fields = {**form.data_of("photo"), **_photo(request, form, row.path)}
        services.change(actor=request.actor, now=timezone.now(), hall=row, fields=fields, seen=seen(form))

    home = reverse("party:hall", args=[row.pk])
    way = life.crumbs("halls", gettext("议事厅"), (home, row.name))
    page = life.writing(gettext("修改“%(name)s”") % {"name": row.name}, gettext("保存"), "E2", way=way)
    return write(request, page, EditHallForm, save, row=row, initial={"photo": None})


def _photo(request: Request, form: Form, path: str) -> dict[str, Any]:
    """Store the newest photo of the form, if it came with one."""
    place = life.shelf(request.actor, path)
    keys = keep(request, form, "photo", place=place, now=timezone.now(), types=PHOTOS)
    return {"photo": files.stored(request.actor, pk=keys[-1])} if keys else {}


@page_for("hall.book", clauses=["E2"])
def book(request: Request, pk: int) -> HttpResponse:
    row = queries.hall(request.actor, pk=pk)

    def save(form: Form) -> None:
        read = form.cleaned_data
        services.book(
            actor=request.actor,
            now=timezone.now(),
            hall=row,
            start=timezone.make_aware(datetime.combine(read["on"], read["start"])),
            end=timezone.make_aware(datetime.combine(read["on"], read["end"])),
            purpose=read["purpose"],
            body=read["body"],
        )

    home = reverse("party:hall", args=[row.pk])
    day = life.day_asked(request.GET.get("day", ""), timezone.localdate())
    page = life.writing(
        gettext("预约“%(name)s”") % {"name": row.name},
        gettext("预约"),
        "E2",
        way=life.crumbs("halls", gettext("议事厅"), (home, row.name)),
        back=f"{home}?day={day}",
        done=gettext("已约好。"),
    )
    return write(request, page, BookingForm, save, initial={"on": day})


@require_POST
@page_for("hall.book", clauses=["E2"])
def cancel(request: Request, pk: int) -> HttpResponse:
    row = queries.booking(request.actor, pk=pk)
    services.cancel(actor=request.actor, now=timezone.now(), booking=row)
    messages.success(request, gettext("已取消预约，这段时间空出来了。"))
    return redirect("party:hall", pk=row.hall_id)
