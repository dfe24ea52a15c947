"""What a stranger's address or our own failure looks like: words, never a traceback."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from linli.kernel.errors import NoSuch


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    error = NoSuch(
        "没有这一页，或者它不归您查看。请检查地址，或从首页重新进入。",
        "There is no such page, or it is not yours to see. Check the address or start from the home page.",
    )
    return render(request, "refused.html", {"error": error, "status": 404}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer our own failure without a query or a context processor, which may be what failed."""
    request_id = getattr(request, "request_id", "")
    return HttpResponse(render_to_string("broken.html", {"request_id": request_id}), status=500)
