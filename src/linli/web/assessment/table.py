"""A round as a workbook: out to Excel, and what was filled in there back in."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from linli.assessment import queries
from linli.assessment.entries import EntriesRefused
from linli.assessment.queries.book import book
from linli.assessment.services import workbook as workbook_services
from linli.base import jobs
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.paper.roundbook import round_workbook
from linli.web.pages import page_for, show
from linli.web.templatetags.parts import said

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
AT_ONCE = 300  # estates written while somebody waits; more are the worker's


class ImportForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("填好的工作簿"))
    reason = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=200,
        help_text=gettext_lazy("改动已登记的事实时，就是改动的理由"),
    )


@require_GET
@page_for("round.view", clauses=["I1", "S18"])
def workbook(request: Request, pk: int) -> HttpResponse:
    """Hand out the workbook of a few estates at once; that of many is the worker's, and found again here."""
    round = queries.round(request.actor, pk=pk)
    found = book(request.actor, round)
    if len(found.lines) > AT_ONCE:
        context = {"round": round, "number": len(found.lines), "job": _job(request, pk)}
        return show(request, "assessment/workbook.html", context, part="assessment/_workbook.html")
    response = HttpResponse(round_workbook(found), content_type=MEDIA)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(round.title)}.xlsx"
    return response


def _job(request: Request, pk: int) -> Any:
    """Return the newest workbook of the round the reader asked for, in the making or made."""
    recent = jobs.recent(request.actor, kinds=(workbook_services.KIND,))
    mine = {"round": pk, "for": request.actor.user_id}
    return next((job for job in recent if job.arguments == mine), None)


@require_POST
@page_for("round.view", clauses=["I1"])
def workbook_ask(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    workbook_services.ask(actor=request.actor, round=round, now=timezone.now())
    return redirect("assessment:workbook", pk)


@page_for("fact.attest", clauses=["I1"])
def import_facts(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    context: dict[str, Any] = {"round": round, "faults": [], "more": 0}
    if request.method != "POST":
        return show(request, "assessment/import.html", context | {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            number = workbook_services.take_in(
                actor=request.actor,
                round=round,
                raw=form.cleaned_data["file"].read(),
                name=form.cleaned_data["file"].name,
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except EntriesRefused as error:
            context |= {"faults": error.faults[:SHOWN], "more": max(0, len(error.faults) - SHOWN)}
        except Refused as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("已记下 %(n)d 处改动，得分已更新。") % {"n": number})
            return redirect("assessment:board", pk)
    return show(request, "assessment/import.html", context | {"form": form}, status=422)
