"""Funds: the list with its sums, one fund with its ledger, and the forms that write it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.people.terms import Level
from linli.registry.queries import estates
from linli.selfmanagement.queries import funds as queries
from linli.selfmanagement.queries import sums
from linli.selfmanagement.queries.sums import Wanted
from linli.selfmanagement.services import funds as services
from linli.selfmanagement.services.funds import Given
from linli.selfmanagement.terms import Route, Source
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.forms import Form
from linli.web.registry.writing import seen, write
from linli.web.selfmanagement import tables
from linli.web.selfmanagement.estates import mine
from linli.web.selfmanagement.forms import CloseForm, CorrectForm, EntryForm, FundForm, ReplanForm
from linli.web.selfmanagement.frame import crumbs, writing
from linli.web.selfmanagement.uploading import one
from linli.web.tripartite.frame import asked

NAMES = ("q", "at", "year", "source", "route", "state")


@require_GET
@page_for("selfmanagement.view", clauses=["C4"])
def funds_list(request: Request) -> HttpResponse:
    wanted, today = Wanted(**asked(request, *NAMES)), timezone.localdate()
    page = paged(sums.funds(request.actor, wanted), request.GET.get("page"))
    context = {
        "page": page,
        "rows": sums.rows(request.actor, page.rows),
        "sums": sums.sums(request.actor, wanted),
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "years": sums.years(request.actor, today=today),
        "sources": Source.choices,
        "routes": Route.choices,
        "records": request.actor.may_somewhere("gridwork.record"),
        "query": request.GET.urlencode(),
        "here": "funds",
    }
    return show(request, "selfmanagement/funds.html", context, part="selfmanagement/_funds.html")


@require_GET
@page_for("selfmanagement.view", clauses=["C4"])
def funds_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    found = list(sums.funds(request.actor, Wanted(**asked(request, *NAMES))))
    return tables.all_funds(sums.rows(request.actor, found))


@require_GET
@page_for("selfmanagement.view", clauses=["C4"])
def sums_export(request: Request) -> HttpResponse:
    """Send the sums of district, subdistricts and communities under the same filter."""
    found = sums.sums(request.actor, Wanted(**asked(request, *NAMES)))
    return tables.all_sums(found, dict(Level.choices))


@require_GET
@page_for("selfmanagement.view", clauses=["C4"])
def fund(request: Request, pk: int) -> HttpResponse:
    row = queries.fund(request.actor, pk=pk)
    context = {
        "fund": row,
        "found": queries.ledger(request.actor, row),
        "may": request.actor.may("fund.manage", at=row.estate.path) and row.closed_on is None,
        "crumbs": crumbs(row.estate),
    }
    return show(request, "selfmanagement/fund.html", context)


@require_GET
@page_for("selfmanagement.view", clauses=["C4"])
def fund_export(request: Request, pk: int) -> HttpResponse:
    return tables.ledger(queries.ledger(request.actor, queries.fund(request.actor, pk=pk)))


@page_for("fund.manage", clauses=["C4"])
def fund_new(request: Request, code: str) -> HttpResponse:
    estate = mine(request, code, "fund.manage")

    def save(form: Form) -> None:
        fields = form.data_of("document")
        keys = one(request, form, "document", estate)
        services.plan(actor=request.actor, now=timezone.now(), estate=estate, fields=fields, document=keys)

    page = writing(
        estate,
        gettext("%(name)s：编制扶持资金计划") % {"name": estate.name},
        gettext("列入计划"),
        "C4",
        lede=gettext("一个来源、一种扶持方式列一笔。计划列入后，到账和支出逐笔登记在它下面。"),
    )
    return write(request, page, FundForm, save, initial={"year": timezone.localdate().year})


@page_for("fund.manage", clauses=["C4"])
def fund_replan(request: Request, pk: int) -> HttpResponse:
    row = queries.fund(request.actor, pk=pk, permission="fund.manage")

    def save(form: Form) -> None:
        services.replan(actor=request.actor, now=timezone.now(), fund=row, seen=seen(form), **form.data_of())

    title = gettext("%(title)s：调整计划金额") % {"title": row.title}
    page = writing(row.estate, title, gettext("调整"), "C4", fund=row)
    return write(request, page, ReplanForm, save, row=row)


@page_for("fund.manage", clauses=["C4"])
def entry_new(request: Request, pk: int) -> HttpResponse:
    row = queries.fund(request.actor, pk=pk, permission="fund.manage")

    def save(form: Form) -> None:
        keys = one(request, form, "document", row.estate)
        given = Given(**form.data_of("document"), document=keys[0] if keys else None)
        services.enter(actor=request.actor, now=timezone.now(), fund=row, given=given)

    balance = queries.ledger(request.actor, row).money.balance
    page = writing(
        row.estate,
        gettext("%(title)s：记一笔") % {"title": row.title},
        gettext("记下这一笔"),
        "C4",
        lede=gettext("现在余额 %(sum)s 元。记下后不能改，写错了用更正。") % {"sum": f"{balance:,}"},
        fund=row,
    )
    start = {"on": timezone.localdate(), "kind": request.GET.get("kind", "")}
    return write(request, page, EntryForm, save, initial=start)


@page_for("fund.manage", clauses=["C4"])
def entry_correct(request: Request, pk: int) -> HttpResponse:
    entry = queries.entry(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.correct(actor=request.actor, now=timezone.now(), entry=entry, **form.data_of())

    words = {"kind": entry.get_kind_display(), "sum": f"{entry.amount:,}", "purpose": entry.purpose}
    page = writing(
        entry.fund.estate,
        gettext("更正：%(kind)s %(sum)s 元，%(purpose)s") % words,
        gettext("登记更正"),
        "C4",
        lede=gettext("原来那一笔保留，另记一笔更正，写明差额和原因。"),
        fund=entry.fund,
    )
    return write(request, page, CorrectForm, save)


@page_for("fund.manage", clauses=["C4"])
def fund_close(request: Request, pk: int) -> HttpResponse:
    row = queries.fund(request.actor, pk=pk, permission="fund.manage")

    def save(form: Form) -> None:
        services.close(actor=request.actor, now=timezone.now(), fund=row, **form.data_of())

    page = writing(
        row.estate,
        gettext("结清“%(title)s”？") % {"title": row.title},
        gettext("结清"),
        "C4",
        back=reverse("selfmanagement:fund", args=[row.pk]),
        lede=gettext("结清后不能再记账。账页留着，随时可查。"),
        fund=row,
        risk=True,
    )
    return write(request, page, CloseForm, save, initial={"on": timezone.localdate()})
