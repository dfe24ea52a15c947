"""The score sheet of one estate, judgement on it, and the sheets a company or a committee is concerned by."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.assessment import queries
from linli.assessment.queries.board import subject_codes
from linli.assessment.queries.sheets import own_subjects
from linli.assessment.queries.sheets import sheet as sheet_of
from linli.assessment.services import judging
from linli.assessment.terms import COLLECTING
from linli.doors.http import Request
from linli.rules import packs
from linli.rules.scorecard import points
from linli.web.assessment.board import sign_of
from linli.web.assessment.forms import AwardForm
from linli.web.assessment.reminding import company_of
from linli.web.lists import paged
from linli.web.pages import cleaned, page_for, show

OPENED = "opened"  # the panel of the board in which a sheet opens
SHEET = [f"S{n}" for n in range(1, 19)]


@require_GET
@page_for("round.view", clauses=SHEET)
def sheet(request: Request, pk: int, code: str) -> HttpResponse:
    actor, round = request.actor, queries.round(request.actor, pk=pk)
    subject = queries.subject(actor, round, code=code)
    version = request.GET.get("version", "")
    found = sheet_of(actor, subject, version=int(version) if version.isdigit() else 0)
    before, after = subject_codes(actor, round, around=code)
    context = {
        "sheet": found,
        "round": round,
        "subject": subject,
        "before": before,
        "after": after,
        "may_rule": round.state in COLLECTING and actor.may("result.publish", at=round.path),
        "may_enter": round.state == "open" and actor.may("fact.attest", at=subject.path),
        "may_see_estate": actor.may("estate.view", at=subject.path),
        "today": timezone.localdate(),
    } | company_of(actor, subject, found.score)
    opened = request.htmx.target == OPENED
    response = show(request, "assessment/_opened.html" if opened else "assessment/sheet.html", context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@require_POST
@page_for("award.give", clauses=["I1", "S13", "S16", "S17"])
def award(request: Request, pk: int, code: str) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    subject = queries.subject(request.actor, round, code=code, permission="award.give")
    given = cleaned(AwardForm(request.POST))
    item = request.POST.get("item", "")
    judging.award(
        actor=request.actor,
        subject=subject,
        item=item,
        given=given["points"],
        reason=given["reason"],
        party=given["party"],
        now=timezone.now(),
    )
    messages.success(request, _("已记下，缺省读法仍列在旁边。"))
    return redirect(reverse("assessment:sheet", args=[pk, code]) + f"#{item}")


@require_POST
@page_for("award.give", clauses=["I1"])
def take_back(request: Request, pk: int, code: str) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    subject = queries.subject(request.actor, round, code=code, permission="award.give")
    item = request.POST.get("item", "")
    judging.take_back(actor=request.actor, subject=subject, item=item, now=timezone.now())
    messages.success(request, _("已改回缺省读法。"))
    return redirect(reverse("assessment:sheet", args=[pk, code]) + f"#{item}")


@require_GET
@page_for("round.view", clauses=["I2"])
def mine(request: Request) -> HttpResponse:
    page = paged(own_subjects(request.actor), request.GET.get("page"))
    for row in page.rows:
        row.sign = sign_of(row, packs.load(row.round.policy).card)
        row.points = points.text(row.total) if row.complete else "—"
    return show(request, "assessment/mine.html", {"page": page, "today": timezone.localdate()})
