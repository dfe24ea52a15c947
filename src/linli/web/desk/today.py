"""Everybody's first page after signing in: one sentence that says how things stand, then what to do."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from linli.assessment.terms import Todo
from linli.doors.http import Request
from linli.people.terms import Role
from linli.publication.queries import results
from linli.publication.queries import today as queries
from linli.web.pages import page_for, show


@require_GET
@page_for("desk.open")
def today(request: Request) -> HttpResponse:
    now = timezone.now()
    day = queries.day(request.actor, now=now)
    first = day.first
    context = {
        "name": getattr(request.user, "name", ""),
        "today": timezone.localdate(now),
        "day": day,
        "first": _line(first, timezone.localdate(now)) if first else None,
        "groups": _groups(day, timezone.localdate(now)),
        "area": queries.area(request.actor) if request.actor.may_somewhere("estate.view") else None,
        "latest": results.latest(request.actor),
        "stands": request.actor.role in (Role.COMPANY, Role.COMMITTEE),
        "manages_users": request.actor.may_somewhere("user.manage"),
    }
    return show(request, "desk/today.html", context)


def _groups(day: queries.Day, on: object) -> list[dict[str, object]]:
    named = (("late", day.late), ("today", day.today), ("week", day.week), ("later", day.later))
    return [{"key": key, "lines": [_line(line, on) for line in lines]} for key, lines in named if lines]


def _line(line: Todo, on: object) -> dict[str, object]:
    days = (line.due - on).days if line.due else None  # type: ignore[operator]
    tone = "late" if days is not None and days < 0 else line.tone
    return {
        "line": line,
        "href": _href(line),
        "tone": "wait" if days == 0 else tone,
        "late_by": -days if days is not None and days < 0 else 0,
        "is_today": days == 0,
    }


def _href(line: Todo) -> str:
    found = reverse(line.url, kwargs=dict(line.args))
    return f"{found}?{urlencode(line.query)}" if line.query else found
