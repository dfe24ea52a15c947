"""The list of companies, a company's dossier, and its forms."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.errors import NotAllowed
from linli.registry.queries import companies, history
from linli.registry.services import companies as services
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry import tables
from linli.web.registry.forms import CompanyForm, Form
from linli.web.registry.words import told
from linli.web.registry.writing import Writing, seen, write


def _wanted(request: Request) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:60] for name in ("q", "registered", "sort")}


@require_GET
@page_for("company.view", clauses=["B1", "B2", "S6"])
def companies_list(request: Request) -> HttpResponse:
    asked = _wanted(request)
    page = paged(companies.companies(request.actor, **asked), request.GET.get("page"))
    context = {
        "page": page,
        "rows": companies.with_figures(request.actor, page.rows),
        "asked": asked,
        "may_add": request.actor.may_somewhere("company.edit"),
        "query": request.GET.urlencode(),
    }
    return show(request, "registry/companies.html", context, part="registry/_companies.html")


@require_GET
@page_for("company.view", clauses=["B2"])
def companies_export(request: Request) -> HttpResponse:
    found = companies.companies(request.actor, **_wanted(request))
    return tables.companies(companies.with_figures(request.actor, found))


@require_GET
@page_for("company.view", clauses=["A2", "B1", "B2", "S6"])
def company(request: Request, pk: int) -> HttpResponse:
    row = companies.company(request.actor, pk=pk)
    projects = companies.projects(request.actor, row)
    context = {
        "company": row,
        "open": [project for project in projects if project.until is None],
        "ended": [project for project in projects if project.until is not None],
        "staff": companies.staff(request.actor, row, today=timezone.localdate()),
        "lines": [told(line) for line in history.of_company(request.actor, row)[:10]],
        "may_edit": request.actor.may_somewhere("company.edit"),
        "may_reveal": request.actor.may_somewhere("contact.reveal"),
    }
    return show(request, "registry/company.html", context)


@page_for("company.edit", clauses=["B2"])
def company_new(request: Request) -> HttpResponse:
    def save(form: Form) -> None:
        services.register(actor=request.actor, now=timezone.now(), fields=form.data_of())

    start = reverse("registry:companies")
    page = Writing(
        title=gettext("登记企业"),
        back=start,
        button=gettext("登记"),
        clauses="B2 S6",
        crumbs=((start, gettext("企业")),),
        done=gettext("已登记。"),
    )
    return write(request, page, CompanyForm, save)


@page_for("company.edit", clauses=["B2", "S6"])
def company_edit(request: Request, pk: int) -> HttpResponse:
    row = companies.company(request.actor, pk=pk)
    if not request.actor.may_somewhere("company.edit"):
        raise NotAllowed("企业信息由区住建局修改。", "Companies are changed by the bureau.")

    def save(form: Form) -> None:
        fields = form.data_of()
        if not fields["phone"]:
            fields.pop("phone")  # an empty phone keeps the one on record, which the form does not show
        services.change(actor=request.actor, now=timezone.now(), company=row, fields=fields, seen=seen(form))

    home = reverse("registry:company", args=[row.pk])
    page = Writing(
        title=gettext("修改“%(name)s”的信息") % {"name": row.name},
        back=home,
        button=gettext("保存"),
        clauses="B2 S6",
        crumbs=((reverse("registry:companies"), gettext("企业")), (home, row.name)),
    )
    return write(request, page, CompanyForm, save, row=row, initial={"phone": ""})
