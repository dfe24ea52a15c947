"""What the frame of every page shows: navigation, the person, the preferences."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from linli.notices.queries import notices
from linli.rules import packs
from linli.web.navigation import Navigation, navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the values of layout/base.html; costs no query for a stranger."""
    actor = getattr(request, "actor", None)
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "large": getattr(request, "large", False),
        "lang": get_language() or settings.LANGUAGE_CODE,
        "request_id": getattr(request, "request_id", ""),
        "signed_in": signed_in,
        "actor": actor if signed_in else None,
        "unread": partial(notices.unread, actor) if signed_in and actor else 0,
        "nav": navigation(actor, request.path) if signed_in and actor else Navigation(),
        "policy": packs.load(settings.POLICY),
        "strict": settings.STRICT,
    }
