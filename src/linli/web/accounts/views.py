"""One's own account."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.web.pages import page_for, show


@require_GET
@page_for("")
def profile(request: Request) -> HttpResponse:
    return show(request, "accounts/profile.html", {})
