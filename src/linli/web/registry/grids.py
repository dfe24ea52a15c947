"""Grids with their workers and estates (B3): the list, its way out to Excel, and the forms of a grid."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.people.services import places
from linli.registry.queries import estates
from linli.registry.queries import grids as queries
from linli.registry.queries.grids import STATES, Wanted
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry import tables
from linli.web.registry.forms import Form, GridForm, NewGridForm
from linli.web.registry.writing import Writing, write

STATE_WORDS = (("unmanned", _("没有网格员")), ("empty", _("没有小区")), ("loose", _("还没归入网格的小区")))


def wanted(request: Request) -> Wanted:
    """Read the filter of the list from the address; without a place it is the actor's own."""
    state = request.GET.get("state", "")
    return Wanted(
        q=request.GET.get("q", "").strip()[:60],
        at=request.GET.get("at", "").strip()[:160] or request.actor.place,
        state=state if state in STATES else "",
    )


@require_GET
@page_for("estate.view", clauses=["B3"])
def grids(request: Request) -> HttpResponse:
    asked, today = wanted(request), timezone.localdate()
    page = paged(queries.grids(request.actor, asked, today=today), request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "rows": queries.rows(request.actor, page.rows, today=today),
        "places": estates.choices(request.actor, at=asked.at),
        "states": STATE_WORDS,
        "may_edit": request.actor.may_somewhere("estate.edit"),
        "query": request.GET.urlencode(),
    }
    return show(request, "registry/grids.html", context, part="registry/_grids.html")


@require_GET
@page_for("estate.view", clauses=["B3"])
def grids_export(request: Request) -> HttpResponse:
    """Send the grids of the list with their workers and every estate; the same file can be imported."""
    return tables.grids(queries.pairs(request.actor, wanted(request), today=timezone.localdate()))


@page_for("estate.edit", clauses=["B3"])
def grid_new(request: Request) -> HttpResponse:
    communities = queries.communities(request.actor)

    def save(form: Form) -> None:
        places.open_grid(
            actor=request.actor,
            community=estates.parent(request.actor, path=form.cleaned_data["community"]),
            number=form.cleaned_data["number"],
            name=form.cleaned_data["name"],
            now=timezone.now(),
        )

    page = _page(gettext("设立网格"), gettext("设立"), done=gettext("已设立。"))
    initial = {"community": request.GET.get("community", "")}
    return write(
        request, page, lambda *a, **o: NewGridForm(*a, communities=communities, **o), save, initial=initial
    )


@page_for("estate.edit", clauses=["B3"])
def grid_edit(request: Request, pk: int) -> HttpResponse:
    row = queries.grid(request.actor, pk=pk)

    def save(form: Form) -> None:
        places.rename_grid(actor=request.actor, grid=row, name=form.cleaned_data["name"], now=timezone.now())

    lede = gettext("原来的名称连同日期留在历史里；编号不变。")
    page = _page(gettext("给“%(name)s”改名") % {"name": row.name}, gettext("改名"), lede=lede)
    return write(request, page, GridForm, save, initial={"name": row.name})


@page_for("estate.edit", clauses=["B3"])
def grid_close(request: Request, pk: int) -> HttpResponse:
    row = queries.grid(request.actor, pk=pk)

    def save(form: Form) -> None:
        places.end_grid(actor=request.actor, grid=row, now=timezone.now())

    page = _page(
        gettext("撤销“%(name)s”？") % {"name": row.name},
        gettext("撤销这个网格"),
        lede=gettext("网格里还有小区或在任岗位时不能撤销。撤销后留在历史里，编号不再使用。"),
        risk=True,
        done=gettext("已撤销。"),
    )
    return write(request, page, Form, save)


def _page(title: str, button: str, *, lede: str = "", risk: bool = False, done: str = "") -> Writing:
    home = reverse("registry:grids")
    return Writing(
        title=title,
        back=home,
        button=button,
        lede=lede,
        clauses="B3",
        risk=risk,
        crumbs=((reverse("registry:estates"), gettext("小区")), (home, gettext("网格"))),
        done=done,
    )
