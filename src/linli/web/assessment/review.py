"""What to look at before a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.assessment import queries
from linli.assessment.queries import review as asked
from linli.assessment.queries.running import counts
from linli.assessment.services import moving
from linli.doors.http import Request
from linli.kernel.text import Text
from linli.web.assessment.forms import RemarkForm
from linli.web.lists import paged
from linli.web.pages import cleaned, page_for, show

FEW = 12


@require_GET
@page_for("round.manage", clauses=["I1", "I2"])
def page(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    notes = paged(asked.notes(request.actor, round), request.GET.get("page"), size=20)
    for row in notes.rows:
        row.words = Text(row.zh, row.en)
    context = {
        "round": round,
        "counts": counts(request.actor, round),
        "page": notes,
        "incomplete": asked.incomplete(request.actor, round)[:FEW],
        "form": RemarkForm(),
        "may_look": request.actor.may("round.manage", at=round.path),
    }
    return show(request, "assessment/review.html", context)


@require_POST
@page_for("round.manage", clauses=["I1"])
def look(request: Request, pk: int, note: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    found = asked.note(request.actor, round, pk=note)
    remark = cleaned(RemarkForm(request.POST))["remark"]
    moving.look(actor=request.actor, note=found, remark=remark, now=timezone.now())
    messages.success(request, _("已记下您的结论。"))
    return redirect("assessment:review", pk)
