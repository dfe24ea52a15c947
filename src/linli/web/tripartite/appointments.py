"""Cross-appointments: the lists of both directions and of those without, the forms, a director's notes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.registry.queries import companies, estates
from linli.tripartite.queries import appointments as queries
from linli.tripartite.queries.appointments import Wanted
from linli.tripartite.rights import is_inside, may_note
from linli.tripartite.services import appointments as services
from linli.tripartite.services.appointments import Term
from linli.tripartite.terms import Direction
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.forms import Form
from linli.web.registry.writing import write
from linli.web.tripartite import tables
from linli.web.tripartite.forms import LeaveForm, NoteForm, SeatInForm, TermForm
from linli.web.tripartite.frame import asked, crumbs, writing
from linli.web.tripartite.photos import keep

NAMES = ("q", "at", "direction")
SHOWN = 30


@require_GET
@page_for("tripartite.view", clauses=["G2", "G3", "G4"])
def appointments_list(request: Request) -> HttpResponse:
    wanted, today = _wanted(request), timezone.localdate()
    page = paged(queries.appointments(request.actor, wanted, today=today), request.GET.get("page"))
    without = queries.estates_without(request.actor, today=today, at=wanted.at)
    firms = queries.companies_without(request.actor, today=today, at=wanted.at)
    context = {
        "page": page,
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "directions": Direction.choices,
        "estates": without[:SHOWN],
        "estates_total": without.count(),
        "companies": firms[:SHOWN],
        "companies_total": firms.count(),
        "manages": request.actor.may_somewhere("mechanism.manage"),
        "today": today,
        "query": request.GET.urlencode(),
        "here": "appointments",
    }
    return show(request, "tripartite/appointments.html", context, part="tripartite/_appointments.html")


@require_GET
@page_for("tripartite.view", clauses=["G2", "G3", "G4"])
def appointments_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    found = queries.appointments(request.actor, _wanted(request), today=timezone.localdate())
    return tables.appointments(found)


@require_GET
@page_for("tripartite.view", clauses=["G2", "G3", "G4"])
def without_export(request: Request) -> HttpResponse:
    """Send the estates without a quality director and the companies without a seat, in one workbook."""
    today, at = timezone.localdate(), asked(request, "at")["at"]
    without = queries.estates_without(request.actor, today=today, at=at)
    firms = queries.companies_without(request.actor, today=today, at=at)
    return tables.without(without, firms)


@require_GET
@page_for("tripartite.view", clauses=["G2", "G3", "G4"])
def appointment(request: Request, pk: int) -> HttpResponse:
    row = queries.appointment(request.actor, pk=pk)
    today = timezone.localdate()
    directs = row.direction == Direction.QUALITY_DIRECTOR
    context = {
        "row": row,
        "notes": queries.notes(request.actor, row) if directs and is_inside(request.actor) else [],
        "directs": directs,
        "may_note": directs and may_note(request.actor, row) and (row.until is None or row.until > today),
        "may_end": request.actor.may("mechanism.manage", at=row.path)
        and (row.until is None or row.until > today),
        "crumbs": crumbs(row.estate),
        "today": today,
    }
    return show(request, "tripartite/appointment.html", context)


@page_for("mechanism.manage", clauses=["G3"])
def director_new(request: Request, code: str) -> HttpResponse:
    estate = estates.estate(request.actor, code=code, permission="mechanism.manage")
    today = timezone.localdate()

    def make(*args: Any, **options: Any) -> TermForm:
        chosen = queries.candidates(request.actor, path=estate.path, today=today)
        return TermForm(*args, people=chosen, **options)

    def save(form: Form) -> None:
        services.direct(actor=request.actor, now=timezone.now(), estate=estate, term=_term(form))

    page = writing(
        estate,
        gettext("%(name)s：聘请义务质量总监") % {"name": estate.name},
        gettext("聘请"),
        "G3",
        lede=gettext("推荐社区党组织书记，或熟悉物业法律法规的社区“两委”成员、在职党员兼任，不取报酬。"),
    )
    return write(request, page, make, save, initial={"since": today})


@page_for("mechanism.manage", clauses=["G4"])
def seat_in(request: Request) -> HttpResponse:
    path = request.GET.get("community", "") or request.POST.get("community", "")
    choices = queries.communities(request.actor)
    if not path and len(choices) == 1:
        path = choices[0][0]
    if not path:
        context = {"choices": choices, "crumbs": crumbs(), "back": reverse("tripartite:appointments")}
        return show(request, "tripartite/choose_community.html", context)
    community, today = queries.community(request.actor, path=path), timezone.localdate()

    def make(*args: Any, **options: Any) -> SeatInForm:
        firms = queries.companies(request.actor, path=path)
        heads = queries.heads(request.actor, path=path, today=today)
        return SeatInForm(*args, companies=firms, people=heads, **options)

    def save(form: Form) -> None:
        services.take_in(
            actor=request.actor,
            now=timezone.now(),
            community=community,
            company=companies.company(request.actor, pk=form.cleaned_data["company"]),
            term=_term(form),
        )

    page = writing(
        None,
        gettext("%(name)s：吸纳企业负责人任“两委”兼职委员") % {"name": community.short},
        gettext("登记任职"),
        "G4",
        back=reverse("tripartite:appointments"),
    )
    return write(request, page, make, save, initial={"since": today})


@page_for("mechanism.manage", clauses=["G2"])
def appointment_end(request: Request, pk: int) -> HttpResponse:
    row = queries.appointment(request.actor, pk=pk, permission="mechanism.manage")

    def save(form: Form) -> None:
        services.end(actor=request.actor, now=timezone.now(), appointment=row, **form.data_of())

    page = writing(
        row.estate,
        gettext("结束%(name)s的任职？") % {"name": row.name},
        gettext("登记结束"),
        "G2",
        back=reverse("tripartite:appointment", args=[pk]),
        risk=True,
    )
    return write(request, page, LeaveForm, save)


@page_for("tripartite.view", clauses=["G3"])
def note_new(request: Request, pk: int) -> HttpResponse:
    row = queries.appointment(request.actor, pk=pk, permission="quality.note")

    def save(form: Form) -> None:
        read, now = form.cleaned_data, timezone.now()
        photos = keep(request, form, "photos", place=row.path, now=now, types=PHOTOS)
        services.note(
            actor=request.actor, now=now, appointment=row, on=read["on"], text=read["text"], photos=photos
        )

    page = writing(
        row.estate,
        gettext("记一条质量记录"),
        gettext("记下"),
        "G3",
        back=reverse("tripartite:appointment", args=[pk]),
        lede=gettext("记下看到的问题或做得好的地方。下一次联席会议的议题里会提出来。"),
        done=gettext("已记下，会列入下一次联席会议的议题建议。"),
    )
    return write(request, page, NoteForm, save, initial={"on": timezone.localdate()})


def _term(form: Form) -> Term:
    read = form.cleaned_data
    return Term(
        name=read["name"],
        since=read["since"],
        until=read["until"],
        title=read["title"],
        user_id=read["user"],
    )


def _wanted(request: Request) -> Wanted:
    return Wanted(**asked(request, *NAMES), state=request.GET.get("state", "now")[:10])
