"""The import of grids: a list is checked, every fault of it shown at once; without any it can be written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.registry.queries import grid_import as queries
from linli.registry.services import grid_import as services
from linli.web.pages import page_for, show
from linli.web.registry.forms import GridsUploadForm
from linli.web.templatetags.parts import said

SHOWN = 300


@page_for("estate.edit", clauses=["B3"])
def grids_import(request: Request) -> HttpResponse:
    posted, found = request.method == "POST", None
    form = GridsUploadForm(request.POST, request.FILES) if posted else GridsUploadForm()
    if posted and form.is_valid():
        sent, now, path = form.cleaned_data["file"], timezone.now(), request.actor.place
        raw = sent.read()
        try:
            if "write" in request.POST:
                found = services.take_over(actor=request.actor, raw=raw, name=sent.name, path=path, now=now)
            else:
                year = timezone.localdate(now).year
                found = queries.reading(request.actor, raw=raw, name=sent.name, path=path, this_year=year)
        except Refused as refusal:
            form.add_error("file", said(refusal))
        else:
            if "write" in request.POST and not found.faults:
                counts = {"grids": len(found.opened), "estates": len(found.moved)}
                words = gettext("已写入：新设 %(grids)s 个网格，归入 %(estates)s 个小区。")
                messages.success(request, words % counts)
                return redirect("registry:grids")
    context = {
        "form": form,
        "found": found,
        "counts": (found.rows, len(found.opened), len(found.moved)) if found else (),
        "faults": found.faults[:SHOWN] if found else [],
        "all": len(found.faults) if found else 0,
    }
    wrong = bool(form.errors or (found and found.faults))
    return show(request, "registry/grids_import.html", context, status=422 if wrong else 200)
