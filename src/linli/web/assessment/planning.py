"""Plan a round, filled in from the last one; open it; move its last day; say who abstains."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.assessment import queries
from linli.assessment.queries import running as asked
from linli.assessment.services import planning
from linli.assessment.terms import PartyKind
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.kernel.period import quarter_of
from linli.registry.terms import Mode
from linli.rules import packs
from linli.web.assessment.forms import BarForm, ExtendForm, RoundForm
from linli.web.pages import cleaned, page_for, show
from linli.web.templatetags.parts import said


@page_for("round.manage", clauses=["I1"])
def new(request: Request) -> HttpResponse:
    district = asked.district(request.actor)
    pack = packs.load(settings.POLICY)
    last = asked.last_round(request.actor, copy=request.GET.get("copy", ""))
    given: dict[str, Any] = {
        "today": timezone.localdate(),
        "places": asked.places(request.actor, district.path),
        "items": [(item.id, item.title_zh) for item in pack.card.items],
    }
    context = {"district": district, "pack": pack, "last": last}
    if request.method != "POST":
        form = RoundForm(initial=_initial(request, last), **given)
        return show(request, "assessment/round_new.html", context | {"form": form})
    form = RoundForm(request.POST, **given)
    if form.is_valid():
        try:
            plan = form.plan(district.path, pack.code)
            round = planning.plan(actor=request.actor, plan=plan, now=timezone.now())
        except Refused as error:
            _put(form, error)
        else:
            messages.success(request, _("已建好，还没有开始。核对后再开始。"))
            return redirect("assessment:round", round.pk)
    return show(request, "assessment/round_new.html", context | {"form": form}, status=422)


def _put(form: RoundForm, error: Refused) -> None:
    places: list[str | None] = [name for name in error.fields if name in form.fields]
    for name in places or [None]:
        form.add_error(name, said(error))


def _initial(request: Request, last: Any) -> dict[str, Any]:
    """Return the last round's choices for the quarter that runs, or sensible ones for the first round."""
    period = quarter_of(timezone.localdate())
    if last is not None and last.end > period.start:
        period = last.period.next()
    values: dict[str, Any] = {
        "period": period.code(),
        "facts_due": period.last_day,
        "combination": "joint",
        "modes": [Mode.MARKET, Mode.SELF],
        "jump": 10,
        "survey_least": 30,
        f"{PartyKind.BUREAU}_on": True,
        f"{PartyKind.SUBDISTRICT}_on": True,
        f"{PartyKind.COMMUNITY}_on": True,
    }
    if last is not None:
        values |= {"combination": last.combination, "modes": last.modes, "places": last.places}
        values |= {"survey_least": last.survey_least, "jump": last.jump_limit // 100}
        parties = {each.kind: each for each in asked.parties(request.actor, last)}
        for kind in PartyKind.values:
            party = parties.get(kind)
            values[f"{kind}_on"] = party is not None
            if party is not None:
                values[f"{kind}_weight"] = party.weight or None
                values |= {f"{kind}_who": party.who, f"{kind}_items": party.items}
    return values


@require_POST
@page_for("round.manage", clauses=["I1"])
def open_(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    planning.open_round(actor=request.actor, round=round, now=timezone.now())
    messages.success(request, _("已开始，%(n)d 个小区，正在汇集档案里的数据。") % {"n": round.estates})
    return redirect("assessment:round", pk)


@require_POST
@page_for("round.manage", clauses=["I1"])
def extend(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    given = cleaned(ExtendForm(request.POST))
    planning.extend(actor=request.actor, round=round, now=timezone.now(), **given)
    messages.success(request, _("截止日已改，各方都能看到。"))
    return redirect("assessment:round", pk)


@require_POST
@page_for("round.manage", clauses=["I1"])
def bar(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    people = asked.enterers(request.actor, round)
    places = asked.places(request.actor, round.path)
    given = cleaned(BarForm(request.POST, people=people, places=places))
    planning.bar(
        actor=request.actor,
        round=round,
        user_id=given["person"],
        user_name=dict(people)[given["person"]],
        path=given["path"],
        effect=given["effect"],
        reason=given["reason"],
        now=timezone.now(),
    )
    messages.success(request, _("已记下回避。"))
    return redirect("assessment:round", pk)
