"""How estates stand with their three sides, one estate's mechanism, and the forms that write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.base import files
from linli.doors.http import Request
from linli.registry.queries import dossiers, estates
from linli.tripartite.queries import agenda, appointments, commitments, dossier
from linli.tripartite.queries import mechanisms as queries
from linli.tripartite.queries.mechanisms import Wanted
from linli.tripartite.rights import is_inside, sides_of
from linli.tripartite.services import mechanisms as services
from linli.tripartite.terms import PaperKind, Side
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.forms import EndForm, Form
from linli.web.registry.writing import seen, write
from linli.web.tripartite import tables
from linli.web.tripartite.forms import EstablishForm, MechanismForm, PaperForm, SeatForm, UntilForm
from linli.web.tripartite.frame import asked, crumbs, writing
from linli.web.tripartite.words import RULES, WORKFLOW, tone_of

if TYPE_CHECKING:
    from linli.registry.models import Estate

NAMES = ("q", "at", "lacks")
BREAKS = ("，", ",", "、", " ", "\t")


@require_GET
@page_for("tripartite.view", clauses=["G1", "G2", "G6", "S2"])
def estates_list(request: Request) -> HttpResponse:
    wanted, today = Wanted(**asked(request, *NAMES)), timezone.localdate()
    page = paged(queries.estates(request.actor, wanted, today=today), request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows(request.actor, page.rows, today=today),
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "holds": request.actor.may_somewhere("meeting.hold"),
        "query": request.GET.urlencode(),
        "here": "estates",
    }
    return show(request, "tripartite/estates.html", context, part="tripartite/_estates.html")


@require_GET
@page_for("tripartite.view", clauses=["G1", "G2"])
def estates_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    today = timezone.localdate()
    found = list(queries.estates(request.actor, Wanted(**asked(request, *NAMES)), today=today))
    return tables.estates(queries.rows(request.actor, found, today=today))


@require_GET
@page_for("tripartite.view", clauses=["G1", "G2", "G3", "G6", "S2"])
def estate(request: Request, code: str) -> HttpResponse:
    row, today = _estate(request, code, "tripartite.view"), timezone.localdate()
    part = dossier.dossier_part(request.actor, row, today=today)
    manages = request.actor.may("mechanism.manage", at=row.path)
    context = {
        "estate": row,
        "found": queries.whole(request.actor, row, today=today),
        "part": part,
        "promised": commitments.dossier_part(request.actor, row, today=today),
        "resolutions": [(each, tone_of(each, today)) for each in part.resolutions] if part else [],
        "directors": appointments.of_estate(request.actor, row),
        "proposals": agenda.proposals(request.actor, row, today=today) if part and part.may_hold else [],
        "manages": manages and row.is_open,
        "inside": is_inside(request.actor),
        "today": today,
        "crumbs": crumbs(),
    }
    return show(request, "tripartite/estate.html", context)


@page_for("mechanism.manage", clauses=["G1"])
def mechanism_establish(request: Request, code: str) -> HttpResponse:
    row = _estate(request, code)

    def save(form: Form) -> None:
        read = form.cleaned_data
        seats = [seat for side in sides_of(row) for seat in _seats(side, read.get(side.value, ""))]
        fields = {name: read[name] for name in ("studio", "window", "hotline")}
        services.establish(
            actor=request.actor,
            now=timezone.now(),
            estate=row,
            since=read["since"],
            fields=fields,
            seats=seats,
        )

    def make(*args: Any, **options: Any) -> EstablishForm:
        return EstablishForm(*args, sides=sides_of(row), **options)

    page = writing(
        row,
        gettext("%(name)s：建立联动工作制度") % {"name": row.name},
        gettext("建立"),
        "G1 S2",
        lede=gettext("写明三方由谁参加。建立后再印发议事规则和工作流程，有现成的范本可以改。"),
    )
    return write(request, page, make, save, initial=_known(request, row))


@page_for("mechanism.manage", clauses=["G1"])
def mechanism_edit(request: Request, pk: int) -> HttpResponse:
    mechanism = queries.mechanism(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.change(
            actor=request.actor,
            now=timezone.now(),
            mechanism=mechanism,
            fields=form.data_of(),
            seen=seen(form),
        )

    title = gettext("%(name)s：工作室、窗口和热线") % {"name": mechanism.estate.name}
    page = writing(mechanism.estate, title, gettext("保存"), "G6")
    return write(request, page, MechanismForm, save, row=mechanism)


@page_for("mechanism.manage", clauses=["G1"])
def mechanism_end(request: Request, pk: int) -> HttpResponse:
    mechanism = queries.mechanism(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.end(actor=request.actor, now=timezone.now(), mechanism=mechanism, **form.data_of())

    page = writing(
        mechanism.estate,
        gettext("终止%(name)s的联动工作制度？") % {"name": mechanism.estate.name},
        gettext("登记终止"),
        "G1",
        lede=gettext("人员和文件留在历史里。从那天起，评分表的“三方联动”按没有机制计。"),
        risk=True,
    )
    return write(request, page, EndForm, save, initial={"on": timezone.localdate()})


@page_for("mechanism.manage", clauses=["G1"])
def seat_new(request: Request, pk: int) -> HttpResponse:
    mechanism = queries.mechanism(request.actor, pk=pk)

    def make(*args: Any, **options: Any) -> SeatForm:
        return SeatForm(*args, sides=sides_of(mechanism.estate), **options)

    def save(form: Form) -> None:
        services.seat(actor=request.actor, now=timezone.now(), mechanism=mechanism, **form.data_of())

    title = gettext("%(name)s：增加三方人员") % {"name": mechanism.estate.name}
    page = writing(mechanism.estate, title, gettext("增加"), "G1")
    start = {"since": timezone.localdate(), "side": request.GET.get("side", "")}
    return write(request, page, make, save, initial=start)


@page_for("mechanism.manage", clauses=["G1"])
def seat_end(request: Request, pk: int) -> HttpResponse:
    delegate = queries.delegate(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.unseat(actor=request.actor, now=timezone.now(), delegate=delegate, **form.data_of())

    words = {"name": delegate.name, "side": Side(delegate.side).label}
    page = writing(
        delegate.mechanism.estate, gettext("%(name)s不再代表%(side)s？") % words, gettext("登记离任"), "G1"
    )
    return write(request, page, UntilForm, save, initial={"until": timezone.localdate()})


@page_for("mechanism.manage", clauses=["G1"])
def paper_new(request: Request, pk: int) -> HttpResponse:
    mechanism = queries.mechanism(request.actor, pk=pk)
    estate_ = mechanism.estate

    def save(form: Form) -> None:
        fields = form.data_of()
        upload = fields.pop("file", None)
        if upload is not None:
            fields["file"] = files.store(
                actor=request.actor,
                raw=upload.read(),
                name=upload.name,
                place=estate_.path,
                permission="tripartite.view",
                now=timezone.now(),
            )
        services.issue(actor=request.actor, now=timezone.now(), mechanism=mechanism, fields=fields)

    page = writing(
        estate_,
        gettext("%(name)s：印发议事规则、工作流程") % {"name": estate_.name},
        gettext("印发"),
        "G1",
        lede=gettext("同类的旧文件从这一天起失效。正文是范本，按小区实际改；也可以上传盖章的扫描件。"),
    )
    return write(request, page, PaperForm, save, initial=_standard(request, estate_))


def _standard(request: Request, estate_: Estate) -> dict[str, Any]:
    """Return a text to begin with, for the two papers the guideline asks for."""
    kind = request.GET.get("kind", PaperKind.RULES)
    titles: dict[str, str] = {PaperKind.RULES: gettext("议事规则"), PaperKind.WORKFLOW: gettext("工作流程")}
    texts: dict[str, str] = {PaperKind.RULES: RULES, PaperKind.WORKFLOW: WORKFLOW}
    title = gettext("%(name)s三方联动%(kind)s") % {"name": estate_.name, "kind": titles.get(kind, "")}
    return {"kind": kind, "title": title, "text": texts.get(kind, ""), "issued_on": timezone.localdate()}


def _known(request: Request, row: Estate) -> dict[str, Any]:
    """Return whom the registry knows already: the committee's chair and the project's manager."""
    found = dossiers.dossier(request.actor, row, today=timezone.localdate())
    start: dict[str, Any] = {"since": timezone.localdate()}
    if found.committee and found.committee.chair:
        start[Side.COMMITTEE.value] = gettext("%(name)s，主任") % {"name": found.committee.chair}
    manager = next((post.name for post in found.posts if post.post == "manager"), "")
    if manager:
        start[Side.COMPANY.value] = gettext("%(name)s，项目经理") % {"name": manager}
    return start


def _seats(side: Side, text: str) -> list[tuple[str, str, str]]:
    """Read one person a line: name, then title."""
    found = []
    for line in text.splitlines():
        whole = line.strip()
        cut = min((at for mark in BREAKS if (at := whole.find(mark)) > 0), default=len(whole))
        if whole:
            found.append((side.value, whole[:cut][:60], whole[cut + 1 :].strip()[:60]))
    return found


def _estate(request: Request, code: str, permission: str = "mechanism.manage") -> Estate:
    return estates.estate(request.actor, code=code, permission=permission)
