"""What holds for every signed-in page: nobody stays signed in while away, duties come first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.people import open_sessions
from linli.people.access import actor_for
from linli.people.services import signing

SEEN, BEGAN, DUTIES, IDLE = "seen", "began", "duties", "idle"
NOTE_EVERY = 60  # seconds; a session need not be written at every click
PAGES = {"password": "accounts:password", "second_factor": "accounts:second_factor"}
ALWAYS = frozenset({"accounts:logout", "accounts:login", *PAGES.values()})


def patience() -> timedelta:
    """Return after how long without a click a session is over; the note of the last click may lag behind."""
    return timedelta(seconds=settings.SESSION_IDLE_SECONDS + NOTE_EVERY)


class SessionGuardMiddleware:
    """End sessions that nobody used for a while or that are too old; lead whoever has a duty to its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._attend(request)
        return self.get_response(request)

    def _attend(self, request: HttpRequest) -> None:
        now = timezone.now()
        second = int(now.timestamp())
        away = second - request.session.get(SEEN, second)
        age = second - request.session.get(BEGAN, second)
        if away > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
            key = request.session.session_key or ""
            actor: Actor = actor_for(request.user, today=timezone.localdate(now))
            signing.end(actor=actor, session_key=key, now=now, idle=True)
            logout(request)
            request.session[IDLE] = True
        elif away > NOTE_EVERY or SEEN not in request.session:
            request.session[SEEN] = second
            open_sessions.seen(request.session.session_key or "", at=now)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        duties = request.session.get(DUTIES)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not duties or name in ALWAYS or getattr(view, "permission", None) == "public":
            return None
        if request.path.startswith("/api/"):
            words = {
                "reason_zh": "请先在网页上完成账号安全设置。",
                "reason_en": "Finish your account's set-up first.",
            }
            return JsonResponse(words, status=403)
        return HttpResponseRedirect(reverse(PAGES[duties[0]]))
