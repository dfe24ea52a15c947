"""Files handed out: their media types, and how an answer carries one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"


def attachment(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Answer with a file; a PDF opens in the browser, the rest is saved under its name."""
    response = HttpResponse(data, content_type=media_type)
    shown = "inline" if media_type == PDF else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{quote(name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def stream(path: Path, name: str, media_type: str) -> FileResponse:
    """Answer with a kept file, read as it is sent; a PDF opens in the browser."""
    response = FileResponse(path.open("rb"), content_type=media_type)
    shown = "inline" if media_type == PDF else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{quote(name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
