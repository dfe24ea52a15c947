"""The journal: who did what, when, where."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from linli.doors.http import Request
from linli.people.queries import journal as queries
from linli.people.queries import places
from linli.people.services import journal as services
from linli.web.administration import tables, words
from linli.web.administration.forms import JournalForm
from linli.web.pages import page_for, show

VIEW = "journal.view"


@require_GET
@page_for(VIEW)
def journal(request: Request) -> HttpResponse:
    wanted = _wanted(request.GET)
    found = queries.lines(request.actor, wanted)
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "lines": words.told(found),
        "next": found.next,
        "cut": found.cut,
        "query": query.urlencode(),
        "wanted": wanted,
        "groups": words.GROUPS,
        "most": queries.MOST,
        "places": places.choices(
            request.actor, permission=VIEW, on=timezone.localdate(), levels=places.UPPER
        ),
    }
    return show(request, "administration/journal.html", context)


@require_POST
@page_for(VIEW)
def export(request: Request) -> HttpResponseBase:
    """Hand out the lines the page shows, and the older ones after them, as a file."""
    wanted, form = _wanted(request.POST), request.POST.get("form", "")
    form = form if form in tables.MEDIA else tables.XLSX
    number = services.take_away(actor=request.actor, wanted=wanted, form=form, now=timezone.now())
    upto = replace(wanted, before=min(wanted.before or number, number))
    return tables.send(queries.batches(request.actor, upto), form, today=timezone.localdate().isoformat())


def _wanted(sent: QueryDict) -> queries.Wanted:
    """Return what was asked for; what does not read as a day or a number is as if it were not asked."""
    form = JournalForm(sent)
    form.is_valid()
    asked = form.cleaned_data
    return queries.Wanted(
        verb=asked.get("verb", ""),
        person=asked.get("person", ""),
        place=asked.get("place", ""),
        first=asked.get("first"),
        last=asked.get("last"),
        before=asked.get("before"),
    )
