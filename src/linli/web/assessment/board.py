"""The board of a round."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.assessment import queries
from linli.assessment.queries import running as asked
from linli.assessment.queries.board import Look, board_page, board_size
from linli.doors.http import Request
from linli.kernel.text import Text
from linli.registry.terms import Mode
from linli.rules import packs
from linli.rules.scorecard import points
from linli.rules.scorecard.model import Card
from linli.web.assessment.cells import Columns, joined
from linli.web.lists import COUNT_CAP, Page
from linli.web.pages import page_for, show
from linli.web.templatetags.parts import said, state

if TYPE_CHECKING:
    from linli.assessment.models import Round

SIZE = 40
PLACES = 200  # more choices make the page heavy, and nobody scrolls through them
ITEM = re.compile(r"(-?)i(\d{1,3})")
TONES = ("ok", "ok", "off", "late")


@require_GET
@page_for("round.view", clauses=["I1"])
def board(request: Request, pk: int) -> HttpResponse:
    actor, round = request.actor, queries.round(request.actor, pk=pk)
    card = packs.load(round.policy).card
    columns = Columns(card)
    look = _look(request, len(card.items))
    page = _page(request, round, look)
    signs = signs_of(card)
    for row in page.rows:
        _dress(row, columns, signs)
    context = {
        "round": round,
        "counts": asked.standing(actor, round),
        "page": page,
        "look": look,
        "asked": request.GET,
        "columns": [each | {"words": joined(each["lines"])} for each in columns.headings()],
        "places": _choices(asked.places(actor, round.path)),
        "modes": Mode.choices,
        "sorts": _sorts(),
        "enters": actor.may_somewhere("fact.attest") and round.state == "open",
        "label": _("热力图：%(n)s 个小区，%(items)d 项")
        % {"n": page.total_words, "items": len(columns.items)},
    }
    return show(request, "assessment/board.html", context)


def _page(request: Request, round: Round, look: Look) -> Page:
    """Return the page asked for; counted by the key alone, because the rows of the board are wide."""
    actor, asked_for = request.actor, request.GET.get("page", "")
    total = board_size(actor, round, look, most=COUNT_CAP + 1)
    last = max(1, -(-total // SIZE))
    number = min(int(asked_for), last) if re.fullmatch("[1-9][0-9]{0,5}", asked_for) else 1
    start = (number - 1) * SIZE
    return Page(board_page(actor, round, look, start=start, size=SIZE), number, SIZE, total)


def _choices(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the filter by place offers: in a province the subdistricts alone are list enough."""
    if len(places) <= PLACES:
        return places
    return [each for each in places if each["level"] == "subdistrict"]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("total", _("按总分，从低到高")),
        ("-total", _("按总分，从高到低")),
        ("change", _("按比上一轮下降")),
        ("-change", _("按比上一轮上升")),
        ("zeros", _("按零分项多少")),
        ("missing", _("按待评多少")),
        ("place", _("按地域")),
        ("name", _("按名称")),
    ]


def _look(request: Request, items: int) -> Look:
    given = request.GET
    item = ITEM.fullmatch(given.get("sort", ""))
    number = int(item[2]) if item and int(item[2]) < items else None
    return Look(
        q=given.get("q", "")[:60],
        place=given.get("place", ""),
        mode=given.get("mode", ""),
        only=given.get("only", ""),
        grade=given.get("grade", ""),
        sort=given.get("sort", "total"),
        item=number,
        most=bool(item and item[1]),
    )


def signs_of(card: Card) -> dict[str, Any]:
    """Return the sign of each grade: the best are green, the last is red."""
    last = len(card.grades) - 1
    signs = {
        grade.id: state(TONES[3] if n == last else TONES[min(n, 2)], said(Text(grade.name_zh, grade.name_en)))
        for n, grade in enumerate(card.grades)
    }
    return signs | {
        "veto": state("veto", _("否决")),
        "wait": state("wait", _("待第二次调查")),
        "open": state("off", _("未评完")),
        "none": state("off", _("未算分")),
    }


def sign_of(row: Any, card: Card) -> Any:
    """Return the sign of one estate of a round."""
    return sign_in(vars(row), signs_of(card))


def sign_in(row: Mapping[str, Any], signs: dict[str, Any]) -> Any:
    """Return the sign of a row of the board, by its columns."""
    if row["total"] is None:
        return signs["none"]
    if row["pending"]:
        return signs["wait"]
    if not row["complete"]:
        return signs["open"]
    return signs["veto"] if row["vetoed"] else signs.get(row["grade"], "")


def _dress(row: dict[str, Any], columns: Columns, signs: dict[str, Any]) -> None:
    """Add to a row of the board what its cells say."""
    href = f"../e/{row['code']}/"
    row["href"] = href
    row["html"] = columns.cells(row, href)
    row["points"] = points.text(row["total"]) if row["complete"] else "—"
    row["sign"] = sign_in(row, signs)
    change = row["change"]
    row["moved"] = "" if not change else ("+" if change > 0 else "−") + points.text(abs(change))
