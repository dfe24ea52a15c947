"""Rounds: the list, one round with the progress of its parties and its next step, its long work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.assessment import queries
from linli.assessment.queries import running as asked
from linli.assessment.services import moving, scoring
from linli.assessment.terms import TONES
from linli.base import jobs
from linli.doors.http import Request
from linli.publication.services import rounds as publishing
from linli.web.assessment.forms import BarForm, ExtendForm, NoteForm
from linli.web.assessment.reminding import told_of
from linli.web.assessment.steps import line_of, next_step
from linli.web.lists import paged
from linli.web.pages import cleaned, page_for, show


@require_GET
@page_for("round.view", clauses=["I1"])
def overview(request: Request) -> HttpResponse:
    page = paged(queries.rounds(request.actor), request.GET.get("page"), size=20)
    context = {
        "page": page,
        "tones": TONES,
        "may_plan": request.actor.may_somewhere("round.manage"),
        "concerned": request.actor.role in ("company", "committee"),
        "running": next((each for each in page.rows if each.state not in ("published", "superseded")), None),
        "today": timezone.localdate(),
    }
    return show(request, "assessment/rounds.html", context)


@require_GET
@page_for("round.view", clauses=["I1", "I2"])
def page(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    return show(request, "assessment/round.html", round_context(request, round))


def round_context(request: Request, round: Any, **given: Any) -> dict[str, Any]:
    """Return what the page of a round shows; the forms that were sent back come in `given`."""
    actor = request.actor
    counts = asked.counts(actor, round)
    manages = actor.may("round.manage", at=round.path)
    return {
        "round": round,
        "tone": TONES[round.state],
        "steps": line_of(round),
        "counts": counts,
        "progress": asked.progress(actor, round),
        "reminders": told_of(actor, round),
        "reminds": manages and round.state == "open",
        "moves": {move.name for move in asked.open_moves(actor, round)},
        "step": next_step(round, counts, today=timezone.localdate(), manages=manages),
        "manages": manages,
        "job": asked.job_of(actor, round),
        "bars": asked.bars(actor, round) if manages else [],
        "today": timezone.localdate(),
        "note_form": NoteForm(),
        "extend_form": ExtendForm(initial={"facts_due": round.facts_due}, auto_id="extend_%s"),
        "bar_form": BarForm(
            people=asked.enterers(actor, round),
            places=asked.places(actor, round.path),
            auto_id="bar_%s",
        )
        if manages
        else None,
    } | given


@require_POST
@page_for("round.manage", clauses=["I1"])
def close(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    moving.close(actor=request.actor, round=round, now=timezone.now())
    messages.success(request, _("已停止登记，正在按最后的数据计算。"))
    return redirect("assessment:round", pk)


@require_POST
@page_for("round.manage", clauses=["I1"])
def reopen(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    note = cleaned(NoteForm(request.POST))["note"]
    moving.reopen(actor=request.actor, round=round, note=note, now=timezone.now())
    messages.success(request, _("已重新开放登记。"))
    return redirect("assessment:round", pk)


@require_POST
@page_for("result.publish", clauses=["I2"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    note = cleaned(NoteForm(request.POST))["note"]
    publishing.withdraw_draft(actor=request.actor, round=round, note=note, now=timezone.now())
    messages.success(request, _("已撤回公示，回到复核。"))
    return redirect("assessment:round", pk)


@require_POST
@page_for("round.manage", clauses=["I1"])
def score(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    job = scoring.ask(actor=request.actor, round=round, now=timezone.now())
    return redirect("assessment:job", job.pk)


@require_GET
@page_for("round.view")
def job(request: Request, pk: int) -> HttpResponse:
    found = jobs.job(request.actor, pk=pk)
    round = found.arguments.get("round")
    context = {"job": found, "back": reverse("assessment:round", args=[round]) if round else ""}
    return show(request, "assessment/job.html", context, part="assessment/_job.html")
