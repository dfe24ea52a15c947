"""The tree of places, and reading a new table of divisions."""

from __future__ import annotations

import base64
import binascii

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from linli.doors.http import Request
from linli.kernel import place as paths
from linli.kernel.errors import DomainError, Refused
from linli.people.divisions import table
from linli.people.queries import places as queries
from linli.people.services import places as services
from linli.web.administration.forms import UploadForm
from linli.web.forms import put
from linli.web.pages import page_for, show

MANAGE = "place.manage"
SHOWN = 60  # of each kind of change in a preview


@require_GET
@page_for(MANAGE)
def places(request: Request) -> HttpResponse:
    """Show one place, what lies right below it, and who is posted there."""
    today, at = timezone.localdate(), request.GET.get("at", "").replace("\0", "")
    place = queries.place(request.actor, path=at) if at else None
    trail = paths.chain(at)[:-1] if at else ()
    names = queries.by_path(request.actor, listed=trail)
    context = {
        "place": place,
        "trail": [(path, names.get(path, path)) for path in trail],
        "children": queries.children(request.actor, path=at or "/"),
        "posted": queries.posted(request.actor, place=place, on=today) if place else [],
        "names": queries.names(request.actor, place=place) if place else [],
        "today": today,
    }
    return show(request, "administration/places.html", context)


@require_http_methods(["GET", "POST"])
@page_for(MANAGE)
def load(request: Request) -> HttpResponse:
    """Upload a table, see what it would change, accept it; the table travels with the page."""
    form, context, status = UploadForm(), {}, 200
    if request.method == "POST":
        try:
            raw = uploaded(request)
            if "accept" in request.POST:
                return _accept(request, raw)
            context = _preview(request, raw)
        except DomainError as error:
            form, status = UploadForm(request.POST, request.FILES), 422
            put(error, form)
        status = 422 if context.get("faults") else status
    return show(
        request, "administration/places_import.html", {"form": form, "preview": context}, status=status
    )


def uploaded(request: Request) -> bytes:
    """Return the file of an upload, or of the page that showed its preview.

    :raises Refused: if there is none
    """
    sent = request.FILES.get("file")
    if sent is not None:
        return bytes(sent.read())
    try:
        raw = base64.b64decode(request.POST.get("kept", ""), validate=True)
    except binascii.Error:
        raw = b""
    if not raw:
        raise Refused("请选择文件。", "Choose a file.", fields=("file",))
    return raw


def _preview(request: Request, raw: bytes) -> dict[str, object]:
    read = table.parse(raw)
    if read.faults:
        return {"faults": read.faults[:200], "count": len(read.faults)}
    plan = queries.plan(request.actor, read.units)
    return {
        "plan": plan,
        "created": plan.created[:SHOWN],
        "renamed": plan.renamed[:SHOWN],
        "ended": plan.ended[:SHOWN],
        "kept": base64.b64encode(raw).decode(),
    }


def _accept(request: Request, raw: bytes) -> HttpResponse:
    done = services.import_divisions(actor=request.actor, raw=raw, now=timezone.now())
    said = gettext("新增 %(created)d 处，改名 %(renamed)d 处，撤销 %(ended)d 处。") % {
        "created": done.created,
        "renamed": done.renamed,
        "ended": done.ended,
    }
    messages.success(request, said)
    return redirect("administration:places")
