"""Files of a published round or sheet: thin views over `linli.publication.outputs`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.base import files
from linli.doors.http import Request
from linli.kernel.errors import NoSuch
from linli.publication import outputs
from linli.publication.queries import estates, filing, results
from linli.web.downloads import DOCX, PDF, XLSX, ZIP, attachment, stream
from linli.web.pages import PUBLIC, page_for, show

AT_ONCE = 300  # estates whose files are made while somebody waits; those of more are the worker's


@dataclass(frozen=True, slots=True)
class File:
    """A file on offer. name: the last part of its address."""

    name: str
    words: str | Promise
    icon: str
    media_type: str


ROUND_FILES = (
    File("scores.xlsx", _("全部得分 XLSX"), "download", XLSX),
    File("scores.csv", _("开放数据 CSV"), "download", "text/csv; charset=utf-8"),
    File("scores.json", _("开放数据 JSON"), "download", "application/json"),
    File("summary.pdf", _("汇总表 PDF"), "doc", PDF),
    File("notice.docx", _("正式通报 DOCX"), "doc", DOCX),
    File("bundle.zip", _("校验包 ZIP"), "scale", ZIP),
)
SHEET_FILES = (
    File("sheet.pdf", _("评分表 PDF"), "print", PDF),
    File("sheet.docx", _("评分表 DOCX"), "download", DOCX),
    File("bundle.zip", _("校验包"), "scale", ZIP),
)


@require_GET
@page_for(PUBLIC, clauses=["I2"])
def round_file(request: Request, code: str, name: str) -> HttpResponseBase:
    """Hand out a kept file; a small round's is made on the spot while the worker has not come to it."""
    published = results.round_(request.actor, code=code)
    file = _offered(ROUND_FILES, name)
    called = f"{code}.zip" if name == "bundle.zip" else f"{code}-{name}"
    if row := filing.kept(request.actor, published, name=name):
        return stream(files.path(row), called, file.media_type)
    if published.figures["count"] <= AT_ONCE:
        return attachment(outputs.made(published, name), called, file.media_type)
    return _wait(request, published, file)


def _wait(request: Request, published: Any, file: File) -> HttpResponse:
    """Say how far the worker is with the files of a large round."""
    context = {"round": published, "file": file, "job": filing.making(request.actor, published)}
    response = show(request, "public/making.html", context, status=202)
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@page_for(PUBLIC, clauses=["I2"])
def sheet_file(request: Request, code: str, estate: str, name: str) -> HttpResponse:
    published = results.round_(request.actor, code=code)
    sheet = results.sheet(request.actor, published, estate_code=estate)
    file = _offered(SHEET_FILES, name)
    data = outputs.sheet_file(request.actor, published, sheet, name)
    return attachment(data, f"{code}-{estate}.{name.rpartition('.')[2]}", file.media_type)


@require_GET
@page_for(PUBLIC, clauses=["I2"])
def poster(request: Request, code: str) -> HttpResponse:
    today = timezone.localdate()
    found = estates.estate(request.actor, code=code, on=today)
    address = reverse("public:estate", args=[code])
    url = (
        settings.BASE_URL.rstrip("/") + address if settings.BASE_URL else request.build_absolute_uri(address)
    )
    data = outputs.poster(found, url=url, printed=today, policy=settings.POLICY)
    return attachment(data, f"{code}-poster.pdf", PDF)


@require_GET
@page_for(PUBLIC, clauses=["S18"])
def blank_sheet(request: Request) -> HttpResponse:
    return attachment(outputs.blank_sheet(settings.POLICY), f"{settings.POLICY}.pdf", PDF)


def _offered(files: tuple[File, ...], name: str) -> File:
    for file in files:
        if file.name == name:
            return file
    raise NoSuch("没有这个文件。", "There is no such file.")
