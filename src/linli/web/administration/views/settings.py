"""Choices of the installation: second factor, calendar; and the permission table to look at."""

from __future__ import annotations

import base64

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base import calendar, options
from linli.base.tables import reading
from linli.doors.http import Request
from linli.kernel.errors import DomainError
from linli.people import second_factor, throttling
from linli.people.roles import PERMISSIONS
from linli.people.terms import Role
from linli.rules.calendars.table import Calendar, parse_calendar
from linli.web.administration import words
from linli.web.administration.forms import UploadForm
from linli.web.administration.views.places import uploaded
from linli.web.forms import put
from linli.web.pages import page_for, show

MANAGE = "setting.manage"


@require_GET
@page_for(MANAGE)
def settings(request: Request) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "roles": [(value, label, value in second_factor.roles()) for value, label in Role.choices],
        "years": calendar.years(request.actor, around=today),
        "today": today,
        "facts": [
            (gettext("离开多久自动退出"), gettext("%d 分钟") % (django_settings.SESSION_IDLE_SECONDS // 60)),
            (gettext("连续输错密码"), gettext("%d 次锁 15 分钟") % throttling.FAILURES),
            (gettext("评分细则"), django_settings.POLICY),
            (gettext("操作记录的指纹算法"), django_settings.JOURNAL_HASH.upper()),
            (gettext("演示数据"), gettext("是") if options.is_demo() else gettext("否")),
        ],
    }
    return show(request, "administration/settings.html", context)


@require_POST
@page_for(MANAGE)
def second_factor_roles(request: Request) -> HttpResponse:
    chosen = [role for role in Role.values if role in request.POST.getlist("role")]
    options.choose(actor=request.actor, key=second_factor.OPTION, value=chosen, now=timezone.now())
    messages.success(request, gettext("已保存。这些岗位的人下次登录时设置第二重验证。"))
    return redirect("administration:settings")


@require_http_methods(["GET", "POST"])
@page_for(MANAGE)
def load_calendar(request: Request) -> HttpResponse:
    """Upload the table of a year, look at it, accept it. The table travels with the page, nothing is kept."""
    form, found, kept, status = UploadForm(), None, "", 200
    if request.method == "POST":
        try:
            raw = uploaded(request)
            name = request.POST.get("name") or str(getattr(request.FILES.get("file"), "name", ""))
            found = _read(raw, name)
            if "accept" in request.POST and not found.faults:
                return _accept(request, found)
            kept = base64.b64encode(raw).decode()
        except DomainError as error:
            form, found, status = UploadForm(request.POST, request.FILES), None, 422
            put(error, form)
        status = 422 if found and found.faults else status
    context = {"form": form, "found": found, "kept": kept, "name": "", "months": words.months(found)}
    if found:
        context["name"] = name
    return show(request, "administration/calendar.html", context, status=status)


def _read(raw: bytes, name: str) -> Calendar:
    sheet = reading.read(raw, name)
    return parse_calendar(sheet.rows, epoch=sheet.epoch)


def _accept(request: Request, found: Calendar) -> HttpResponse:
    calendar.load_year(actor=request.actor, year=found.year, days=found.days, now=timezone.now())
    messages.success(request, gettext("%d 年的日历已启用，期限从现在起按它计算。") % found.year)
    return redirect("administration:settings")


@require_GET
@page_for("desk.open")
def permissions(request: Request) -> HttpResponse:
    """Show the whole permission table on one screen; it is no secret."""
    rows = [
        (permission, words.PERMISSIONS.get(permission, permission), [role in holders for role in Role.values])
        for permission, holders in PERMISSIONS.items()
    ]
    mine = {grant.permission for grant in request.actor.grants}
    context = {"roles": Role.choices, "rows": rows, "mine": mine}
    return show(request, "administration/permissions.html", context)
