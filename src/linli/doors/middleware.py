"""What every page needs before its view runs, and after it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.http import reswap, retarget

from linli.doors.http import Request
from linli.kernel.actor import Actor
from linli.kernel.errors import DomainError, NoSuch, NotAllowed, Stale
from linli.people.access import actor_for

STATUS: dict[type[DomainError], int] = {NoSuch: 404, NotAllowed: 403, Stale: 409}


def status_of(error: DomainError) -> int:
    """Return the HTTP status of a refusal: 404, 403, 409, else 422."""
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)


def said(error: DomainError) -> dict[str, Any]:
    """Return a refusal for machines: both languages, the clause, and the fields it is about."""
    return {
        "reason_zh": error.text.zh,
        "reason_en": error.text.en,
        "clause": error.clause,
        "fields": list(getattr(error, "fields", ())),
    }


class ActorMiddleware:
    """Set `request.actor`, the only identity views and services ever see."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = cast(
            Actor, SimpleLazyObject(lambda: actor_for(request.user, today=timezone.localdate()))
        )
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page wants a sign-in, unless it is declared public. The API answers 401 by itself."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.path.startswith("/api/"):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class DomainErrorMiddleware:
    """Turn a refusal of the domain into a page, so no view needs a try."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        context, status = {"error": error, "status": status_of(error)}, status_of(error)
        if not getattr(request, "htmx", False):
            return render(request, "refused.html", context, status=status)
        response = render(request, "parts/flash.html", context, status=status)
        return retarget(reswap(response, "innerHTML"), "#flash")


class ReadOnlyGetMiddleware:
    """Under test, let no GET write. A page that writes is a page that surprises.

    Session rows and the rows that count sign-ins are not the domain's and may be touched.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.STRICT or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


READS = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "EXPLAIN", "PRAGMA")


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    allowed = sql.lstrip(" \n(").upper().startswith(READS)  # PostgreSQL puts the parts of a union in brackets
    if not allowed and not any(table in sql for table in ("django_session", "people_signin", "base_journal")):
        raise AssertionError(f"a GET tried to write: {sql}")
    return execute(sql, params, many, context)
