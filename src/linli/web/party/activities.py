"""The list of activities, one of them, its plan and its cancelling (F1 H4)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.paper.columns import Column
from linli.party.queries import activities as queries
from linli.party.queries.activities import STATES, Wanted
from linli.party.services import activities as services
from linli.party.terms import ActivityKind
from linli.registry.queries import estates
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.party import life
from linli.web.party.life_forms import PlanForm
from linli.web.registry.forms import Form, ReasonForm
from linli.web.registry.tables import send
from linli.web.registry.writing import write

STATE_WORDS = (("planned", _("计划中")), ("held", _("已开展")), ("cancelled", _("已取消")))
MOST = 20_000
COLUMNS = (
    Column("日期", "date"),
    Column("活动", width=16),
    Column("主题", width=36),
    Column("举办组织", width=30),
    Column("状态", width=10),
    Column("参加组织数", "integer"),
    Column("应到", "integer"),
    Column("实到", "integer"),
    Column("地点", width=24),
)


def wanted(request: Request) -> Wanted:
    """Read the filter of a list from the address."""
    given = life.asked(request, "at", "organisation", "kind", "state", "period")
    period = life.period_asked(given["period"], timezone.localdate()) if given["period"] else None
    return Wanted(
        at=given["at"],
        organisation=life.number(given["organisation"]),
        kind=given["kind"] if given["kind"] in ActivityKind.values else "",
        state=given["state"] if given["state"] in STATES else "",
        since=period.start if period else None,
        until=period.end if period else None,
    )


@require_GET
@page_for("party.view", clauses=["F1", "H4", "J6"])
def activities_list(request: Request) -> HttpResponse:
    asked, today = wanted(request), timezone.localdate()
    page = paged(queries.activities(request.actor, asked, today=today), request.GET.get("page"))
    counts = queries.counts(request.actor, page.rows)
    context = {
        "page": page,
        "rows": [(row, counts.get(row.pk)) for row in page.rows],
        "asked": asked,
        "period": request.GET.get("period", ""),
        "places": estates.choices(request.actor, at=asked.at),
        "kinds": ActivityKind.choices,
        "states": STATE_WORDS,
        "query": request.GET.urlencode(),
        "here": "activities",
    }
    return show(request, "party/activities.html", context)


@require_GET
@page_for("party.view", clauses=["F1"])
def activities_export(request: Request) -> HttpResponse:
    rows = list(queries.activities(request.actor, wanted(request), today=timezone.localdate())[:MOST])
    counts = queries.counts(request.actor, rows)
    words = dict(STATE_WORDS)
    return send(gettext("党组织活动"), COLUMNS, (_cells(row, counts.get(row.pk), words) for row in rows))


def _cells(row: Any, count: tuple[int, int, int] | None, words: dict[str, Any]) -> tuple[Any, ...]:
    bodies, came, should = count or (None, None, None)
    state = "held" if row.held_on else "cancelled" if row.cancelled_at else "planned"
    on = row.held_on or timezone.localdate(row.planned_at)
    return (
        on, row.get_kind_display(), row.topic, row.host.name, str(words[state]), bodies, should, came,
        row.place_note,
    )  # fmt: skip


@require_GET
@page_for("party.view", clauses=["F1", "F2", "H4"])
def activity(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    row = queries.activity(request.actor, pk=pk, today=today)
    context = {
        "activity": row,
        "found": queries.detail(request.actor, row, today=today),
        "crumbs": life.crumbs("activities", gettext("党组织活动")),
        "today": today,
    }
    return show(request, "party/activity.html", context)


@page_for("activity.record", clauses=["F1"])
def plan(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    organisation = queries.organisation_to_record(request.actor, pk=pk, today=today)

    def save(form: Form) -> None:
        services.plan(
            actor=request.actor, now=timezone.now(), organisation=organisation, fields=form.data_of()
        )

    way = life.calendar_crumbs(organisation)
    page = life.writing(
        gettext("%(name)s：计划一次活动") % {"name": organisation.name},
        gettext("列入计划"),
        "F1",
        way=way,
        done=gettext("已列入计划，到提醒的日期会在日历里提醒。"),
    )
    return write(request, page, PlanForm, save, initial={"kind": request.GET.get("kind", "")})


@page_for("activity.record", clauses=["F1"])
def cancel(request: Request, pk: int) -> HttpResponse:
    row = queries.own_activity(request.actor, pk=pk, today=timezone.localdate())

    def save(form: Form) -> None:
        services.cancel(
            actor=request.actor, now=timezone.now(), activity=row, reason=form.cleaned_data["reason"]
        )

    page = life.writing(
        gettext("取消“%(topic)s”？") % {"topic": row.topic},
        gettext("取消这次活动"),
        "F1",
        way=life.calendar_crumbs(row.host),
        back=reverse("party:activity", args=[row.pk]),
        lede=gettext("取消后留在日历里，连同原因；不算开展。"),
        risk=True,
        done=gettext("已取消。"),
    )
    return write(request, page, ReasonForm, save)
