"""The list of accounts, and opening one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from linli.doors.http import Request
from linli.kernel.errors import DomainError, Refused
from linli.people import passwords
from linli.people.queries import people as queries
from linli.people.queries import places
from linli.people.services import accounts
from linli.people.terms import Role
from linli.registry.queries import bodies
from linli.web.administration.forms import AccountForm, PostingForm
from linli.web.forms import put
from linli.web.lists import paged
from linli.web.pages import page_for, show

if TYPE_CHECKING:
    from linli.people.models import Place

MANAGE = "user.manage"
STATES = (queries.OPEN, queries.UNPOSTED, queries.CLOSED)


@require_GET
@page_for(MANAGE)
def people(request: Request) -> HttpResponse:
    today, asked = timezone.localdate(), request.GET
    words, at = (asked.get(name, "").replace("\0", "")[:160] for name in ("q", "at"))
    state = asked.get("state", "") if asked.get("state") in STATES else queries.OPEN
    role = asked.get("role", "") if asked.get("role") in Role.values else ""
    rows = queries.people(
        request.actor,
        on=today,
        words=words,
        role=role,
        place=at,
        state=state,
    )
    context = {
        "page": paged(rows, asked.get("page")),
        "q": words,
        "role": role,
        "roles": Role.choices,
        "at": at,
        "places": places.choices(request.actor, permission=MANAGE, on=today, levels=places.UPPER),
        "state": state,
        "today": today,
    }
    return show(request, "administration/people.html", context)


def suggested(request: Request) -> list[Any]:
    """Return places to choose from while typing; estates are found by name or code, there are too many."""
    return places.choices(request.actor, permission=MANAGE, on=timezone.localdate(), levels=places.LISTED)


def posting_of(request: Request, form: PostingForm) -> dict[str, Any]:
    """Return what the services want of a posting: the place found, the company known by its estate.

    :raises Refused: if the words mean no place or several, or no company serves the estate
    """
    given, today = form.cleaned_data, timezone.localdate()
    place = places.pick(request.actor, words=given["place"], permission=MANAGE, on=today)
    organisation = ""
    if given["role"] == Role.COMPANY:
        organisation, _ = bodies.serving(request.actor, path=place.path, on=today)
        if not organisation:
            raise Refused(
                "这里没有物业服务企业在服务，请写这家企业服务的小区。",
                "No company serves this place; write an estate that the company serves.",
                fields=("place",),
            )
    return {
        "place": place,
        "also": _all_estates(request, given["role"], organisation) if given["all_estates"] else (),
        "role": given["role"],
        "organisation": organisation,
        "title": given["title"],
        "since": given["since"],
        "until": given["until"],
    }


def _all_estates(request: Request, role: str, organisation: str) -> list[Place]:
    if role != Role.COMPANY:
        raise Refused(
            "“全部小区都安排”只用于物业服务企业，请去掉这个勾。",
            "Only somebody of a company is posted at all its estates; take the tick away.",
            fields=("all_estates",),
        )
    served = bodies.served(request.actor, organisations=[organisation], on=timezone.localdate())
    return served.get(organisation, [])


@require_http_methods(["GET", "POST"])
@sensitive_variables("word")
@page_for(MANAGE)
def new(request: Request) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if form.is_valid():
        given, word = form.cleaned_data, passwords.fresh()
        try:
            account = accounts.open_account(
                actor=request.actor,
                username=given["username"],
                name=given["name"],
                phone=given["phone"],
                password=word,
                now=timezone.now(),
                **posting_of(request, form),
            )
        except DomainError as error:
            put(error, form)
        else:
            return show(
                request, "administration/password.html", {"account": account, "word": word, "fresh": True}
            )
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "suggested": suggested(request)}
    return show(request, "administration/new.html", context, status=status)
