"""For whoever watches the installation: is it well, and how busy is it?"""

from __future__ import annotations

import hmac
import ipaddress

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from linli.base import health
from linli.doors.http import Request
from linli.web.pages import PUBLIC, page_for

PLAIN = "text/plain; charset=utf-8"


@require_GET
@never_cache
@page_for(PUBLIC)
def healthz(request: Request) -> HttpResponse:
    """Answer 200 only if the database answers."""
    healthy = health.database_answers()
    return HttpResponse(
        "ok\n" if healthy else "database\n", status=200 if healthy else 503, content_type=PLAIN
    )


@require_GET
@never_cache
@page_for(PUBLIC)
def metrics(request: Request) -> HttpResponse:
    """Answer the installation's figures in the text format of Prometheus; 403 to strangers."""
    if not (_from_this_machine(request) or _has_token(request)):
        return HttpResponse("only from loopback or with the token\n", status=403, content_type=PLAIN)
    lines = [f"{name} {value}" for name, value in health.figures().items()]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _from_this_machine(request: Request) -> bool:
    """Test if nobody else asks through a proxy that runs here."""
    if request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded"):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_token(request: Request) -> bool:
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
