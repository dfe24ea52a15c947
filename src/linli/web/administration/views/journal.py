"""The journal: who did what, when, where."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.people.queries import journal as queries
from linli.people.queries import places
from linli.web.administration import words
from linli.web.administration.forms import JournalForm
from linli.web.pages import page_for, show

VIEW = "journal.view"


@require_GET
@page_for(VIEW)
def journal(request: Request) -> HttpResponse:
    form = JournalForm(request.GET)
    form.is_valid()  # what does not read as a day or a number is as if it were not asked
    asked = form.cleaned_data
    wanted = queries.Wanted(
        verb=asked.get("verb", ""),
        person=asked.get("person", ""),
        place=asked.get("place", ""),
        first=asked.get("first"),
        last=asked.get("last"),
        before=asked.get("before"),
    )
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
        "places": places.choices(
            request.actor, permission=VIEW, on=timezone.localdate(), levels=places.UPPER
        ),
    }
    return show(request, "administration/journal.html", context)
