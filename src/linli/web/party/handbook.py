"""The work handbook: what it will hold, and the way out as DOCX and PDF (F3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.period import Period, month_of, quarter_of, year_of
from linli.paper import handbook as paper
from linli.party.queries import activities
from linli.party.queries import handbook as queries
from linli.rules import packs
from linli.web.downloads import DOCX, PDF, attachment
from linli.web.pages import page_for, show
from linli.web.party import life

if TYPE_CHECKING:
    from linli.party.models import Organisation


@require_GET
@page_for("party.view", clauses=["F3"])
def handbook(request: Request, pk: int) -> HttpResponse:
    organisation, period = _asked(request, pk)
    today = timezone.localdate()
    choices = [year_of(today), year_of(today).previous(), quarter_of(today), quarter_of(today).previous()]
    choices += [month_of(today), month_of(today).previous()]
    context: dict[str, Any] = {
        "organisation": organisation,
        "period": period,
        "code": period.code(),
        "choices": [(each.code(), each.label()) for each in choices],
        "book": _book(request, organisation, period),
        "crumbs": life.calendar_crumbs(organisation),
    }
    return show(request, "party/handbook.html", context)


@require_GET
@page_for("party.view", clauses=["F3"])
def docx(request: Request, pk: int) -> HttpResponse:
    organisation, period = _asked(request, pk)
    data = paper.handbook_docx(_book(request, organisation, period))
    return attachment(data, f"{_name(organisation, period)}.docx", DOCX)


@require_GET
@page_for("party.view", clauses=["F3"])
def pdf(request: Request, pk: int) -> HttpResponse:
    organisation, period = _asked(request, pk)
    data = paper.handbook_pdf(_book(request, organisation, period))
    return attachment(data, f"{_name(organisation, period)}.pdf", PDF)


def _asked(request: Request, pk: int) -> tuple[Organisation, Period]:
    today = timezone.localdate()
    organisation = activities.organisation_seen(request.actor, pk=pk, today=today)
    return organisation, life.period_asked(request.GET.get("period", ""), today)


def _book(request: Request, organisation: Organisation, period: Period) -> paper.Handbook:
    """Return the handbook in Chinese, whatever the reader's language: it is a paper of record."""
    duties = packs.load(settings.POLICY).duties
    with translation.override(settings.LANGUAGE_CODE):
        return queries.handbook(request.actor, organisation, period=period, now=timezone.now(), duties=duties)


def _name(organisation: Organisation, period: Period) -> str:
    return f"{organisation.name}工作手册{period.code()}"
