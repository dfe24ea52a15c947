"""The public page of a version of a notice board: what its QR code opens."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.publication import boards as contents
from linli.tripartite import versions
from linli.tripartite.queries import boards as queries
from linli.tripartite.rights import may_print
from linli.web.pages import PUBLIC, page_for, show


@require_GET
@page_for(PUBLIC, clauses=["G7"])
def board(request: Request, code: str, version: str) -> HttpResponse:
    row = queries.at_gate(request.actor, estate_code=code, code=version)
    now = timezone.now()
    live = contents.board(request.actor, code=code, now=now)
    context = {
        "estate": row.estate,
        "row": row,
        "changed": versions.changed(row.shown, live.shown),
        "expired": row.valid_until is not None and row.valid_until <= timezone.localdate(now),
        "shown": live.shown,
        "may_sight": may_print(request.actor, row.estate),
    }
    return show(request, "public/board.html", context)
