"""Publicity: what hangs where, since when, and whether it still counts (S4)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.base import files
from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.paper.columns import Column
from linli.party.queries import positions as places
from linli.party.queries import publicity as queries
from linli.party.queries.publicity import STATES
from linli.party.services import publicity as services
from linli.party.terms import PublicityKind
from linli.registry.queries import estates
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.party import life
from linli.web.party.life_forms import LookForm, PublicityForm
from linli.web.registry.forms import Form
from linli.web.registry.tables import send
from linli.web.registry.writing import write
from linli.web.tripartite.photos import keep

LIMIT = "publicity_check"
STATE_WORDS = (("valid", _("有效")), ("unchecked", _("核查过期")), ("over", _("已撤下或到期")))
MOST = 20_000
COLUMNS = (
    Column("小区", width=26),
    Column("形式", width=12),
    Column("宣传内容", width=36),
    Column("展出日期", "date"),
    Column("最近核查", "date"),
    Column("有效期止（不含）", "date"),
    Column("状态", width=14),
)


def _asked(request: Request) -> dict[str, str]:
    given = life.asked(request, "at", "kind", "state")
    kind = given["kind"] if given["kind"] in PublicityKind.values else ""
    return {**given, "kind": kind, "state": given["state"] if given["state"] in STATES else ""}


def _rows(request: Request, found: list[Any]) -> list[tuple[Any, str]]:
    today = timezone.localdate()
    oldest = life.oldest(LIMIT, today)
    return [(row, queries.state(request.actor, row, today=today, oldest=oldest)) for row in found]


def _found(request: Request) -> Any:
    today = timezone.localdate()
    oldest = life.oldest(LIMIT, today)
    return queries.publicity(request.actor, today=today, oldest=oldest, **_asked(request))


@require_GET
@page_for("party.view", clauses=["S4"])
def publicity_list(request: Request) -> HttpResponse:
    page, asked = paged(_found(request), request.GET.get("page")), _asked(request)
    context = {
        "page": page,
        "rows": _rows(request, page.rows),
        "asked": asked,
        "places": estates.choices(request.actor, at=asked["at"]),
        "kinds": PublicityKind.choices,
        "states": STATE_WORDS,
        "words": dict(STATE_WORDS),
        "may_add": request.actor.may_somewhere("position.check"),
        "limit": life.limit_of(LIMIT),
        "query": request.GET.urlencode(),
        "here": "publicity",
    }
    return show(request, "party/publicity.html", context)


@require_GET
@page_for("party.view", clauses=["S4"])
def publicity_export(request: Request) -> HttpResponse:
    words = dict(STATE_WORDS)
    rows = _rows(request, list(_found(request)[:MOST]))
    cells = (
        (
            row.estate.name, row.get_kind_display(), row.title, row.shown_on, row.checked_on,
            row.valid_until, str(words[state]),
        )
        for row, state in rows
    )  # fmt: skip
    return send(gettext("红色物业宣传"), COLUMNS, cells)


@page_for("position.check", clauses=["S4"])
def new(request: Request) -> HttpResponse:
    rows = places.checkable(request.actor)
    options = list(rows.values_list("code", "name")[:1000])

    def make(*args: Any, **more: Any) -> PublicityForm:
        return PublicityForm(*args, estates=options, **more)

    def save(form: Form) -> None:
        estate = rows.get(code=form.cleaned_data["estate"])
        place, now = life.shelf(request.actor, estate.path), timezone.now()
        keys = keep(request, form, "photo", place=place, now=now, types=PHOTOS)
        photo = files.stored(request.actor, pk=keys[-1]) if keys else None
        fields = form.data_of("estate", "photo")
        services.show(actor=request.actor, now=now, estate=estate, photo=photo, fields=fields)

    page = life.writing(
        gettext("登记一处宣传"),
        gettext("登记宣传"),
        "S4",
        way=life.crumbs("publicity", gettext("红色物业宣传")),
        done=gettext("已登记。"),
    )
    only = options[0][0] if len(options) == 1 else ""
    start = {"estate": request.GET.get("estate", only), "shown_on": timezone.localdate()}
    return write(request, page, make, save, initial=start)


@page_for("position.check", clauses=["S4"])
def check(request: Request, pk: int) -> HttpResponse:
    row = queries.one(request.actor, pk=pk)

    def save(form: Form) -> None:
        services.check(actor=request.actor, now=timezone.now(), row=row, **form.data_of())

    page = life.writing(
        gettext("核查“%(title)s”（%(estate)s）") % {"title": row.title, "estate": row.estate.name},
        gettext("记下核查"),
        "S4",
        way=life.crumbs("publicity", gettext("红色物业宣传")),
    )
    return write(request, page, LookForm, save, initial={"on": timezone.localdate()})
