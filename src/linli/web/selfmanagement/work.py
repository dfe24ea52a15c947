"""The four duties of grid workers: the list on a phone, one form, and the month's table for offices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.kernel.period import Period, month_of, parse
from linli.registry.queries import estates
from linli.selfmanagement.queries import estates as queries
from linli.selfmanagement.queries.estates import Wanted
from linli.selfmanagement.services import work as services
from linli.selfmanagement.terms import Work
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.forms import Form
from linli.web.registry.writing import write
from linli.web.selfmanagement import tables
from linli.web.selfmanagement.estates import mine
from linli.web.selfmanagement.forms import WorkForm
from linli.web.selfmanagement.frame import crumbs, writing
from linli.web.tripartite.frame import asked
from linli.web.tripartite.photos import keep

NAMES = ("q", "at", "lacks")


@require_GET
@page_for("gridwork.record", clauses=["C3"])
def round_(request: Request) -> HttpResponse:
    """Show a grid worker's own estates, and what of the four is still to do this month."""
    today, at = timezone.localdate(), asked(request, "at")["at"]
    page = paged(queries.own(request.actor, at=at), request.GET.get("page"))
    done = queries.counts(request.actor, [row.pk for row in page.rows], month_of(today))
    rows = [(row, [(work, done.get(row.pk, {}).get(work.value, 0)) for work in Work]) for row in page.rows]
    context = {
        "page": page,
        "rows": rows,
        "left": sum(not number for _, works in rows for _, number in works),
        "month": month_of(today),
        "crumbs": crumbs(),
        "query": request.GET.urlencode(),
        "here": "round",
        "records": True,
    }
    return show(request, "selfmanagement/round.html", context)


@page_for("gridwork.record", clauses=["C3"])
def work_new(request: Request, code: str) -> HttpResponse:
    row = mine(request, code, "gridwork.record")

    def save(form: Form) -> None:
        now, given = timezone.now(), form.data_of("photos")
        photos = keep(request, form, "photos", place=row.path, now=now, types=PHOTOS)
        services.record(actor=request.actor, now=now, estate=row, photos=photos, **given)

    page = writing(
        row,
        gettext("%(name)s：记一次") % {"name": row.name},
        gettext("记下"),
        "C3",
        back=reverse("selfmanagement:round"),
        done=gettext("已记下，社区和街道看得到。"),
    )
    start = {"on": timezone.localdate(), "works": request.GET.getlist("work")}
    return write(request, page, WorkForm, save, initial=start)


@require_GET
@page_for("selfmanagement.view", clauses=["C3"])
def works(request: Request) -> HttpResponse:
    wanted, today = Wanted(**asked(request, *NAMES)), timezone.localdate()
    month = month_asked(request, today)
    page = paged(queries.estates(request.actor, wanted, today=today), request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            (row, [row.works.get(work, 0) for work in Work.values])
            for row in queries.rows(request.actor, page.rows, today=today, month=month)
        ],
        "works": list(Work),
        "month": month,
        "before": month.previous().code(),
        "after": month.next().code() if month.end <= today else "",
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "records": request.actor.may_somewhere("gridwork.record"),
        "query": request.GET.urlencode(),
        "here": "works",
    }
    return show(request, "selfmanagement/works.html", context)


@require_GET
@page_for("selfmanagement.view", clauses=["C3"])
def works_export(request: Request) -> HttpResponse:
    """Send exactly the rows the table would show over all its pages."""
    today = timezone.localdate()
    month = month_asked(request, today)
    found: list[Any] = list(queries.estates(request.actor, Wanted(**asked(request, *NAMES)), today=today))
    return tables.works(queries.rows(request.actor, found, today=today, month=month), month=month.code())


def month_asked(request: Request, today: date) -> Period:
    """Return the month in the address, this one if there is none that can be read."""
    try:
        return month_of(parse(request.GET.get("month", "")).start)
    except (ValueError, OverflowError):
        return month_of(today)
