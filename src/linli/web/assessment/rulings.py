"""Decide about a veto that waits for a second survey."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.assessment import queries
from linli.assessment.services import ruling
from linli.doors.http import Request
from linli.web.assessment.forms import RulingForm
from linli.web.pages import cleaned, page_for


@require_POST
@page_for("result.publish", clauses=["S11", "I1"])
def rule(request: Request, pk: int, code: str) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    subject = queries.subject(request.actor, round, code=code, permission="result.publish")
    given = cleaned(RulingForm(request.POST))
    ruling.rule(
        actor=request.actor,
        subject=subject,
        fact=given["fact"],
        stands=given["verdict"] == "stands",
        reason=given["reason"],
        now=timezone.now(),
    )
    messages.success(request, _("已记下，理由会随得分公布。"))
    return redirect("assessment:sheet", pk, code)
