"""The classes of estates by facilities and composition, with the plan of each (K3)."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.registry.queries import classes as classing
from linli.registry.queries import estates
from linli.registry.terms import Kind, Mode
from linli.web.pages import page_for, show


@require_GET
@page_for("estate.view", clauses=["K3"])
def classes(request: Request) -> HttpResponse:
    at, mode = request.GET.get("at", ""), request.GET.get("mode", "")
    kind = request.GET.get("kind")
    chosen = mode in Mode.values and (kind is None or kind == "" or kind in Kind.values)
    listed = classing.unplanned(request.actor, at=at, mode=mode, kind=kind) if chosen else []
    context = {
        "at": at,
        "places": estates.choices(request.actor, at=at),
        "classes": classing.classes(request.actor, at=at),
        "rows": estates.rows(request.actor, list(listed)),
        "plans": {row.pk: row.plan for row in listed},
        "mode": mode,
        "kind": kind,
        "may_edit": request.actor.may_somewhere("estate.edit"),
    }
    return show(request, "registry/classes.html", context)
