"""The list of party organisations, one of them, and its forms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.errors import NoSuch, NotAllowed
from linli.paper.columns import Column
from linli.party import rights, terms
from linli.party.queries import organisations as queries
from linli.party.services import organisations as services
from linli.people.queries import places as place_queries
from linli.people.terms import Level
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.party.asking import asked, organisation_crumbs, places
from linli.web.party.forms import CountForm, NewOrganisationForm, OrganisationForm
from linli.web.registry.forms import EndForm, Form
from linli.web.registry.tables import send
from linli.web.registry.writing import Writing, seen, write

if TYPE_CHECKING:
    from linli.party.models import Organisation

WHERE = (Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID)
COLUMNS = (
    Column("党组织名称", width=34),
    Column("组织形式", width=16),
    Column("所在地方", width=18),
    Column("上级党组织", width=30),
    Column("书记", width=12),
    Column("正式党员", "integer"),
    Column("预备党员", "integer"),
    Column("覆盖单位", "integer"),
    Column("设支部委员会", width=12),
    Column("党小组", "integer"),
    Column("成立日期", "date"),
    Column("本届选举", "date"),
    Column("任期届满", "date"),
)


def _wanted(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = asked(request, "at", "form", "q", "term")
    return {**given, "ended": request.GET.get("ended") == "1", "on": timezone.localdate()}


@require_GET
@page_for("party.view", clauses=["A1", "D2", "D3", "H1"])
def organisations_list(request: Request) -> HttpResponse:
    given = _wanted(request)
    page = paged(queries.organisations(request.actor, **given), request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows(request.actor, page.rows, on=given["on"]),
        "asked": given,
        "forms": terms.Form.choices,
        "places": places(request, given["at"]),
        "may_add": request.actor.may_somewhere("party.manage"),
        "today": given["on"],
        "query": request.GET.urlencode(),
    }
    return show(request, "party/organisations.html", context, part="party/_organisations.html")


@require_GET
@page_for("party.view", clauses=["D2"])
def organisations_export(request: Request) -> HttpResponse:
    given = _wanted(request)
    found = list(queries.organisations(request.actor, **given).select_related("parent"))
    rows = queries.rows(request.actor, found, on=given["on"])
    return send(gettext("党组织清单"), COLUMNS, map(_cells, rows))


def _cells(row: queries.Row) -> tuple[Any, ...]:
    one, count = row.organisation, row.members
    return (
        one.name, str(one.get_form_display()), row.place, one.parent.name if one.parent else "",
        one.secretary, count.full if count else None, count.probationary if count else None, row.units,
        gettext("是") if one.committee else gettext("否"), one.groups, one.since, one.elected_on,
        one.term_until,
    )  # fmt: skip


@require_GET
@page_for("party.view", clauses=["D2", "D3", "H1", "H2"])
def organisation(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    row = queries.organisation(request.actor, pk=pk, on=today)
    acts = partial(rights.acts_for, request.actor, row, on=today)
    context = {
        "found": queries.dossier(request.actor, row, on=today),
        "row": row,
        "places": place_queries.by_path(request.actor, listed=[row.path]),
        "crumbs": organisation_crumbs(),
        "today": today,
        "may_manage": row.until is None and request.actor.may("party.manage", at=row.path),
        "may_count": row.until is None and _counts(request, row),
        "may_see_names": acts("member.view"),
    }
    return show(request, "party/organisation.html", context)


def _counts(request: Request, row: Organisation) -> bool:
    actor, today = request.actor, timezone.localdate()
    return actor.may("party.manage", at=row.path) or rights.acts_for(actor, row, "activity.record", on=today)


def _parents(request: Request) -> list[tuple[int, str]]:
    return queries.choices(request.actor, on=timezone.localdate(), permission="party.view")


def _parent(request: Request, form: Form) -> Any:
    key = form.cleaned_data["parent"]
    return queries.organisation(request.actor, pk=key, on=timezone.localdate()) if key else None


def _mine(request: Request, pk: int) -> Organisation:
    """Return an organisation at a place where the actor is in charge.

    :raises NotAllowed: if it is seen there, but not changed
    """
    row = queries.organisation(request.actor, pk=pk, on=timezone.localdate())
    if not request.actor.may("party.manage", at=row.path):
        raise NotAllowed(
            f"“{row.name}”由它所在的社区或街道维护。",
            f"“{row.name}” is kept by its community or subdistrict.",
        )
    return row


@page_for("party.manage", clauses=["D2", "D3", "H1", "H2"])
def organisation_new(request: Request) -> HttpResponse:
    today = timezone.localdate()
    around = place_queries.choices(request.actor, permission="party.manage", on=today, levels=WHERE)
    make = partial(
        NewOrganisationForm, parents=_parents(request), places=[(row.path, row.short) for row in around]
    )

    def save(form: Form) -> None:
        data = form.data_of("path", "form", "since", "full", "probationary", "parent")
        services.found(
            actor=request.actor,
            now=timezone.now(),
            path=form.cleaned_data["path"],
            form=form.cleaned_data["form"],
            since=form.cleaned_data["since"],
            full=form.cleaned_data["full"],
            probationary=form.cleaned_data["probationary"] or 0,
            fields={**data, "parent": _parent(request, form)},
        )

    page = Writing(
        title=gettext("登记党组织"),
        back=reverse("party:organisations"),
        button=gettext("登记"),
        lede=gettext("登记以后，到单位的页面写明它覆盖哪家企业、哪个庭院。"),
        clauses="D2 D3 H1",
        crumbs=organisation_crumbs(),
        done=gettext("已登记。接着到单位的页面登记它覆盖谁。"),
    )
    initial = {"since": today, "form": request.GET.get("form", ""), "name": request.GET.get("name", "")[:100]}
    return write(request, page, make, save, initial={key: value for key, value in initial.items() if value})


@page_for("party.manage", clauses=["D2"])
def organisation_edit(request: Request, pk: int) -> HttpResponse:
    row = _mine(request, pk)

    def save(form: Form) -> None:
        fields = {**form.data_of(), "parent": _parent(request, form)}
        if not fields["phone"]:
            fields.pop("phone")  # an empty phone keeps the one on record, which the form does not show
        services.change(
            actor=request.actor, now=timezone.now(), organisation=row, fields=fields, seen=seen(form)
        )

    page = _page(row, gettext("修改“%(name)s”") % {"name": row.name}, gettext("保存"), "D2")
    initial = {"phone": "", "parent": row.parent_id}
    return write(
        request, page, partial(OrganisationForm, parents=_parents(request)), save, row=row, initial=initial
    )


@page_for("party.manage", clauses=["D2"])
def organisation_dissolve(request: Request, pk: int) -> HttpResponse:
    row = _mine(request, pk)

    def save(form: Form) -> None:
        services.dissolve(
            actor=request.actor,
            now=timezone.now(),
            organisation=row,
            until=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        )

    page = _page(
        row,
        gettext("撤销“%(name)s”？") % {"name": row.name},
        gettext("撤销这个党组织"),
        "D2",
        lede=gettext("它覆盖的单位从那天起没有党组织覆盖，名册同日结束。记录保留，不能恢复。"),
        risk=True,
    )
    return write(request, page, EndForm, save)


@page_for("party.view", clauses=["D2", "H1"])
def organisation_count(request: Request, pk: int) -> HttpResponse:
    row = queries.organisation(request.actor, pk=pk, on=timezone.localdate())
    if not _counts(request, row):
        raise NoSuch("党员人数由它的支部或所在社区来报，不归您报。", "Its branch or community reports this.")

    def save(form: Form) -> None:
        services.report(actor=request.actor, now=timezone.now(), organisation=row, **form.data_of())

    page = _page(
        row,
        gettext("“%(name)s”报党员人数") % {"name": row.name},
        gettext("上报"),
        "D2",
        lede=gettext("只报人数，不报姓名。同一天再报一次就是更正。"),
    )
    return write(request, page, CountForm, save, initial={"as_of": timezone.localdate()})


def _page(row: Organisation, title: str, button: str, clauses: str, **more: Any) -> Writing:
    return Writing(
        title=title,
        back=reverse("party:organisation", args=[row.pk]),
        button=button,
        clauses=clauses,
        crumbs=organisation_crumbs(row.pk, row.name),
        **more,
    )
