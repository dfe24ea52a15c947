"""Notice boards on the desk: which are out of date, one estate's versions, print, and say where one hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.file_types import PHOTOS
from linli.doors.http import Request
from linli.kernel.errors import NoSuch
from linli.paper import boards as paper
from linli.paper.columns import Column
from linli.publication import boards as contents
from linli.registry.queries import estates
from linli.tripartite import versions
from linli.tripartite.queries import boards as queries
from linli.tripartite.queries.boards import Wanted
from linli.tripartite.rights import may_print
from linli.tripartite.services import boards as services
from linli.web.downloads import PDF, attachment
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.registry.fields import DayField
from linli.web.registry.forms import Form
from linli.web.registry.tables import send
from linli.web.registry.writing import write
from linli.web.tripartite.forms import PHOTOS_HELP
from linli.web.tripartite.frame import asked, crumbs, writing
from linli.web.tripartite.photos import PhotosField, keep

if TYPE_CHECKING:
    from linli.tripartite.models import BoardIssue

NAMES = ("q", "at", "state")
COLUMNS = (
    Column("小区", width=24),
    Column("编码", width=20),
    Column("最新版本", width=12),
    Column("印制日期", "date"),
    Column("有效到（次日）", "date"),
    Column("之后有变动", width=40),
    Column("挂着最新版的位置", width=40),
    Column("挂着旧版的位置", width=40),
)


class SightForm(Form):
    wide = ("spot", "photos")
    spot = forms.CharField(label=_("挂在哪里"), max_length=120, help_text=_("如：南门岗亭旁"))
    on = DayField(label=_("哪天看到的"))
    photos = PhotosField(label=_("照片"), help_text=PHOTOS_HELP)


@require_GET
@page_for("tripartite.view", clauses=["G7"])
def boards_list(request: Request) -> HttpResponse:
    wanted, today = Wanted(**asked(request, *NAMES)), timezone.localdate()
    page = paged(queries.boards(request.actor, wanted, today=today), request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows(request.actor, page.rows, today=today),
        "asked": wanted,
        "places": estates.choices(request.actor, at=wanted.at),
        "finds": request.actor.may_somewhere("board.print"),
        "query": request.GET.urlencode(),
        "here": "boards",
    }
    return show(request, "tripartite/boards.html", context, part="tripartite/_boards.html")


@require_GET
@page_for("tripartite.view", clauses=["G7"])
def boards_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    today = timezone.localdate()
    found = list(queries.boards(request.actor, Wanted(**asked(request, *NAMES)), today=today))
    cells: list[Any] = [
        (
            row.estate.name,
            row.estate.code,
            row.newest.code if row.newest else "",
            timezone.localdate(row.newest.made_at) if row.newest else None,
            row.newest.valid_until if row.newest else None,
            "、".join(words.zh for words in row.changed),
            "、".join(one.spot for one in row.current),
            "、".join(f"{one.spot}（{one.issue.code}）" for one in row.old),
        )
        for row in queries.rows(request.actor, found, today=today)
    ]
    return send(gettext("公示栏"), COLUMNS, cells)


@require_GET
@page_for("tripartite.view", clauses=["G7"])
def board(request: Request, code: str) -> HttpResponse:
    estate = estates.estate(request.actor, code=code, permission="tripartite.view")
    now = timezone.now()
    live = contents.board(request.actor, code=code, now=now)
    issues = queries.versions(request.actor, estate)
    newest = issues[0] if issues else None
    context = {
        "estate": estate,
        "row": queries.rows(request.actor, [estate], today=timezone.localdate(now))[0],
        "newest": newest,
        "changed": versions.changed(newest.shown, live.shown) if newest else [],
        "issues": issues,
        "shown": live.shown,
        "may_print": may_print(request.actor, estate),
        "crumbs": crumbs(estate),
    }
    return show(request, "tripartite/board.html", context)


@require_POST
@page_for("board.print", clauses=["G7"])
def board_print(request: Request, code: str) -> HttpResponse:
    """Print the board as it is now: keep its version, then hand out A3 and A4."""
    estate = estates.estate(request.actor, code=code, permission="board.print")
    now = timezone.now()
    live = contents.board(request.actor, code=code, now=now)
    row = services.issue(
        actor=request.actor, now=now, estate=estate, shown=live.shown, valid_until=live.valid_until
    )
    messages.success(
        request, gettext("版本 %(code)s 已生成，下载 A3 或 A4 打印后挂出。") % {"code": row.code}
    )
    return redirect("tripartite:board", code=code)


@require_GET
@page_for("tripartite.view", clauses=["G7"])
def board_pdf(request: Request, version: str, size: str) -> HttpResponse:
    row = queries.version(request.actor, code=version)
    if size not in paper.SIZES:
        raise NoSuch("只有 A3 和 A4。", "There are A3 and A4 only.")
    made = paper.board(
        row.shown,
        code=row.code,
        url=_absolute(request, row),
        printed=timezone.localdate(row.made_at),
        size=size,
    )
    return attachment(made, f"{row.code}-{size}.pdf", PDF)


@require_GET
@page_for("board.print", clauses=["G7"])
def board_find(request: Request) -> HttpResponse:
    """Go from a code that was typed from the wall to the form that says where it hangs."""
    code = versions.typed(request.GET.get("version", ""))
    row = queries.version(request.actor, code=code, to_sight=True)
    return redirect("tripartite:board_sight", version=row.code)


@page_for("board.print", clauses=["G7"])
def board_sight(request: Request, version: str) -> HttpResponse:
    row = queries.version(request.actor, code=version, to_sight=True)

    def save(form: Form) -> None:
        read, now = form.cleaned_data, timezone.now()
        photos = keep(request, form, "photos", place=row.estate.path, now=now, types=PHOTOS)
        services.sight(
            actor=request.actor, now=now, seen=row, on=read["on"], spot=read["spot"], photos=photos
        )

    page = writing(
        row.estate,
        gettext("%(name)s：版本 %(code)s 挂在这里") % {"name": row.estate.name, "code": row.code},
        gettext("记下"),
        "G7",
        back=reverse("tripartite:board", args=[row.estate.code]),
        done=gettext("已记下。内容有变动时，会提醒换这一处。"),
    )
    return write(request, page, SightForm, save, initial={"on": timezone.localdate()})


def _absolute(request: Request, row: BoardIssue) -> str:
    address = reverse("public:board", args=[row.estate.code, row.code])
    base = settings.BASE_URL.rstrip("/")
    return base + address if base else request.build_absolute_uri(address)
