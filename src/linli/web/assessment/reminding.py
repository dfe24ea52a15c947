"""Remind a party or a company that is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.assessment import queries
from linli.assessment.queries import reminders, running
from linli.assessment.services import reminding
from linli.assessment.wording import reminded
from linli.doors.http import Request
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.text import Text
from linli.web.pages import page_for

if TYPE_CHECKING:
    from linli.assessment.models import Reminder, Round, RoundEstate, Score


def told_of(actor: Actor, round: Round) -> dict[int, tuple[Text, bool]]:
    """Return of each party that was reminded who did it last and when, and whether that was today."""
    return {party: told(each) for party, each in reminders.of_parties(actor, round).items()}


def told(reminder: Reminder) -> tuple[Text, bool]:
    """Return who reminded and when, and whether that was today."""
    return reminded(reminder), reminder.on == timezone.localdate()


def company_of(actor: Actor, subject: RoundEstate, score: Score | None) -> dict[str, Any]:
    """Return whether the actor may remind an estate's company now, and who last did."""
    round, company = subject.round, subject.company_id
    runs = round.state == "open" and actor.may("round.manage", at=round.path)
    if not runs or company is None or not reminders.owed(actor, score):
        return {"remind": False}
    last = reminders.of_company(actor, round, company=company)
    return {"remind": True, "told": told(last) if last else None}


@require_POST
@page_for("round.manage", clauses=["I1"])
def party(request: Request, pk: int, party: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    found = next((each for each in running.parties(request.actor, round) if each.pk == party), None)
    if found is None:
        raise NoSuch("这一轮没有这一方。", "The round has no such party.")
    made = reminding.remind_party(actor=request.actor, round=round, party=found, now=timezone.now())
    messages.success(
        request,
        _("已催办%(who)s，还差 %(n)d 个小区，会出现在他们的今日里。") % {"who": found.name, "n": made.left},
    )
    return redirect("assessment:round", pk)


@require_POST
@page_for("round.manage", clauses=["I1"])
def company(request: Request, pk: int, code: str) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    subject = queries.subject(request.actor, round, code=code, permission="round.manage")
    made = reminding.remind_company(actor=request.actor, subject=subject, now=timezone.now())
    messages.success(
        request,
        _("已催办%(who)s，%(n)d 个小区还缺资料，会出现在企业的今日里。")
        % {"who": subject.company_name, "n": made.left},
    )
    return redirect(reverse("assessment:sheet", args=[pk, code]))
