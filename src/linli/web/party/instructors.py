"""Instructors: the list with those nobody was sent to, appointing, and a visit recorded on a phone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.errors import NotAllowed
from linli.paper.columns import Column
from linli.party import rights
from linli.party.queries import coverage, units
from linli.party.queries import instructors as queries
from linli.party.services import instructors as services
from linli.people.queries import places as place_queries
from linli.people.terms import Level
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.party.asking import asked, chosen, places, start, unit_crumbs
from linli.web.party.forms import InstructorForm, VisitForm
from linli.web.party.slicing import sliced
from linli.web.registry.forms import EndForm, Form
from linli.web.registry.tables import send
from linli.web.registry.writing import Writing, write
from linli.web.tripartite.photos import keep

if TYPE_CHECKING:
    from linli.party.models import Instructor

STATES = (
    ("now", _("在任")),
    ("without", _("没有指导员的单位")),
    ("ahead", _("将到任")),
    ("ended", _("已届满")),
)
COLUMNS = (
    Column("姓名", width=12),
    Column("单位和职务", width=24),
    Column("派驻单位", width=34),
    Column("任期起", "date"),
    Column("任期届满", "date"),
    Column("指导次数", "integer"),
    Column("最近指导", "date"),
)
WITHOUT = (
    Column("单位", width=34),
    Column("所属街道", width=16),
    Column("所属社区", width=16),
    Column("正式党员", "integer"),
    Column("覆盖的党组织", width=30),
)


def _wanted(request: Request) -> dict[str, str]:
    given = asked(request, "at", "q", "state")
    given["state"] = chosen(given["state"], STATES)
    return given


def _without(request: Request, at: str) -> list[Any]:
    """Return the companies and then the courtyards nobody was sent to."""
    found = []
    for what in ("company", "courtyard"):
        found += coverage.rows(request.actor, what=what, at=at, on=timezone.localdate(), missing="instructor")
    return found


@require_GET
@page_for("party.view", clauses=["D1", "A3"])
def instructors_list(request: Request) -> HttpResponse:
    given, today = _wanted(request), timezone.localdate()
    bare = given["state"] == "without"
    if bare:
        page = sliced(_without(request, given["at"]), request.GET.get("page"))
    else:
        page = paged(queries.instructors(request.actor, on=today, **given), request.GET.get("page"))
    context = {
        "page": page,
        "bare": bare,
        "asked": given,
        "states": STATES,
        "own": queries.mine(request.actor, on=today) if request.actor.role == "instructor" else [],
        "places": places(request, given["at"]),
        "may_send": request.actor.may_somewhere("instructor.appoint"),
        "today": today,
        "query": request.GET.urlencode(),
    }
    return show(request, "party/instructors.html", context, part="party/_instructors.html")


@require_GET
@page_for("party.view", clauses=["D1"])
def instructors_export(request: Request) -> HttpResponse:
    given = _wanted(request)
    if given["state"] == "without":
        bare = (
            (
                row.name, row.subdistrict, row.community, row.count.full if row.count else None,
                row.tie.name if row.tie else "",
            )
            for row in _without(request, given["at"])
        )  # fmt: skip
        return send(gettext("没有党建指导员的单位"), WITHOUT, bare)
    rows = queries.instructors(request.actor, on=timezone.localdate(), **given)
    cells = (
        (
            row.name, row.body, (row.company or row.estate).name, row.since, row.until, row.visits_paid,
            row.last_visit,
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("党建指导员清单"), COLUMNS, cells)


@require_GET
@page_for("party.view", clauses=["D1", "A3"])
def instructor(request: Request, pk: int) -> HttpResponse:
    row = queries.instructor(request.actor, pk=pk)
    today = timezone.localdate()
    context = {
        "row": row,
        "unit": row.company or row.estate,
        "visits": queries.visits(request.actor, row),
        "crumbs": (*start(), (reverse("party:instructors"), gettext("党建指导员"))),
        "today": today,
        "may_record": queries.records(request.actor, row),
        "may_end": request.actor.may("instructor.appoint", at=row.path)
        and (row.until is None or row.until > today),
    }
    return show(request, "party/instructor.html", context)


@page_for("instructor.appoint", clauses=["D1"])
def instructor_new(request: Request, unit: str, key: int) -> HttpResponse:
    body = units.body(request.actor, unit=unit, key=key)
    if not rights.manages(request.actor, body, "instructor.appoint"):
        raise NotAllowed(
            f"“{body.name}”的党建指导员由它所在的街道选派。",
            f"The subdistrict of “{body.name}” sends its instructor.",
        )
    today, actor = timezone.localdate(), request.actor
    around = place_queries.choices(
        actor, permission="instructor.appoint", on=today, levels=(Level.SUBDISTRICT, Level.COMMUNITY)
    )
    around = [row for row in around if any(path.startswith(row.path) for path in body.paths)]
    accounts = queries.accounts(actor, on=today)
    make = partial(InstructorForm, accounts=accounts, places=[(row.path, row.short) for row in around])

    def save(form: Form) -> None:
        data, pk = form.data_of("user"), form.cleaned_data["user"]
        user = queries.account(actor, pk=pk, on=today) if pk else None
        services.appoint(actor=actor, now=timezone.now(), body=body, user=user, **data)

    page = Writing(
        title=gettext("向“%(name)s”选派党建指导员") % {"name": body.name},
        back=reverse("party:unit", args=[unit, key]),
        button=gettext("选派"),
        lede=gettext("从街道、社区党员干部里选派，到单位挂职指导党建工作。"),
        clauses="D1",
        crumbs=unit_crumbs(unit, key, body.name),
    )
    initial = {"since": today, "path": around[0].path if around else ""}
    return write(request, page, make, save, initial=initial)


@page_for("instructor.appoint", clauses=["D1"])
def instructor_end(request: Request, pk: int) -> HttpResponse:
    row = queries.instructor(request.actor, pk=pk, permission="instructor.appoint")

    def save(form: Form) -> None:
        services.end(
            actor=request.actor,
            now=timezone.now(),
            instructor=row,
            until=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        )

    title = gettext("%(name)s不再担任党建指导员？") % {"name": row.name}
    return write(request, _page(row, title, gettext("结束任期"), risk=True), EndForm, save)


@page_for("guidance.record", clauses=["D1", "A3"])
def visit_new(request: Request, pk: int) -> HttpResponse:
    row = queries.instructor(request.actor, pk=pk)
    if not queries.records(request.actor, row):
        raise NotAllowed("只能记录自己的指导。", "Only the instructor's own visits can be recorded.")
    estates = queries.estates(request.actor, row)
    known = {estate.pk: estate for estate in estates}

    def save(form: Form) -> None:
        now, estate = timezone.now(), known.get(form.cleaned_data["estate"])
        photos = keep(request, form, "photos", place=estate.path if estate else row.path, now=now)
        services.guide(
            actor=request.actor,
            now=now,
            instructor=row,
            estate=estate,
            photos=photos,
            **form.data_of("estate", "photos"),
        )

    unit: Any = row.company or row.estate
    page = _page(row, gettext("记录在“%(name)s”的指导") % {"name": unit.name}, gettext("记下这次指导"))
    initial: dict[str, Any] = {"on": timezone.localdate()}
    if len(estates) == 1:
        initial["estate"] = estates[0].pk
    make = partial(VisitForm, estates=[(each.pk, each.name) for each in estates])
    return write(request, page, make, save, initial=initial)


def _page(row: Instructor, title: str, button: str, *, risk: bool = False) -> Writing:
    home = reverse("party:instructor", args=[row.pk])
    return Writing(
        title=title,
        back=home,
        button=button,
        clauses="D1",
        risk=risk,
        crumbs=(*start(), (reverse("party:instructors"), gettext("党建指导员")), (home, row.name)),
    )
