"""Entering facts about one estate, on a phone on site or at a desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import ngettext

from linli.assessment import queries
from linli.assessment.entries import EntriesRefused, Entry
from linli.assessment.queries.entry import Asked, Form, entry_form
from linli.assessment.services import entering
from linli.doors.http import Request
from linli.doors.middleware import status_of
from linli.kernel.errors import Refused
from linli.web.pages import page_for, show
from linli.web.uploads import kept

if TYPE_CHECKING:
    from linli.assessment.models import RoundEstate

LONGEST = 500
CLAUSES = ["I1", "S1", "S2", "S3", "S4", "S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17"]


@page_for("fact.attest", clauses=CLAUSES)
def entry(request: Request, pk: int, code: str) -> HttpResponse:
    round = queries.round(request.actor, pk=pk)
    subject = queries.subject(request.actor, round, code=code, permission="fact.attest")
    party = request.POST.get("party", "") or request.GET.get("party", "")
    form = entry_form(request.actor, subject, party=party)
    if request.method != "POST":
        return show(request, "assessment/entry.html", _context(request, form))
    try:
        number = _save(request, form, subject)
    except Refused as error:
        return show(request, "assessment/entry.html", _context(request, form, error), status=status_of(error))
    words = ngettext("已记下 %(n)d 项，得分已更新。", "已记下 %(n)d 项，得分已更新。", number)
    messages.success(request, words % {"n": number})
    back = reverse("assessment:entry", args=[pk, code])
    return redirect(f"{back}?party={form.party.kind}")


def _context(request: Request, form: Form, error: Refused | None = None) -> dict[str, Any]:
    """Return what the form shows; after a refusal everything that was typed is kept."""
    typed, faults = request.POST if error else {}, {}
    if isinstance(error, EntriesRefused):
        faults = {fault.fact: fault.text for fault in error.faults}
    rows = [
        {
            "group": group,
            "asked": [_row(each, typed, faults) for each in group.asked],
            "open": bool(group.open) or any(each.spec.name in faults for each in group.asked),
        }
        for group in form.groups
    ]
    return {
        "form": form,
        "round": form.round,
        "subject": form.subject,
        "rows": rows,
        "error": error,
        "reason": typed.get("reason", ""),
        "faults": faults,
        "today": timezone.localdate(),
        "open": form.round.state == "open",
    }


def _row(each: Asked, typed: Any, faults: dict[str, Any]) -> dict[str, Any]:
    name = each.spec.name
    return {
        "ask": each,
        "name": name,
        "value": typed.get(name, each.value),
        "reason": typed.get(f"{name}-reason", ""),
        "sample": typed.get(f"{name}-sample", ""),
        "fault": faults.get(name),
        "key": name.replace(".", "-"),
    }


def _save(request: Request, form: Form, subject: RoundEstate) -> int:
    """Store the photos and enter what was filled in and is not there yet."""
    on = parse_date(request.POST.get("on", "")) or timezone.localdate()
    given = []
    for group in form.groups:
        files = _files(request, group.item.id, subject)
        for each in group.asked:
            found = _given(request, each, on, files)
            if found is not None:
                given.append(found)
    if not given:
        raise Refused("还没有填任何一项，或者和原来一样。", "Nothing new was filled in.")
    return entering.attest(
        actor=request.actor,
        round=form.round,
        given={subject.code: given},
        party=form.party.kind,
        now=timezone.now(),
    )


def _given(request: Request, each: Asked, on: date, files: tuple[int, ...]) -> Entry | None:
    raw = request.POST.get(each.spec.name, "").strip()
    if each.locked or not raw or (raw == each.value and not files):
        return None
    name = each.spec.name
    sample = request.POST.get(f"{name}-sample", "").strip()
    return Entry(
        fact=name,
        raw=raw,
        on=on,
        place=request.POST.get("place", "").strip()[:120],
        reason=(request.POST.get(f"{name}-reason", "") or request.POST.get("reason", "")).strip()[:LONGEST],
        sample=int(sample) if sample.isascii() and sample.isdigit() and 0 < len(sample) < 8 else None,
        files=files,
    )


def _files(request: Request, item: str, subject: RoundEstate) -> tuple[int, ...]:
    """Store the photos and files sent with an item; the same permission check as on the way out."""
    uploads = request.FILES.getlist(f"{item}-files")
    return kept(request, uploads, place=subject.path, permission="round.view")
