"""The import in the browser: upload, preview with all faults, accept, result; left and found again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.registry.queries import import_runs as queries
from linli.registry.services import import_runs as services
from linli.registry.terms import ImportState
from linli.web.lists import Page, paged
from linli.web.pages import page_for, show
from linli.web.registry import tables
from linli.web.registry.forms import UploadForm
from linli.web.templatetags.parts import said

SIZE = 50
BUSY = (ImportState.CHECKING, ImportState.WRITING)


@page_for("estate.import", clauses=["B2", "B3"])
def imports(request: Request) -> HttpResponse:
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            run = services.upload(
                actor=request.actor,
                raw=sent.read(),
                name=sent.name,
                path=request.actor.place,
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", said(refusal))
        else:
            return redirect("registry:import", pk=run.pk)
    page = paged(queries.runs(request.actor), request.GET.get("page"), size=20)
    context = {"form": form, "page": page, "columns": tables.ESTATES}
    return show(request, "registry/imports.html", context, status=422 if form.errors else 200)


@require_GET
@page_for("estate.import", clauses=["B2"])
def run(request: Request, pk: int) -> HttpResponse:
    row = queries.run(request.actor, pk=pk)
    found = [*row.faults, *row.warnings] if row.state not in BUSY else []
    lines = _by_row(row.faults, row.warnings) if found else []
    page = _cut(lines, request.GET.get("page"))
    context = {
        "run": row,
        "job": row.job,
        "busy": row.state in BUSY,
        "page": page,
        "faults": len(row.faults),
        "warnings": len(row.warnings),
    }
    return show(request, "registry/import.html", context, part="registry/_import.html")


@require_POST
@page_for("estate.import")
def accept(request: Request, pk: int) -> HttpResponse:
    row = queries.run(request.actor, pk=pk)
    services.accept(actor=request.actor, run=row, now=timezone.now())
    messages.success(request, gettext("正在写入，可以先去做别的，随时回来看。"))
    return redirect("registry:import", pk=pk)


@require_POST
@page_for("estate.import")
def drop(request: Request, pk: int) -> HttpResponse:
    row = queries.run(request.actor, pk=pk)
    services.drop(actor=request.actor, run=row, now=timezone.now())
    messages.success(request, gettext("没有写入任何内容。"))
    return redirect("registry:imports")


@require_GET
@page_for("estate.import")
def faults(request: Request, pk: int) -> HttpResponse:
    row = queries.run(request.actor, pk=pk)
    return tables.faults([*row.faults, *row.warnings])


def _by_row(faults: list[dict[str, object]], warnings: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return one entry for each row of the file that has a fault or a warning, with its cells."""
    lines: dict[object, dict[str, object]] = {}
    for tone, found in (("late", faults), ("wait", warnings)):
        for one in found:
            line = lines.setdefault(one["row"], {"row": one["row"], "name": one["name"], "cells": []})
            line["cells"].append({**one, "tone": tone})  # type: ignore[attr-defined]
    return sorted(lines.values(), key=lambda line: (line["row"],))


def _cut(lines: list[dict[str, object]], asked: str | None) -> Page:
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and 0 < int(asked) < 10**6 else 1
    number = min(number, max(1, -(-len(lines) // SIZE)))
    return Page(lines[(number - 1) * SIZE : number * SIZE], number, SIZE, len(lines))
