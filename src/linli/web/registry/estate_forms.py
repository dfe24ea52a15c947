"""Forms of an estate: registered, changed, moved, served another way, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.registry.queries import estates as queries
from linli.registry.services import estates as services
from linli.web.pages import page_for
from linli.web.registry.forms import EndForm, EstateForm, Form, ModeForm, MoveForm, NewEstateForm
from linli.web.registry.writing import Writing, seen, write

if TYPE_CHECKING:
    from linli.registry.models import Estate


@page_for("estate.edit", clauses=["B2"])
def estate_new(request: Request) -> HttpResponse:
    parents = queries.parents(request.actor)

    def save(form: Form) -> None:
        services.register(
            actor=request.actor,
            now=timezone.now(),
            parent=queries.parent(request.actor, path=form.cleaned_data["parent"]),
            mode=form.cleaned_data["mode"],
            since=form.cleaned_data["since"],
            fields=form.data_of("parent", "mode", "since"),
        )

    page = Writing(
        title=gettext("登记小区"),
        back=reverse("registry:estates"),
        button=gettext("登记"),
        clauses="B2",
        lede=gettext("先写名称和所属，其余可以以后补。"),
        crumbs=((reverse("registry:estates"), gettext("小区")),),
        done=gettext("已登记。"),
    )
    initial = {"parent": request.GET.get("parent", ""), "mode": request.GET.get("mode", "market")}
    return write(
        request, page, lambda *a, **o: NewEstateForm(*a, parents=parents, **o), save, initial=initial
    )


@page_for("estate.edit", clauses=["B2", "K3"])
def estate_edit(request: Request, code: str) -> HttpResponse:
    row = mine(request, code)

    def save(form: Form) -> None:
        services.change(
            actor=request.actor, now=timezone.now(), estate=row, fields=form.data_of(), seen=seen(form)
        )

    title = gettext("修改“%(name)s”的信息") % {"name": row.name}
    return write(request, page_of(row, title, gettext("保存"), "B2 K3"), EstateForm, save, row=row)


@page_for("estate.edit", clauses=["B3"])
def estate_move(request: Request, code: str) -> HttpResponse:
    row = mine(request, code)
    parents = queries.parents(request.actor)

    def save(form: Form) -> None:
        to = queries.parent(request.actor, path=form.cleaned_data["parent"])
        services.move(actor=request.actor, now=timezone.now(), estate=row, to=to, seen=seen(form))

    page = page_of(
        row,
        gettext("调整“%(name)s”的所属") % {"name": row.name},
        gettext("调整所属"),
        "B3",
        lede=gettext("小区编码和二维码不变；归哪个社区和网格管、谁能看到，从现在起按新的所属。"),
    )
    above = row.path.rstrip("/").rpartition("/")[0] + "/"
    return write(
        request, page, lambda *a, **o: MoveForm(*a, parents=parents, **o), save, initial={"parent": above}
    )


@page_for("estate.edit", clauses=["K3"])
def estate_mode(request: Request, code: str) -> HttpResponse:
    row = mine(request, code)

    def save(form: Form) -> None:
        services.change_mode(actor=request.actor, now=timezone.now(), estate=row, **form.data_of())

    page = page_of(
        row,
        gettext("变更“%(name)s”的管理类型") % {"name": row.name},
        gettext("变更管理类型"),
        "K3",
        lede=gettext("现在是%(mode)s。变更后，原来的类型连同起止日期留在历史里。")
        % {"mode": row.get_mode_display()},
    )
    return write(request, page, ModeForm, save)


@page_for("estate.edit", clauses=["B2"])
def estate_close(request: Request, code: str) -> HttpResponse:
    row = mine(request, code)

    def save(form: Form) -> None:
        services.close(actor=request.actor, now=timezone.now(), estate=row, **form.data_of())

    page = page_of(
        row,
        gettext("注销“%(name)s”？") % {"name": row.name},
        gettext("注销这个小区"),
        "B2",
        lede=gettext("注销后不再出现在清单和考评里，已有的记录和得分保留，不能恢复。"),
        risk=True,
    )
    return write(request, page, EndForm, save)


def mine(request: Request, code: str, permission: str = "estate.edit") -> Estate:
    """Return the estate if the actor may change it there."""
    return queries.estate(request.actor, code=code, permission=permission)


def page_of(
    row: Estate,
    title: str,
    button: str,
    clauses: str,
    *,
    lede: str = "",
    risk: bool = False,
    anchor: str = "",
) -> Writing:
    """Return the frame of a form about an estate; from it one goes back to the dossier."""
    home = reverse("registry:estate", args=[row.code])
    return Writing(
        title=title,
        back=f"{home}#{anchor}" if anchor else home,
        button=button,
        clauses=clauses,
        lede=lede,
        risk=risk,
        crumbs=((reverse("registry:estates"), gettext("小区")), (home, row.name)),
    )
