"""What the rounds add to the dossier of an estate."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from linli.assessment.queries.sheets import history
from linli.doors.http import Request
from linli.rules import packs
from linli.rules.scorecard import points
from linli.web.assessment.board import sign_of


def scores_of(request: Request, code: str) -> SafeString:
    """Return how the estate stands and its scores so far, ready made; empty to whom they are no business."""
    if not request.actor.may_somewhere("round.view"):
        return SafeString()
    later = render_to_string("assessment/_brief_later.html", {"code": code}, request=request)
    rows: list[Any] = list(history(request.actor, code=code))
    if not rows:
        return later
    for row in rows:
        row.sign = sign_of(row, packs.load(row.round.policy).card)
        row.points = points.text(row.total) if row.complete and row.total is not None else "—"
        row.moved = _moved(row.change)
    return SafeString(later + render_to_string("assessment/_history.html", {"rows": rows}, request=request))


def _moved(change: int | None) -> str:
    if not change:
        return ""
    return ("+" if change > 0 else "−") + points.text(abs(change))
