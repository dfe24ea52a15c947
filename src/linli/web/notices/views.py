"""One's own messages: what came, what is unread, and whether they come by e-mail too."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from linli.doors.http import Request
from linli.notices.queries import notices as queries
from linli.notices.services import notices as services
from linli.people.queries import people
from linli.web.pages import page_for, show


@require_GET
@page_for("desk.open", clauses=["A3"])
def inbox(request: Request) -> HttpResponse:
    rows = queries.inbox(request.actor)
    context = {
        "rows": rows,
        "unread": sum(row.read_at is None for row in rows),
        "mail": bool(settings.MAIL_SERVER),
        "wants_mail": queries.wants_mail(request.actor),
        "email": people.own(request.actor).email,
        "may_manage": request.actor.may_somewhere("notice.manage"),
    }
    return show(request, "notices/inbox.html", context)


@require_POST
@page_for("desk.open", clauses=["A3"])
def follow(request: Request, pk: int) -> HttpResponseBase:
    """Note that it was read and go where it leads. A POST, since a GET never writes."""
    notice = queries.notice(request.actor, pk=pk)
    services.read(actor=request.actor, now=timezone.now(), pk=notice.pk)
    return redirect(notice.href or "desk:today")


@require_POST
@page_for("desk.open", clauses=["A3"])
def read(request: Request) -> HttpResponseBase:
    services.read(actor=request.actor, now=timezone.now())
    return redirect("notices:inbox")


@require_POST
@page_for("desk.open", clauses=["A3"])
def mail(request: Request) -> HttpResponseBase:
    wanted = request.POST.get("wanted") == "1"
    services.choose_mail(actor=request.actor, now=timezone.now(), wanted=wanted)
    messages.success(
        request, gettext("已开启，每天早上发一封。") if wanted else gettext("已关闭，不再发邮件。")
    )
    return redirect("notices:inbox")
