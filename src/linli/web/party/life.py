"""What the pages of party life share: the pack's limits, the ways down, days and periods in addresses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.kernel.actor import Actor
from linli.kernel.period import Period, parse, year_of
from linli.party.queries import activities
from linli.rules import packs
from linli.rules.party_life import oldest_that_holds
from linli.web.registry.writing import Writing

if TYPE_CHECKING:
    from linli.party.models import Organisation

Crumbs = tuple[tuple[str, str], ...]
VIEW = "party.view"


def oldest(limit: str, today: date) -> date:
    """Return the earliest day a check may be of to count today, by the pack's limit of that name."""
    found = packs.load(settings.POLICY).deadlines[limit]
    return oldest_that_holds(today, count=found.count, unit=found.unit)


def limit_of(name: str) -> Any:
    """Return a limit of the pack, to be shown beside what it decides."""
    return packs.load(settings.POLICY).deadlines[name]


def asked(request: Request, *names: str) -> dict[str, str]:
    """Read the filter of a list from the address."""
    return {name: request.GET.get(name, "").strip()[:160] for name in names}


def number(text: str) -> int | None:
    """Read a key from an address; None if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def day_asked(text: str, default: date) -> date:
    """Read a day, or a month such as 2026-03, from an address."""
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return default


def period_asked(text: str, today: date) -> Period:
    """Read the code of a period from an address; this year if it is none."""
    try:
        return parse(text)
    except ValueError:
        return year_of(today)


def mine(actor: Actor, today: date) -> list[Organisation]:
    """Return the first few organisations the actor may record for."""
    return list(activities.recordable(actor, today=today)[:60])


def shelf(actor: Actor, home: str) -> str:
    """Return the place pictures are kept at: `home`, or the actor's own where he reads only that."""
    return home if actor.may("company.view", at=home) else actor.place


def crumbs(name: str, words: str, *more: tuple[str, str]) -> Crumbs:
    """Return the way down to a page below the list `name`."""
    return ((reverse(f"party:{name}"), words), *more)


def writing(
    title: str,
    button: str,
    clauses: str,
    *,
    way: Crumbs,
    back: str = "",
    lede: str = "",
    done: str = "",
    risk: bool = False,
) -> Writing:
    """Return the frame of a form; from it one goes back to `back`, or to the end of the way."""
    return Writing(
        title=title,
        back=back or way[-1][0],
        button=button,
        clauses=clauses,
        lede=lede,
        done=done,
        risk=risk,
        crumbs=way,
    )


def calendar_crumbs(organisation: Organisation | None = None) -> Crumbs:
    """Return the way down from the calendar, of one organisation if there is one."""
    home = reverse("party:calendar")
    if organisation is None:
        return ((home, gettext("党建日历")),)
    return ((home, gettext("党建日历")), (f"{home}?organisation={organisation.pk}", organisation.name))
