"""A round's workbook out and back in, for people who live in spreadsheets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.assessment import queries
from linli.assessment.entries import EntriesRefused
from linli.doors.http import Request
from linli.kernel.errors import NotAllowed, Refused
from linli.paper.roundbook import round_workbook
from linli.publication.queries import running
from linli.publication.services import filled
from linli.web.downloads import XLSX, attachment
from linli.web.pages import done, page_for, show
from linli.web.publication.forms import WorkbookForm


@require_GET
@page_for("round.view", clauses=["I1"])
def out(request: Request, pk: int) -> HttpResponse:
    round_ = queries.round(request.actor, pk=pk)
    data = round_workbook(running.book(request.actor, round_))
    return attachment(data, f"{round_.code}-round.xlsx", XLSX)


@require_http_methods(["GET", "POST"])
@page_for("fact.attest", clauses=["I1"])
def back(request: Request, pk: int) -> HttpResponse:
    round_ = queries.round(request.actor, pk=pk)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    context = {"round": round_, "form": form, "faults": [], "refused": None}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            count = filled.take_in(
                actor=request.actor, round=round_, raw=file.read(), name=file.name, now=timezone.now()
            )
        except EntriesRefused as error:
            context["faults"] = error.faults
        except NotAllowed:
            raise
        except Refused as error:
            context["refused"] = error
        else:
            messages.success(request, _("已登记 %(n)d 项事实，得分已重算。") % {"n": count})
            return done(request, reverse("assessment:board", args=[pk]))
    return show(
        request, "publication/workbook.html", context, status=422 if request.method == "POST" else 200
    )
