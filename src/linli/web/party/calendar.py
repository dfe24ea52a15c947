"""The month of a branch or a community, and how often instructors came (F1 F2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.kernel.period import Period
from linli.paper.columns import Column
from linli.party.queries import activities
from linli.party.queries import attendance as rates
from linli.party.queries import calendar as months
from linli.party.queries.attendance import Rate
from linli.registry.queries import estates
from linli.rules import packs
from linli.web.pages import page_for, show
from linli.web.party import life
from linli.web.registry.tables import send

WEEK = timedelta(days=7)
RATES = (
    Column("党建指导员", width=14),
    Column("企业或庭院", width=34),
    Column("应参加", "integer"),
    Column("实参加", "integer"),
    Column("参加率（%）", width=12),
)


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the month. inside: it is of this month"""

    on: date
    inside: bool
    today: bool
    entries: list[months.Entry]


@require_GET
@page_for("party.view", clauses=["F1", "H4", "S1"])
def calendar(request: Request) -> HttpResponse:
    today = timezone.localdate()
    given = life.asked(request, "at", "organisation", "month")
    own = life.mine(request.actor, today)
    organisation = _organisation(request, given, own, today)
    day = life.day_asked(given["month"], today)
    found = months.month(
        request.actor,
        day=day,
        today=today,
        duties=packs.load(settings.POLICY).duties,
        at="" if organisation is not None else given["at"] or request.actor.place,
        organisation=organisation,
    )
    context = {
        "found": found,
        "weeks": list(_weeks(found, today)),
        "days": [each for week in _weeks(found, today) for each in week if each.entries],
        "organisation": organisation,
        "may_record": organisation is not None and organisation in own,
        "own": own,
        "at": given["at"],
        "places": estates.choices(request.actor, at=given["at"]),
        "before": found.period.previous().code(),
        "after": found.period.next().code(),
        "left": sum(len(each.missing) for each in found.owed),
        "today": today,
        "here": "calendar",
    }
    return show(request, "party/calendar.html", context)


def _organisation(request: Request, given: dict[str, str], own: list[Any], today: date) -> Any:
    """Return the organisation asked for, or the only one the actor records for; None for a place."""
    key = life.number(given["organisation"])
    if key is not None:
        return next((each for each in own if each.pk == key), None) or activities.organisation_seen(
            request.actor, pk=key, today=today
        )
    return own[0] if len(own) == 1 and not given["at"] else None


def _weeks(found: months.Month, today: date) -> Iterator[list[Day]]:
    by_day: dict[date, list[months.Entry]] = {}
    for entry in found.entries:
        by_day.setdefault(entry.on, []).append(entry)
    monday = found.period.start - timedelta(days=found.period.start.weekday())
    while monday < found.period.end:
        days = (monday + timedelta(days=number) for number in range(7))
        yield [Day(on, found.period.contains(on), on == today, by_day.get(on, [])) for on in days]
        monday += WEEK


@require_GET
@page_for("party.view", clauses=["F2"])
def attendance(request: Request) -> HttpResponse:
    at, period = _asked(request)
    context = {
        "at": at,
        "places": estates.choices(request.actor, at=at),
        "period": period,
        "before": period.previous().code(),
        "after": period.next().code(),
        "rows": rates.by_instructor(request.actor, at=at, period=period),
        "units": rates.by_unit(request.actor, at=at, period=period),
        "query": request.GET.urlencode(),
        "here": "attendance",
    }
    return show(request, "party/attendance.html", context)


@require_GET
@page_for("party.view", clauses=["F2"])
def attendance_export(request: Request) -> HttpResponse:
    at, period = _asked(request)
    rows = rates.by_instructor(request.actor, at=at, period=period)
    return send(gettext("指导员参加率"), RATES, (_cells(each) for each in rows))


def _cells(rate: Rate) -> tuple[Any, ...]:
    return (rate.name, rate.unit, rate.due, rate.came, rate.percent)


def _asked(request: Request) -> tuple[str, Period]:
    given = life.asked(request, "at", "period")
    return given["at"], life.period_asked(given["period"], timezone.localdate())
