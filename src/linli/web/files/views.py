"""Uploads on their way out: never by path, always through the row's own permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from linli.base import files
from linli.doors.http import Request
from linli.web.pages import page_for

if TYPE_CHECKING:
    from linli.base.models import StoredFile


@require_GET
@page_for("")
def file(request: Request, pk: int) -> HttpResponseBase:
    return _send(request, files.stored(request.actor, pk=pk), small=False)


@require_GET
@page_for("")
def small(request: Request, pk: int) -> HttpResponseBase:
    return _send(request, files.stored(request.actor, pk=pk), small=True)


def _send(request: Request, row: StoredFile, *, small: bool) -> HttpResponseBase:
    """Send pictures to look at and documents to keep; a browser may hold them, a shared cache may not."""
    tag = f'"{row.sha256[:32]}{"-s" if small and row.width else ""}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    picture = row.media_type.startswith("image/")
    response = FileResponse(
        files.path(row, small=small).open("rb"), as_attachment=not picture, filename=row.name
    )
    response["Content-Type"] = "image/jpeg" if small and row.width else row.media_type
    response["ETag"] = tag
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
