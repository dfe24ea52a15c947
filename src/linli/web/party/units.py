"""One unit: what is due and what is there, with the forms that mend it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.errors import NoSuch, NotAllowed
from linli.party import rights
from linli.party.queries import organisations, proposals, units
from linli.party.rulebook import rulebook
from linli.party.services import coverage as services
from linli.party.services import plans
from linli.party.terms import Form as Shape
from linli.web.pages import page_for, show
from linli.web.party.asking import DUE, unit_crumbs
from linli.web.party.forms import CountForm, OutcomeForm, PlanForm, TieForm
from linli.web.registry.forms import EndForm, Form
from linli.web.registry.writing import Writing, write

if TYPE_CHECKING:
    from linli.party.unit import Body

IN_TIME = timedelta(days=90)  # proposed for a plan; the person may write another day


@require_GET
@page_for("party.view", clauses=["D1", "D2", "D3", "H1", "H2", "J6"])
def unit(request: Request, unit: str, key: int) -> HttpResponse:
    today = timezone.localdate()
    body = units.body(request.actor, unit=unit, key=key)
    found = units.standing(request.actor, body, on=today)
    manages = rights.manages(request.actor, body)
    context = {
        "found": found,
        "body": body,
        "proposals": proposals.proposals(request.actor, found, on=today) if manages else [],
        "crumbs": unit_crumbs(unit, key, body.name)[:1],
        "due": DUE[found.due.form],
        "today": today,
        "may_manage": manages,
        "may_count": rights.reports(request.actor, body),
        "may_send": body.unit != "committee" and rights.manages(request.actor, body, "instructor.appoint"),
    }
    return show(request, "party/unit.html", context)


@page_for("party.view", clauses=["D2", "H1", "J6"])
def unit_count(request: Request, unit: str, key: int) -> HttpResponse:
    body = units.body(request.actor, unit=unit, key=key)
    if not rights.reports(request.actor, body):
        raise NoSuch(
            "党员人数由单位自己或所在的社区、街道来报，不归您报。",
            "The unit itself, its community or subdistrict reports this; it is not yours to report.",
        )

    def save(form: Form) -> None:
        services.report(actor=request.actor, now=timezone.now(), body=body, **form.data_of())

    page = _page(
        body,
        gettext("“%(name)s”报党员人数") % {"name": body.name},
        gettext("上报"),
        "D2 H1",
        lede=gettext("只报人数，不报姓名。应建什么组织由正式党员人数决定，预备党员不计。"),
    )
    return write(request, page, CountForm, save, initial={"as_of": timezone.localdate()})


@page_for("party.manage", clauses=["D2", "D3", "H1", "H2", "J6"])
def unit_tie(request: Request, unit: str, key: int) -> HttpResponse:
    body = _mine(request, unit, key)
    today = timezone.localdate()
    ways = [way for way in rulebook().ways if body.kind in way.kinds]
    make = partial(
        TieForm,
        organisations=organisations.choices(request.actor, on=today),
        ways=[(way.id, way.name.say(get_language() or "zh")) for way in ways],
    )

    def save(form: Form) -> None:
        data = form.data_of("organisation")
        row = organisations.organisation(request.actor, pk=form.cleaned_data["organisation"], on=today)
        services.tie(actor=request.actor, now=timezone.now(), body=body, organisation=row, **data)

    page = _page(
        body,
        gettext("登记“%(name)s”由谁覆盖") % {"name": body.name},
        gettext("登记"),
        "D2 D3 H2",
        lede=gettext("一个单位只归一个党组织。还没有合适的党组织，先登记党组织。"),
    )
    initial = {"since": today, "way": request.GET.get("way", ""), "organisation": request.GET.get("with", "")}
    return write(request, page, make, save, initial=initial)


@page_for("party.manage", clauses=["D3"])
def tie_end(request: Request, pk: int) -> HttpResponse:
    row = organisations.tie(request.actor, pk=pk)
    holder: Any = row.company or row.estate

    def save(form: Form) -> None:
        services.end(
            actor=request.actor,
            now=timezone.now(),
            tie=row,
            until=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        )

    page = Writing(
        title=gettext("“%(organisation)s”不再覆盖“%(unit)s”？")
        % {"organisation": row.organisation.name, "unit": holder.name},
        back=reverse("party:organisation", args=[row.organisation_id]),
        button=gettext("结束覆盖"),
        lede=gettext("从那天起这个单位没有党组织覆盖，会列在未覆盖清单里。"),
        clauses="D3",
        risk=True,
        crumbs=unit_crumbs(row.unit, holder.pk, holder.name),
    )
    return write(request, page, EndForm, save)


@page_for("party.manage", clauses=["D3"])
def plan_new(request: Request, unit: str, key: int) -> HttpResponse:
    body = _mine(request, unit, key)
    today = timezone.localdate()
    found = units.standing(request.actor, body, on=today)
    partners = organisations.choices(
        request.actor, on=today, forms=(Shape.JOINT, Shape.GRID), permission="party.view"
    )
    ways = [(way.id, way.name.say(get_language() or "zh")) for way in found.due.ways]

    def save(form: Form) -> None:
        data, partner = form.data_of("partner"), form.cleaned_data["partner"]
        row = organisations.organisation(request.actor, pk=partner, on=today) if partner else None
        plans.decide(actor=request.actor, now=timezone.now(), body=body, partner=row, **data)

    page = _page(
        body,
        gettext("“%(name)s”怎样建立党组织") % {"name": body.name},
        gettext("定下这种方式"),
        "D3",
        lede=gettext("系统只列出依法可行的方式和理由，由您来定。办成以后再登记覆盖。"),
    )
    initial = {
        "way": request.GET.get("way", ""),
        "partner": request.GET.get("with", ""),
        "due_on": today + IN_TIME,
    }
    return write(request, page, partial(PlanForm, ways=ways, partners=partners), save, initial=initial)


@page_for("party.manage", clauses=["D3"])
def plan_finish(request: Request, unit: str, key: int) -> HttpResponse:
    body = _mine(request, unit, key)
    plan = units.standing(request.actor, body, on=timezone.localdate()).plan
    if plan is None:
        raise NoSuch("没有在办的计划。", "There is no open plan.")

    def save(form: Form) -> None:
        plans.finish(actor=request.actor, now=timezone.now(), plan=plan, body=body, **form.data_of())

    page = _page(body, gettext("“%(name)s”的计划结果") % {"name": body.name}, gettext("办结"), "D3")
    return write(request, page, OutcomeForm, save, initial={"on": timezone.localdate()})


def _mine(request: Request, unit: str, key: int) -> Body:
    """Return a unit where the actor is in charge.

    :raises NotAllowed: if the actor sees it, but is not
    """
    body = units.body(request.actor, unit=unit, key=key)
    if not rights.manages(request.actor, body):
        raise NotAllowed(
            f"“{body.name}”由它所在的社区或街道负责。",
            f"The community or subdistrict of “{body.name}” is in charge.",
        )
    return body


def _page(body: Body, title: str, button: str, clauses: str, **more: Any) -> Writing:
    return Writing(
        title=title,
        back=reverse("party:unit", args=[body.unit, body.key]),
        button=button,
        clauses=clauses,
        crumbs=unit_crumbs(body.unit, body.key, body.name),
        **more,
    )
