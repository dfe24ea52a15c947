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
from django.views.decorators.http import require_GET

from linli.assessment import queries
from linli.assessment.entries import EntriesRefused, Entry
from linli.assessment.queries.book import book, changed
from linli.assessment.services import entering
from linli.assessment.terms import Origin
from linli.base import tables
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.paper.roundbook import ABOUT, FACTS, round_workbook
from linli.paper.roundfacts import facts_of
from linli.web.pages import page_for, show
from linli.web.templatetags.parts import said

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


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
    round = queries.round(request.actor, pk=pk)
    response = HttpResponse(round_workbook(book(request.actor, round)), content_type=MEDIA)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(round.title)}.xlsx"
    return response


@page_for("fact.attest", clauses=["I1"])
def import_facts(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    context: dict[str, Any] = {"round": round, "faults": [], "more": 0}
    if request.method != "POST":
        return show(request, "assessment/import.html", context | {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            number = _take(request, round, form.cleaned_data)
        except EntriesRefused as error:
            context |= {"faults": error.faults[:SHOWN], "more": max(0, len(error.faults) - SHOWN)}
        except Refused as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("已记下 %(n)d 处改动，得分已更新。") % {"n": number})
            return redirect("assessment:board", pk)
    return show(request, "assessment/import.html", context | {"form": form}, status=422)


def _take(request: Request, round: Any, given: dict[str, Any]) -> int:
    """Read the workbook, keep what differs from what stands, and enter it: all of it or nothing."""
    raw, name = given["file"].read(), given["file"].name
    about, facts = (tables.read(raw, name, sheet=sheet) for sheet in (ABOUT, FACTS))
    read = facts_of(_rows(about), _rows(facts))
    if read.policy_hash != round.pack_sha256:
        raise Refused(
            "这份工作簿是按另一份规则导出的，请从本轮重新导出后再填。",
            "The workbook was made under another pack; export it from this round again.",
        )
    news = changed(request.actor, round, read.values)
    if not news:
        raise Refused("和现在的一样，没有要改的。", "This is what stands already; nothing changes.")
    return entering.attest(
        actor=request.actor,
        round=round,
        given={
            code: [Entry(fact, value, reason=given["reason"]) for fact, value in entries.items()]
            for code, entries in news.items()
        },
        origin=Origin.IMPORT,
        now=timezone.now(),
    )


def _rows(sheet: tables.Sheet) -> list[list[Any]]:
    return [list(cells) for _number, cells in sheet.rows]
