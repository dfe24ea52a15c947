"""Appeals: made by a company or a committee, answered by the bureau with reasons."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.assessment import queries
from linli.assessment.lines import Line
from linli.assessment.queries import appeals as asked
from linli.assessment.queries.sheets import sheet as sheet_of
from linli.assessment.services import appealing
from linli.assessment.terms import APPEAL_TONES
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.kernel.text import Text
from linli.publication.services import rounds as publishing
from linli.rules import packs
from linli.web.assessment.forms import AnswerForm, AppealForm
from linli.web.lists import paged
from linli.web.pages import page_for, show
from linli.web.templatetags.parts import said
from linli.web.uploads import kept

if TYPE_CHECKING:
    from linli.assessment.models import Appeal, RoundEstate

POINTS = "award"  # the choice that gives points instead of mending a fact


@require_GET
@page_for("round.view", clauses=["I2"])
def overview(request: Request, pk: int) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    page = paged(asked.appeals(request.actor, round), request.GET.get("page"))
    titles = {item.id: Text(item.title_zh, item.title_en) for item in packs.load(round.policy).card.items}
    for row in page.rows:
        row.title, row.tone = titles.get(row.item, Text(row.item, row.item)), APPEAL_TONES[row.state]
    may_answer = request.actor.may_somewhere("appeal.answer")
    context = {"round": round, "page": page, "may_answer": may_answer, "today": timezone.localdate()}
    return show(request, "assessment/appeals.html", context)


@page_for("appeal.make", clauses=["I2"])
def new(request: Request, pk: int, code: str) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    subject = queries.subject(request.actor, round, code=code, permission="appeal.make")
    found = sheet_of(request.actor, subject)
    items = [(line.item.id, _choice(line)) for line in found.lines if line.can_appeal]
    context = {"round": round, "subject": subject, "sheet": found, "may": bool(items)}
    if request.method != "POST":
        form = AppealForm(items=items, initial={"item": request.GET.get("item", "")})
        return show(request, "assessment/appeal_new.html", context | {"form": form})
    form = AppealForm(request.POST, request.FILES, items=items)
    if form.is_valid():
        try:
            made = _make(request, subject, form)
        except Refused as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("申诉已提交，会在期限内书面答复。"))
            return redirect("assessment:appeal", made.pk)
    return show(request, "assessment/appeal_new.html", context | {"form": form}, status=422)


def _choice(line: Line) -> str:
    english = (get_language() or "").startswith("en")
    title = line.title.en if english else line.title.zh
    return f"{title}　{line.score or '—'} / {line.item.maximum:f}"


def _make(request: Request, subject: RoundEstate, form: AppealForm) -> Appeal:
    proof = form.cleaned_data["proof"]
    files = kept(request, [proof] if proof else [], place=subject.path, permission="round.view")
    return appealing.make(
        actor=request.actor,
        subject=subject,
        item=form.cleaned_data["item"],
        grounds=form.cleaned_data["grounds"],
        files=files,
        now=timezone.now(),
    )


@require_GET
@page_for("round.view", clauses=["I2"])
def appeal(request: Request, pk: int) -> HttpResponse:
    return show(request, "assessment/appeal.html", _context(request, asked.appeal(request.actor, pk=pk)))


def _context(request: Request, found: Appeal, form: AnswerForm | None = None) -> dict[str, Any]:
    actor = request.actor
    sheet = sheet_of(actor, found.subject)
    line = next(each for each in sheet.lines if each.item.id == found.item)
    scores = {
        score.version: next(each["score"] for each in score.result["items"] if each["id"] == found.item)
        for score in sheet.versions
    }
    spec = next((each for each in line.item.facts if each.name == found.fact), None)
    return {
        "appeal": found,
        "round": found.round,
        "subject": found.subject,
        "line": line,
        "tone": APPEAL_TONES[found.state],
        "files": asked.appeal_files(actor, found),
        "old": scores.get(found.version_before or 0),
        "new": scores.get(found.version_after or 0),
        "label": Text(spec.label_zh, spec.label_en) if spec else None,
        "may_answer": found.state == "made" and actor.may("appeal.answer", at=found.subject.path),
        "may_withdraw": found.state == "made" and asked.is_own(actor, found),
        "form": form or AnswerForm(facts=_facts(line)),
        "today": timezone.localdate(),
    }


def _facts(line: Line) -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    facts = [(each.name, each.label_en if english else each.label_zh) for each in line.item.facts]
    return [*facts, (POINTS, _("直接改评多少分"))] if line.item.awardable else facts


@require_POST
@page_for("appeal.answer", clauses=["I2"])
def answer(request: Request, pk: int) -> HttpResponse:
    found = asked.appeal(request.actor, pk=pk)
    line = next(each for each in sheet_of(request.actor, found.subject).lines if each.item.id == found.item)
    form = AnswerForm(request.POST, facts=_facts(line))
    if form.is_valid():
        try:
            _answer(request, found, form.cleaned_data)
        except Refused as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("已答复，申诉方和公示页都能看到。"))
            return redirect("assessment:appeal", pk)
    return show(request, "assessment/appeal.html", _context(request, found, form), status=422)


def _answer(request: Request, found: Appeal, given: dict[str, Any]) -> None:
    common = {"actor": request.actor, "appeal": found, "answer": given["answer"], "now": timezone.now()}
    if given["verdict"] == "reject":
        publishing.reject_appeal(**common)
    elif given["fact"] == POINTS:
        publishing.accept_appeal(award=_points(given["value"]), **common)
    else:
        publishing.accept_appeal(fact=given["fact"], value=given["value"], **common)


def _points(words: str) -> Decimal:
    try:
        return Decimal(words.strip())
    except InvalidOperation:
        raise Refused(
            "“改成”要填得分，例如 7 或 6.5。", "Give the points, such as 7 or 6.5.", fields=("value",)
        ) from None


@require_POST
@page_for("appeal.make", clauses=["I2"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = asked.own_appeal(request.actor, pk=pk)
    appealing.withdraw(actor=request.actor, appeal=found, now=timezone.now())
    messages.success(request, _("申诉已撤回。"))
    return redirect("assessment:appeal", pk)
