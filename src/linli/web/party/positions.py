"""Positions: the list, one with its history, registering, changing and checking (E1 H3 S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.paper.columns import Column
from linli.party.queries import positions as queries
from linli.party.queries.positions import STATES, Standing
from linli.party.services import positions as services
from linli.party.services.positions import Seen
from linli.party.terms import ELEMENTS, Element, PositionKind
from linli.registry.queries import estates
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.party import life
from linli.web.party.life_forms import CheckForm, EditPositionForm, NewPositionForm
from linli.web.registry.forms import Form
from linli.web.registry.tables import send
from linli.web.registry.writing import seen, write
from linli.web.tripartite.photos import keep

if TYPE_CHECKING:
    from linli.party.models import Position

LIMIT = "position_check"
STATE_WORDS = (
    ("complete", _("要素齐全")),
    ("gaps", _("有缺项")),
    ("expired", _("核查过期")),
    ("never", _("从未核查")),
)
ELEMENT_WORDS = {"ok": _("有"), "absent": _("没有"), "expired": _("过期"), "never": _("未核查")}
MOST = 5_000
COLUMNS = (
    Column("阵地", width=26),
    Column("种类", width=18),
    Column("服务的小区", width=34),
    *(Column(str(each), width=10) for each in ("有场所", "有设施", "有标志", "有党旗", "有制度", "党员公示")),
    Column("最近核查", "date"),
)


def _asked(request: Request) -> dict[str, str]:
    given = life.asked(request, "at", "kind", "state")
    kind = given["kind"] if given["kind"] in PositionKind.values else ""
    return {**given, "kind": kind, "state": given["state"] if given["state"] in STATES else ""}


def _found(request: Request) -> Any:
    today = timezone.localdate()
    oldest = life.oldest(LIMIT, today)
    return queries.positions(request.actor, today=today, oldest=oldest, **_asked(request))


@require_GET
@page_for("party.view", clauses=["E1", "H3", "S3"])
def positions_list(request: Request) -> HttpResponse:
    page, asked = paged(_found(request), request.GET.get("page")), _asked(request)
    oldest = life.oldest(LIMIT, timezone.localdate())
    context = {
        "page": page,
        "rows": queries.standings(request.actor, page.rows, oldest=oldest),
        "asked": asked,
        "places": estates.choices(request.actor, at=asked["at"]),
        "kinds": PositionKind.choices,
        "states": STATE_WORDS,
        "words": ELEMENT_WORDS,
        "may_add": request.actor.may_somewhere("position.check"),
        "limit": life.limit_of(LIMIT),
        "query": request.GET.urlencode(),
        "here": "positions",
    }
    return show(request, "party/positions.html", context)


@require_GET
@page_for("party.view", clauses=["E1"])
def positions_export(request: Request) -> HttpResponse:
    oldest = life.oldest(LIMIT, timezone.localdate())
    rows = queries.standings(request.actor, _found(request)[:MOST], oldest=oldest)
    return send(gettext("红色阵地"), COLUMNS, (_cells(each) for each in rows))


def _cells(row: Standing) -> tuple[Any, ...]:
    states = {each.element: str(ELEMENT_WORDS[each.state]) for each in row.elements}
    names = "、".join(name for _, name in row.estates)
    return (
        row.position.name, row.position.get_kind_display(), names,
        *(states.get(each, "") for each in Element), row.on,
    )  # fmt: skip


@require_GET
@page_for("party.view", clauses=["E1", "H3", "S3"])
def position(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    found = queries.standing(request.actor, pk=pk, today=today, oldest=life.oldest(LIMIT, today))
    codes = {code for code, _ in found.estates}
    mine = queries.checkable(request.actor).filter(code__in=codes)
    context = {
        "found": found,
        "checks": queries.checks(request.actor, found.position),
        "words": ELEMENT_WORDS,
        "limit": life.limit_of(LIMIT),
        "may_check": mine.exists(),
        "clause": "H3" if found.position.kind == PositionKind.COURTYARD else "E1",
        "crumbs": life.crumbs("positions", gettext("红色阵地")),
    }
    return show(request, "party/position.html", context)


@page_for("position.check", clauses=["E1", "H3"])
def new(request: Request) -> HttpResponse:
    rows = _near(request)
    options = [(row.code, row.name) for row in rows]

    def make(*args: Any, **more: Any) -> NewPositionForm:
        return NewPositionForm(*args, estates=options, **more)

    def save(form: Form) -> None:
        chosen = [row for row in rows if row.code in form.cleaned_data["estates"]]
        fields = form.data_of("estates", "kind")
        services.register(
            actor=request.actor,
            now=timezone.now(),
            kind=form.cleaned_data["kind"],
            estates=chosen,
            fields=fields,
        )

    page = life.writing(
        gettext("登记一处阵地"),
        gettext("登记阵地"),
        "E1 H3",
        way=life.crumbs("positions", gettext("红色阵地")),
        lede=gettext("一处阵地可以服务几个小区，核查一次都算。自主管理庭院另选种类，只看三样。"),
        done=gettext("已登记。接下来核查一次，拍下每一样。"),
    )
    code = request.GET.get("estate", "")
    yard = any(row.code == code and row.mode == "self" for row in rows)
    start = {"estates": [code], "kind": "courtyard" if yard else "company", "since": timezone.localdate()}
    return write(request, page, make, save, initial=start)


def _near(request: Request) -> list[Any]:
    """Return the estates to choose from; those beside the one asked for, where there are very many."""
    code = request.GET.get("estate", "")
    rows = queries.checkable(request.actor)
    found = list(rows[:200])
    if code and not any(row.code == code for row in found):
        found += list(rows.filter(code=code))
    return found


@page_for("position.check", clauses=["E1"])
def edit(request: Request, pk: int) -> HttpResponse:
    row = queries.to_check(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.change(
            actor=request.actor, now=timezone.now(), position=row, fields=form.data_of(), seen=seen(form)
        )

    page = _page(row, gettext("修改“%(name)s”"), gettext("保存"))
    return write(request, page, EditPositionForm, save, row=row)


@page_for("position.check", clauses=["E1", "H3", "S3"])
def check(request: Request, pk: int) -> HttpResponse:
    row = queries.to_check(request.actor, pk=pk)
    elements = ELEMENTS[PositionKind(row.kind)]

    def make(*args: Any, **options: Any) -> CheckForm:
        return CheckForm(*args, elements=elements, **options)

    def save(form: Form) -> None:
        services.check(
            actor=request.actor,
            now=timezone.now(),
            position=row,
            on=form.cleaned_data["on"],
            elements=_seen(request, row, form, elements),
            note=form.cleaned_data["note"],
        )

    page = _page(row, gettext("核查“%(name)s”"), gettext("记下核查"))
    return write(request, page, make, save, initial={"on": timezone.localdate()})


def _seen(request: Request, row: Position, form: Form, elements: tuple[Element, ...]) -> list[Seen]:
    """Store the photos of a check and return what was seen."""
    place, now = life.shelf(request.actor, row.path), timezone.now()
    found = []
    for each in elements:
        photos = keep(request, form, f"{each.value}-photo", place=place, now=now, types=PHOTOS)
        if len(photos) > 1:
            raise Refused(
                "每一样一张照片就够，请留下最清楚的一张。",
                "One photo of each is enough; keep the clearest.",
                fields=(f"{each.value}-photo",),
            )
        there = form.cleaned_data[f"{each.value}-there"] == "yes"
        found.append(Seen(each.value, there, photos[0] if photos else None))
    return found


def _page(row: Position, title: str, button: str) -> Any:
    home = reverse("party:position", args=[row.pk])
    way = life.crumbs("positions", gettext("红色阵地"), (home, row.name))
    clause = "H3" if row.kind == PositionKind.COURTYARD else "E1"
    return life.writing(title % {"name": row.name}, button, clause, way=way)
