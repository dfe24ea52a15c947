"""How estates stand today or on any day: one sheet, what changed between two days, the table of a place."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.assessment.current import day_of, pack_in_force
from linli.assessment.queries import standing as queries
from linli.assessment.queries import standings
from linli.assessment.queries.standing_changes import changes
from linli.assessment.scoring.cells import ABSENT, UNSCORED, decode
from linli.assessment.showing import evidence
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.paper import xlsx
from linli.paper.columns import Column
from linli.people.terms import Role
from linli.registry.queries import estates as estate_queries
from linli.registry.terms import Mode
from linli.rules.scorecard import points
from linli.web import fact_addresses
from linli.web.assessment.board import sign_in, signs_of
from linli.web.assessment.cells import Columns, joined
from linli.web.assessment.table import MEDIA
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.templatetags.parts import said

if TYPE_CHECKING:
    from linli.registry.models import Estate

CLAUSES = [f"S{n}" for n in range(1, 19)]
MONTH = timedelta(days=30)
SIZE = 40
OWN = 6


@require_GET
@page_for("round.view", clauses=CLAUSES)
def sheet(request: Request, code: str) -> HttpResponse:
    estate = estate_queries.estate(request.actor, code=code, permission="round.view")
    today = timezone.localdate()
    day, wrong = _day(request, "on", today)
    found = queries.standing(request.actor, estate, day=day)
    context = {
        "estate": estate,
        "subject": estate,
        "found": found,
        "ways": [_way(request, estate, each) for each in found.ways],
        "last": found.round,
        "today": today,
        "is_today": day == today,
        "wrong": wrong,
        "before": day - MONTH,
    }
    return show(request, "assessment/standing.html", context)


@require_GET
@page_for("round.view", clauses=CLAUSES)
def brief(request: Request, code: str) -> HttpResponse:
    """Answer with the standing in short, for the dossier."""
    estate = estate_queries.estate(request.actor, code=code, permission="round.view")
    found = queries.standing(request.actor, estate, day=timezone.localdate())
    ways = [_way(request, estate, each) for each in found.ways if each.by_record]
    return show(request, "assessment/_brief.html", {"estate": estate, "found": found, "ways": ways})


@require_GET
@page_for("round.view", clauses=CLAUSES)
def own(request: Request) -> HttpResponse:
    """Answer with how the first of one's own estates stand, for the first page."""
    rows = list(standings.estates(request.actor)[:OWN])
    briefs = standings.of_page(request.actor, rows, day=timezone.localdate())
    found = [{"brief": each, "points": points.text(each.reached)} for each in briefs]
    return show(request, "assessment/_own.html", {"rows": found})


def _way(request: Request, estate: Estate, way: queries.Way) -> dict[str, Any]:
    """Return a way to win points with the forms that do it."""
    links = fact_addresses.forms(request.actor, way.facts, code=estate.code, path=estate.path)
    return {"win": way.win, "by_record": way.by_record, "links": links}


@require_GET
@page_for("round.view", clauses=CLAUSES)
def changed(request: Request, code: str) -> HttpResponse:
    estate = estate_queries.estate(request.actor, code=code, permission="round.view")
    today = timezone.localdate()
    until, wrong = _day(request, "until", today)
    since, wrong_since = _day(request, "since", until - MONTH, today)
    wrong = wrong or wrong_since
    try:
        found = changes(request.actor, estate, since=since, until=until)
    except Refused as error:
        found, wrong = None, said(error)
    items = [_changed(estate, each) for each in found.items] if found else []
    context = {
        "estate": estate,
        "found": found,
        "moved": _moved(found.gain) if found else "",
        "items": items,
        "since": since,
        "until": until,
        "today": today,
        "wrong": wrong,
    }
    return show(request, "assessment/standing_changes.html", context)


def _changed(estate: Estate, item: Any) -> dict[str, Any]:
    roles = dict(Role.choices)
    causes = [
        {
            "cause": cause,
            "links": fact_addresses.records(
                map(evidence, cause.evidence), code=estate.code, path=estate.path
            ),
            "deeds": [(roles.get(deed.role, ""), deed) for deed in cause.deeds],
        }
        for cause in item.causes
    ]
    return {"item": item, "moved": _moved(item.gain), "causes": causes}


