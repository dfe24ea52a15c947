"""The bureau's lists: what waits, what is decided, what is issued; and what a company is told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.doors.http import Request
from linli.publication.queries import listings, publishing, results
from linli.publication.services.listings import deciding, issuing, proposing
from linli.publication.terms import EntryState, Roll
from linli.web.lists import paged
from linli.web.pages import cleaned, done, page_for, show
from linli.web.publication import forms


@require_GET
@page_for("round.view", clauses=["I2", "I5"])
def overview(request: Request) -> HttpResponse:
    wanted = {name: request.GET.get(name, "") for name in ("round", "roll", "state")}
    rows = listings.entries(
        request.actor, round_code=wanted["round"], roll=wanted["roll"], state=wanted["state"]
    )
    may_issue = request.actor.may_somewhere("result.publish")
    context = {
        "rounds": results.rounds(request.actor),
        "waiting": publishing.waiting(request.actor),
        "issuable": listings.issuable(request.actor) if may_issue else [],
        "tally": dict.fromkeys(EntryState.values, 0) | listings.tally(request.actor),
        "may_issue": may_issue,
        "rolls": Roll.choices,
        "states": EntryState.choices,
        "wanted": wanted,
        "page": paged(rows, request.GET.get("page")),
        "may_decide": request.actor.may_somewhere("listing.decide"),
    }
    return show(request, "publication/listings.html", context)


@require_GET
@page_for("round.view", clauses=["I5", "I6"])
def entry(request: Request, pk: int) -> HttpResponse:
    return show(request, "publication/entry.html", _entry_context(request, pk))


def _entry_context(request: Request, pk: int, **given: Any) -> dict[str, Any]:
    listing = listings.entry(request.actor, pk=pk)
    today = timezone.localdate()
    moves = {move.name for move in listings.open_moves(request.actor, listing)}
    names = ("serve", "decide", "reopen", "rectify", "leave", "object", "answer")
    context: dict[str, Any] = {
        "listing": listing,
        "score": listing.score,
        "objections": listings.objections(request.actor, listing),
        "earlier": listings.earlier(request.actor, listing.score, roll=listing.roll),
        "today": today,
        "moves": moves,
        "may_accept": "accept" in moves,
        "may_decline": "decline" in moves,
        "waiting": bool(listing.object_until and today <= listing.object_until),
        "may_object": listings.may_object(request.actor, listing, on=today),
        "may_answer": request.actor.may("listing.decide", at=listing.path),
        "forms": {name: BUILD[name]() for name in names} | given,
    }
    return context


def _serve_form(data: Any = None) -> forms.ServeForm:
    return forms.ServeForm(data, initial={"served_on": timezone.localdate()})


BUILD: dict[str, Any] = {
    "serve": _serve_form,
    "decide": forms.DecideForm,
    "reopen": forms.NoteForm,
    "rectify": forms.NoteForm,
    "leave": forms.NoteForm,
    "object": forms.ObjectForm,
    "answer": forms.AnswerForm,
}


def _again(request: Request, pk: int, name: str, form: Any) -> HttpResponse:
    """Show the entry once more with the form's errors beside its fields; nothing typed is lost."""
    return show(request, "publication/entry.html", _entry_context(request, pk, **{name: form}), status=422)


def _back(request: Request, pk: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return done(request, reverse("publication:entry", args=[pk]))


@require_POST
@page_for("listing.decide", clauses=["I5"])
def propose(request: Request, code: str) -> HttpResponse:
    rows = proposing.propose(actor=request.actor, round_code=code, now=timezone.now())
    messages.success(request, _("按标准新提名 %(n)d 条，逐条看过再决定。") % {"n": len(rows)})
    return done(request, f"{reverse('publication:listings')}?round={code}")


@require_POST
@page_for("result.publish", clauses=["I5"])
def issue(request: Request, code: str) -> HttpResponse:
    rows = issuing.issue(actor=request.actor, round_code=code, now=timezone.now(), today=timezone.localdate())
    messages.success(request, _("已发布 %(n)d 条，所有人都能看到。") % {"n": len(rows)})
    return done(request, f"{reverse('publication:listings')}?round={code}")


@require_POST
@page_for("listing.decide", clauses=["I5"])
def serve(request: Request, pk: int) -> HttpResponse:
    form = _serve_form(request.POST)
    if not form.is_valid():
        return _again(request, pk, "serve", form)
    data = form.cleaned_data
    deciding.serve(
        actor=request.actor,
        pk=pk,
        served_on=data["served_on"],
        how=data["how"],
        number=data["number"],
        now=timezone.now(),
        today=timezone.localdate(),
    )
    return _back(request, pk, _("已记下送达，企业登录后能看到并提出异议。"))


@require_POST
@page_for("listing.decide", clauses=["I5"])
def decide(request: Request, pk: int) -> HttpResponse:
    form = forms.DecideForm(request.POST)
    if not form.is_valid():
        return _again(request, pk, "decide", form)
    accept = form.cleaned_data["choice"] == "accept"
    deciding.decide(
        actor=request.actor,
        pk=pk,
        accept=accept,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
        today=timezone.localdate(),
    )
    words = _("已同意上榜，发布后公开。") if accept else _("已决定不上榜，理由留档。")
    return _back(request, pk, words)


@require_POST
@page_for("listing.decide", clauses=["I5"])
def reopen(request: Request, pk: int) -> HttpResponse:
    note = cleaned(forms.NoteForm(request.POST))["note"]
    deciding.reopen(actor=request.actor, pk=pk, reason=note, now=timezone.now())
    return _back(request, pk, _("已撤回决定，可以重新决定。"))


@require_POST
@page_for("listing.decide", clauses=["I6"])
def rectify(request: Request, pk: int) -> HttpResponse:
    note = cleaned(forms.NoteForm(request.POST))["note"]
    issuing.rectify(actor=request.actor, pk=pk, note=note, now=timezone.now(), today=timezone.localdate())
    return _back(request, pk, _("已退出榜单，公开页面写明整改合格。"))


@require_POST
@page_for("listing.decide", clauses=["I5"])
def take_down(request: Request, pk: int) -> HttpResponse:
    note = cleaned(forms.NoteForm(request.POST))["note"]
    issuing.take_down(actor=request.actor, pk=pk, note=note, now=timezone.now(), today=timezone.localdate())
    return _back(request, pk, _("已撤下，公开页面写明原因。"))


@require_POST
@page_for("appeal.make", clauses=["I5"])
def object_to(request: Request, pk: int) -> HttpResponse:
    form = forms.ObjectForm(request.POST)
    if not form.is_valid():
        return _again(request, pk, "object", form)
    deciding.object_to(
        actor=request.actor,
        pk=pk,
        text=form.cleaned_data["text"],
        now=timezone.now(),
        today=timezone.localdate(),
    )
    return _back(request, pk, _("已收到您的异议，区住建局会书面答复。"))


@require_POST
@page_for("listing.decide", clauses=["I5"])
def answer(request: Request, pk: int, objection: int) -> HttpResponse:
    text = cleaned(forms.AnswerForm(request.POST))["text"]
    deciding.answer(actor=request.actor, pk=objection, text=text, now=timezone.now())
    return _back(request, pk, _("已答复，企业登录后能看到。"))
