"""The public page of an estate's commitments, where residents say whether they are kept."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from linli.doors.http import Request
from linli.doors.network import network
from linli.kernel.errors import Refused
from linli.publication.queries import estates
from linli.tripartite.queries import commitments as queries
from linli.tripartite.services import commitments as services
from linli.tripartite.terms import LEAST_VOICES
from linli.web.pages import PUBLIC, page_for, show

VOICE, SALT, YEAR = "linli-voice", "commitments", 365 * 24 * 3600


@require_GET
@page_for(PUBLIC, clauses=["G8"])
def commitments(request: Request, code: str) -> HttpResponse:
    return _page(request, code)


def _page(request: Request, code: str, *, error: Refused | None = None) -> HttpResponse:
    today = timezone.localdate()
    found = queries.in_public(request.actor, estate_code=code, today=today)
    standing = [one for one in found if one.row.withdrawn_on is None and one.row.until > today]
    context = {
        "estate": estates.estate(request.actor, code=code, on=today).estate,
        "standing": standing,
        "past": [one for one in found if one not in standing],
        "least": LEAST_VOICES,
        "error": error,
        "today": today,
    }
    return show(request, "public/commitments.html", context, status=422 if error else 200)


@require_POST
@page_for(PUBLIC, clauses=["G8"])
def say(request: Request, code: str, pk: int) -> HttpResponse:
    """Take a resident's word, by a plain form. The browser is told from others by a random key of its own."""
    row = queries.public_one(request.actor, estate_code=code, pk=pk)
    word = request.POST.get("kept", "")
    browser = request.get_signed_cookie(VOICE, "", salt=SALT) or secrets.token_urlsafe(24)
    if word not in ("yes", "no"):
        refusal = Refused("请选“做到了”或“没做到”。", "Choose kept or not kept.", clause="G8")
        return _page(request, code, error=refusal)
    try:
        services.say(
            actor=request.actor,
            now=timezone.now(),
            commitment=row,
            kept=word == "yes",
            browser=browser,
            network=network(request),
        )
    except Refused as refusal:
        return _page(request, code, error=refusal)
    messages.success(request, gettext("已记下您的评价。一个浏览器一票，再点一次可以改。"))
    response = redirect("public:commitments", code=code)
    response.set_signed_cookie(
        VOICE, browser, salt=SALT, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response
