"""The two coverages: one page, one figure, and the list behind it; and how they went over the months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.paper.columns import Column
from linli.party.queries import coverage as queries
from linli.party.terms import Way
from linli.web.pages import page_for, show
from linli.web.party.asking import DUE, MISSING, WHAT, asked, chosen, places
from linli.web.party.slicing import sliced
from linli.web.registry.tables import send
from linli.web.templatetags.party import VERDICT

if TYPE_CHECKING:
    from linli.party.queries.coverage import Figures, Row

WAYS = dict(Way.choices)
COLUMNS = (
    Column("名称", width=34),
    Column("物业服务企业", width=34),
    Column("所属街道", width=16),
    Column("所属社区", width=16),
    Column("正式党员", "integer"),
    Column("预备党员", "integer"),
    Column("人数统计日期", "date"),
    Column("应建", width=22),
    Column("情况", width=12),
    Column("覆盖的党组织", width=30),
    Column("方式", width=22),
    Column("党建指导员", width=12),
    Column("缺口起始", "date"),
    Column("计划方式", width=22),
    Column("计划期限", "date"),
)
MONTHS = (
    Column("日期", "date"),
    *(
        Column(f"{words}{part}", "integer")
        for words in ("企业", "项目", "小区", "庭院", "业委会")
        for part in ("总数", "组织覆盖", "工作覆盖")
    ),
)


def _wanted(request: Request) -> dict[str, str]:
    given = asked(request, "at", "what", "missing")
    given["what"] = chosen(given["what"], WHAT)
    given["missing"] = chosen(given["missing"], MISSING)
    return given


@require_GET
@page_for("party.view", clauses=["A1", "D1", "D2", "D3", "D4", "H1", "H2", "J6"])
def coverage(request: Request) -> HttpResponse:
    given, today = _wanted(request), timezone.localdate()
    board = queries.board(request.actor, on=today, **given)
    query = request.GET.copy()
    for name in ("what", "missing", "page"):
        query.pop(name, None)
    context = {
        "asked": given,
        "board": board,
        "whats": [(code, words, getattr(board.whole, code)) for code, words in WHAT],
        "missings": MISSING,
        "page": sliced(board.rows, request.GET.get("page")),
        "places": places(request, given["at"]),
        "today": today,
        "query": request.GET.urlencode(),
        "narrowed": query.urlencode(),
        "words": {"due": DUE, "way": WAYS},
    }
    return show(request, "party/coverage.html", context, part="party/_coverage_rows.html")


@require_GET
@page_for("party.view", clauses=["A1", "D4"])
def coverage_export(request: Request) -> HttpResponse:
    """Send exactly the rows the list would show over all its pages."""
    given = _wanted(request)
    rows = queries.rows(request.actor, on=timezone.localdate(), **given)
    return send(gettext("党组织覆盖清单"), COLUMNS, map(_cells, rows))


def _cells(row: Row) -> tuple[Any, ...]:
    count, tie, plan = row.count, row.tie, row.plan
    return (
        row.name, row.company, row.subdistrict, row.community,
        count.full if count else None, count.probationary if count else None, count.as_of if count else None,
        str(DUE[row.due]), str(VERDICT[row.shown][1]),
        tie.name if tie else "", str(WAYS.get(tie.way, "")) if tie else "", row.sent.name if row.sent else "",
        row.since, str(WAYS.get(plan.way, "")) if plan else "", plan.due_on if plan else None,
    )  # fmt: skip


@require_GET
@page_for("party.view", clauses=["A1", "D4"])
def trend(request: Request) -> HttpResponse:
    given = asked(request, "at")
    context = {
        "rows": queries.trend(request.actor, at=given["at"], on=timezone.localdate())[::-1],
        "at": given["at"],
        "places": places(request, given["at"]),
        "query": request.GET.urlencode(),
    }
    return show(request, "party/trend.html", context)


@require_GET
@page_for("party.view", clauses=["A1", "D4"])
def trend_export(request: Request) -> HttpResponse:
    rows = queries.trend(request.actor, at=asked(request, "at")["at"], on=timezone.localdate())
    return send(gettext("党组织覆盖变化"), MONTHS, ((row.day, *_numbers(row)) for row in rows))


def _numbers(row: Figures) -> Iterator[int]:
    for what in queries.WHAT:
        figure = getattr(row, what)
        yield from (figure.of, figure.organisation, figure.work)