@require_GET
@page_for("round.view", clauses=CLAUSES)
def table(request: Request) -> HttpResponse:
    asked, day, wrong = _asked(request)
    page = paged(standings.estates(request.actor, **asked), request.GET.get("page"), size=SIZE)
    card = pack_in_force().card
    columns, signs = Columns(card), signs_of(card)
    rows = [_row(each, columns, signs, day) for each in standings.of_page(request.actor, page.rows, day=day)]
    context = {
        "page": page,
        "rows": rows,
        "columns": [each | {"words": joined(each["lines"])} for each in columns.headings()],
        "asked": asked,
        "day": day,
        "today": timezone.localdate(),
        "wrong": wrong,
        "places": estate_queries.choices(request.actor, at=asked["at"]),
        "modes": Mode.choices,
        "query": request.GET.urlencode(),
        "label": _("今日得分：%(n)s 个小区") % {"n": page.total_words},
    }
    return show(request, "assessment/standings.html", context)


def _row(brief: standings.Brief, columns: Columns, signs: dict[str, Any], day: date) -> dict[str, Any]:
    href = f"{brief.code}/" + ("" if day == timezone.localdate() else f"?on={day.isoformat()}")
    row = asdict(brief) | {"complete": brief.total is not None, "pending": False}
    shown = {**row, "total": brief.reached}
    return {
        "brief": brief,
        "href": href,
        "html": columns.cells(row, href),
        "points": points.text(brief.reached),
        "sign": sign_in(shown, signs),
    }


@require_GET
@page_for("round.view", clauses=CLAUSES)
def export(request: Request) -> HttpResponse:
    """Send exactly the rows the table would show over all its pages."""
    asked, day, _wrong = _asked(request)
    card = pack_in_force().card
    columns = [
        Column("小区名称", width=26),
        Column("小区编码", width=22),
        Column("管理类型", width=12),
        Column("日期", "date"),
        Column("已得分", "points", full=card.maximum),
        Column("等次", width=10),
        Column("一票否决", width=10),
        Column("还缺的事实", "integer"),
        Column("取自上一轮的事实", "integer"),
        *(Column(f"{item.clause} {item.title_zh}", "points", full=item.maximum) for item in card.items),
    ]
    found = standings.standings(request.actor, standings.estates(request.actor, **asked), day=day)
    grades = {grade.id: grade.name_zh for grade in card.grades}
    rows = [
        (
            each.name,
            each.code,
            str(Mode(each.mode).label),
            day,
            points.decimal(each.reached),
            grades.get(each.grade, ""),
            "是" if each.vetoed else "",
            each.missing,
            each.carried,
            *map(_points, decode(each.cells)),
        )
        for each in sorted(found, key=lambda each: each.path)
    ]
    return _sent(_("今日得分"), columns, rows)


def _sent(name: str, columns: list[Column], rows: list[Any]) -> HttpResponse:
    response = HttpResponse(xlsx.table(columns, rows, sheet=name), content_type=MEDIA)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def _points(cell: int) -> Decimal | None:
    return None if cell in (UNSCORED, ABSENT) else points.decimal(cell)


def _asked(request: Request) -> tuple[dict[str, str], date, str]:
    given = request.GET
    mode = given.get("mode", "")
    asked = {
        "at": given.get("at", "")[:160],
        "mode": mode if mode in Mode.values else "",
        "q": given.get("q", "").strip()[:60],
    }
    return asked, *_day(request, "on", timezone.localdate())


def _day(request: Request, name: str, fallback: date, today: date | None = None) -> tuple[date, str]:
    """Return the day asked for, and why it cannot be had if so; then it is the usual one."""
    text = request.GET.get(name, "").strip()
    try:
        return (day_of(text, today=today or fallback) if text else fallback), ""
    except Refused as error:
        return fallback, said(error)


def _moved(gain: int) -> str:
    if not gain:
        return "0"
    return ("+" if gain > 0 else "−") + points.short(abs(gain))
