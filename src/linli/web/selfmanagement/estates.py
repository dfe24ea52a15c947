"""Self-managed estates: the overview, one estate with its papers, and a new version of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.base import files
from linli.base.file_types import DOCX
from linli.doors.http import Request
from linli.registry.queries import estates
from linli.registry.terms import DocumentKind
from linli.selfmanagement.queries import estates as queries
from linli.selfmanagement.queries import funds, work
from linli.selfmanagement.queries.estates import Wanted
from linli.selfmanagement.services import papers as services
from linli.selfmanagement.terms import Work
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.forms import Form
from linli.web.registry.writing import write
from linli.web.selfmanagement import tables
from linli.web.selfmanagement.forms import VersionForm
from linli.web.selfmanagement.frame import crumbs, writing
from linli.web.selfmanagement.uploading import PROOFS, one
from linli.web.tripartite.frame import asked

if TYPE_CHECKING:
    from linli.registry.models import Estate

NAMES = ("q", "at", "lacks")


@require_GET
@page_for("selfmanagement.view", clauses=["C1", "C3", "C4"])
def estates_list(request: Request) -> HttpResponse:
    wanted, today = Wanted(**asked(request, *NAMES)), timezone.localdate()
    page = paged(queries.estates(request.actor, wanted, today=today), request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows(request.actor, page.rows, today=today),
        "figures": queries.figures(request.actor, at=wanted.at, today=today),
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "records": request.actor.may_somewhere("gridwork.record"),
        "query": request.GET.urlencode(),
        "today": today,
        "here": "estates",
    }
    return show(request, "selfmanagement/estates.html", context, part="selfmanagement/_estates.html")


@require_GET
@page_for("selfmanagement.view", clauses=["C1", "C3", "C4"])
def estates_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    today = timezone.localdate()
    found = list(queries.estates(request.actor, Wanted(**asked(request, *NAMES)), today=today))
    return tables.estates(queries.rows(request.actor, found, today=today))


@require_GET
@page_for("selfmanagement.view", clauses=["C1", "C3", "C4"])
def estate(request: Request, code: str) -> HttpResponse:
    row, today, actor = mine(request, code, "selfmanagement.view"), timezone.localdate(), request.actor
    context = {
        "estate": row,
        "papers": queries.papers(actor, row, today=today),
        "months": work.months(actor, row, today=today),
        "works": list(Work),
        "last": work.last(actor, row),
        "funds": funds.of_estate(actor, row),
        "may_record": actor.may("gridwork.record", at=row.path) and row.mode == "self",
        "may_renew": actor.may("project.edit", at=row.path),
        "may_fund": actor.may("fund.manage", at=row.path) and row.mode != "market",
        "today": today,
        "crumbs": crumbs(),
    }
    return show(request, "selfmanagement/estate.html", context)


@page_for("project.edit", clauses=["C1"])
def version_new(request: Request, code: str, kind: str) -> HttpResponse:
    if kind not in services.KINDS:
        raise Http404
    row, words = mine(request, code, "project.edit"), str(DocumentKind(kind).label)

    def save(form: Form) -> None:
        fields = form.data_of("file")
        keys = one(request, form, "file", row, types=(*PROOFS, DOCX))
        if keys:
            fields["file"] = files.stored(request.actor, pk=keys[0])
        services.renew(actor=request.actor, now=timezone.now(), estate=row, kind=kind, fields=fields)

    given = {"name": row.name, "kind": words}
    page = writing(
        row,
        gettext("%(name)s：%(kind)s新的一版") % given,
        gettext("施行新的一版"),
        "C1",
        lede=gettext("原来的一版从施行那天起失效，留在历史里。居民可以在小区公开页看到现行的一版。"),
        done=gettext("新的一版已登记。"),
    )
    start: dict[str, Any] = {"title": f"{row.name}{words}", "issued_on": timezone.localdate()}
    return write(request, page, VersionForm, save, initial=start)


def mine(request: Request, code: str, permission: str) -> Estate:
    """Return the estate of an address.

    :raises NoSuch: if there is none, or the actor holds the permission elsewhere only
    """
    return estates.estate(request.actor, code=code, permission=permission)
