"""The step that makes a round public: what will be seen, by whom, and who decides it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.assessment import queries
from linli.base import jobs
from linli.doors.http import Request
from linli.publication.queries import publishing
from linli.publication.services import rounds
from linli.web.pages import done, page_for, show
from linli.web.publication.forms import DraftForm, FinalForm


@require_GET
@page_for("result.publish", clauses=["I2"])
def decision(request: Request, pk: int) -> HttpResponse:
    return show(request, "publication/decision.html", _context(request, pk))


def _context(request: Request, pk: int, **given: object) -> dict[str, object]:
    round_ = queries.round(request.actor, pk=pk)
    today = timezone.localdate()
    return {
        "round": round_,
        "today": today,
        "standing": publishing.standing(request.actor, round_),
        "job": _job(request, round_.pk),
        "over": bool(round_.objection_due and today > round_.objection_due),
        "draft_form": DraftForm(),
        "final_form": FinalForm(initial={"decider": getattr(request.user, "name", "")}),
    } | given


def _job(request: Request, pk: int) -> Any:
    recent = jobs.recent(request.actor, kinds=("round.publish",))
    return next((job for job in recent if job.arguments.get("round") == pk), None)


def _ask(request: Request, round_: Any, step: str, said: dict[str, str]) -> HttpResponse:
    rounds.ask(actor=request.actor, round=round_, step=step, said=said, now=timezone.now())
    messages.success(request, _("正在公布，可以先去做别的，好了会写在这一页。"))
    return done(request, reverse("publication:decision", args=[round_.pk]))


@require_POST
@page_for("result.publish", clauses=["I2"])
def draft(request: Request, pk: int) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return show(request, "publication/decision.html", _context(request, pk, draft_form=form), status=422)
    round_ = queries.round(request.actor, pk=pk)
    if round_.estates > rounds.AT_ONCE:
        return _ask(request, round_, "draft", form.cleaned_data)
    published = rounds.publish_draft(
        actor=request.actor,
        round=round_,
        now=timezone.now(),
        incomplete_because=form.cleaned_data["incomplete_because"],
    )
    messages.success(
        request,
        _("已公示 %(n)d 个小区的得分，企业和业主委员会可以申诉到 %(day)s。")
        % {"n": published.figures["count"], "day": published.objection_until},
    )
    return done(request, reverse("public:round", args=[published.code]))


@require_POST
@page_for("result.publish", clauses=["I2"])
def final(request: Request, pk: int) -> HttpResponse:
    form = FinalForm(request.POST)
    if not form.is_valid():
        return show(request, "publication/decision.html", _context(request, pk, final_form=form), status=422)
    round_ = queries.round(request.actor, pk=pk)
    if round_.estates > rounds.AT_ONCE:
        return _ask(request, round_, "final", form.cleaned_data)
    published = rounds.publish_final(
        actor=request.actor,
        round=round_,
        decider=form.cleaned_data["decider"],
        title=form.cleaned_data["title"],
        now=timezone.now(),
    )
    messages.success(
        request, _("已公布 %(n)d 个小区的结果，所有人都能看到。") % {"n": published.figures["count"]}
    )
    return done(request, reverse("public:round", args=[published.code]))
