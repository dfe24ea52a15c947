"""What every page carries: the reader's preferences, the content policy, the icons it uses."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from linli.doors.http import Request

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
YEAR = 365 * 24 * 3600


class ContentPolicyMiddleware:
    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
        return response


class PreferenceMiddleware:
    """Language and type size: asked for in the address (works without script), remembered in a cookie.

    Chinese unless asked otherwise: a browser that prefers English does not make an office read English.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        codes = {code for code, _ in settings.LANGUAGES}
        asked = {"lang": request.GET.get("lang", ""), "size": request.GET.get("size", "")}
        language = (
            asked["lang"]
            if asked["lang"] in codes
            else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        )
        size = (
            asked["size"] if asked["size"] in {"large", "normal"} else request.COOKIES.get("linli-size", "")
        )
        language = language if language in codes else settings.LANGUAGE_CODE
        request.large = size == "large"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked["lang"] in codes:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
        if asked["size"] in {"large", "normal"}:
            response.set_cookie("linli-size", size, max_age=YEAR, samesite="Lax")
        return response


class SpriteMiddleware:
    """Put the symbols a page uses at its end, so that icons need no second request."""

    used = re.compile(rb'(?:href="#|data-icons="[^"]*?)([is]-[a-z0-9]+)')
    wanted = re.compile(rb'data-icons="([^"]*)"')

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        response = self.get_response(request)
        html = response.get("Content-Type", "").startswith("text/html")
        if not html or response.streaming or not isinstance(response, HttpResponse):
            return response
        body = response.content
        end = body.rfind(b"</body>")
        if end < 0:
            return response
        names = set(self.used.findall(body))
        for more in self.wanted.findall(body):
            names |= set(more.split())
        symbols = b"".join(sprite()[name] for name in sorted(names) if name in sprite())
        hidden = b'<svg width="0" height="0" hidden aria-hidden="true">' + symbols + b"</svg>"
        response.content = body[:end] + hidden + body[end:]
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response


@functools.cache
def sprite() -> dict[bytes, bytes]:
    """Return each symbol of the sprite by its id."""
    raw = Path(settings.SOURCE_DIR, "linli/web/static/linli/icons.svg").read_bytes()
    return {
        match.group(1): match.group(0)
        for match in re.finditer(rb'<symbol id="([^"]+)".*?</symbol>', raw, re.DOTALL)
    }
