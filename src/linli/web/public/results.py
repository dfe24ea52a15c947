"""Published results: the rounds, one round, one estate's sheet, the lists."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.publication import sheets
from linli.publication.queries import listings, results
from linli.publication.queries.results import Filter
from linli.publication.terms import Roll
from linli.web.lists import paged
from linli.web.pages import PUBLIC, page_for, show
from linli.web.public.downloads import ROUND_FILES, SHEET_FILES

SHOWN_ENTRIES = 3


@require_GET
@page_for(PUBLIC, clauses=["I2"])
def rounds(request: Request) -> HttpResponse:
    return show(request, "public/rounds.html", {"rounds": results.rounds(request.actor)})


@require_GET
@page_for(PUBLIC, clauses=["I1", "I2", "I5"])
def round_(request: Request, code: str) -> HttpResponse:
    published = results.round_(request.actor, code=code)
    wanted = Filter(
        text=request.GET.get("q", "").strip()[:40],
        subdistrict=request.GET.get("place", ""),
        grade=request.GET.get("grade", ""),
        sort=request.GET.get("sort", ""),
    )
    places, grades = results.choices(request.actor, published)
    context = {
        "round": published,
        "files": ROUND_FILES,
        "figures": published.figures,
        "worst": _worst(published),
        "rolls": _rolls(listings.of_round(request.actor, code=code)),
        "wanted": wanted,
        "places": places,
        "grades": grades,
        "page": paged(results.scores(request.actor, published, wanted), request.GET.get("page")),
    }
    return show(request, "public/round.html", context)


def _worst(published: Any) -> dict[str, Any] | None:
    """Return the two items that lost most and their common share of all lost points; None if nothing lost."""
    lost = published.figures["lost"][:2]
    if not lost:
        return None
    names = {item["id"]: item for item in published.card}
    return {"items": [names[each["item"]] for each in lost], "share": sum(each["share"] for each in lost)}


def _rolls(found: dict[str, list[Any]]) -> list[dict[str, Any]]:
    looks = {Roll.RED: ("r", "ok"), Roll.WATCH: ("w", "wait"), Roll.BLACK: ("k", "veto")}
    return [
        {
            "roll": roll,
            "look": looks[roll][0],
            "shape": looks[roll][1],
            "entries": found[roll][:SHOWN_ENTRIES],
            "count": len(found[roll]),
            "more": len(found[roll]) - SHOWN_ENTRIES,
        }
        for roll in Roll
        if found[roll]
    ]


@require_GET
@page_for(PUBLIC, clauses=["I1", "I2"])
def sheet(request: Request, code: str, estate: str) -> HttpResponse:
    published = results.round_(request.actor, code=code)
    found = results.sheet(request.actor, published, estate_code=estate)
    lines = sheets.lines(published.card, found.result, found.facts, found.appeals)
    context = {
        "round": published,
        "files": SHEET_FILES,
        "score": found.score,
        "lines": lines,
        "lost": sheets.lost(lines),
        "appeals": found.appeals,
        "drafted": results.drafted(request.actor, found.score, code=code),
        "history": results.history(request.actor, estate_code=estate),
        "scored": sum(1 for line in lines if line.score is not None),
    }
    return show(request, "public/sheet.html", context)


@require_GET
@page_for(PUBLIC, clauses=["I5", "I6"])
def lists(request: Request) -> HttpResponse:
    today = timezone.localdate()
    rows = list(listings.published(request.actor)[:500])
    current = [row for row in rows if row.state == "issued" and row.until >= today]
    context = {
        "rolls": _rolls_now(current),
        "past": [row for row in rows if row not in current],
        "today": today,
    }
    return show(request, "public/lists.html", context)


def _rolls_now(rows: list[Any]) -> list[dict[str, Any]]:
    looks = {Roll.RED: ("r", "ok"), Roll.WATCH: ("w", "wait"), Roll.BLACK: ("k", "veto")}
    return [
        {
            "roll": roll,
            "look": looks[roll][0],
            "shape": looks[roll][1],
            "entries": [row for row in rows if row.roll == roll],
        }
        for roll in Roll
    ]
