"""The working days this installation counts by: those that come with the product, and those loaded since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from linli.base import journal
from linli.base.command import command
from linli.base.models import CalendarDay, Option
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.workdays import Day, Workdays
from linli.rules import calendars

VERSION = "calendar_version"  # a digest of what was loaded: two installations alike count alike


def workdays() -> Workdays:
    """Return the calendar in use: one small query; the days are read again only after a year was loaded."""
    return _loaded(str(Option.read(VERSION, "")))


@lru_cache(maxsize=4)
def _loaded(version: str) -> Workdays:
    found = calendars.builtin()
    if not version:
        return found
    rows = [Day(row.on, row.workday, row.festival) for row in CalendarDay.objects.order_by("on")]
    for year in sorted({row.on.year for row in rows}):
        found = found.announce([row for row in rows if row.on.year == year], year=year)
    return found


@command
def load_year(*, actor: Actor, year: int, days: Iterable[Day], now: datetime) -> None:
    """Take over the announced calendar of a year, in place of what was there for it.

    days: of that year; only those that differ from the weekday rule are needed

    :raises NotAllowed: if the actor may not change settings
    :raises Refused: if there is no day, or one of another year
    """
    if not actor.everywhere and not actor.may_somewhere("setting.manage"):
        raise NotAllowed("您不能改日历。", "You may not change the calendar.")
    rows = {day.on: day for day in days}
    strange = sorted(on for on in rows if on.year != year)
    if strange or not rows:
        raise Refused(
            f"{year} 年的日历里有别的年份：{strange[0]}。" if strange else "日历是空的。",
            f"The calendar of {year} holds {strange[0]}." if strange else "The calendar is empty.",
            fields=("file",),
        )
    before = Option.read(VERSION, "")
    CalendarDay.objects.filter(on__year=year).delete()
    CalendarDay.objects.bulk_create(
        [CalendarDay(on=day.on, workday=day.workday, festival=day.festival[:40]) for day in rows.values()],
        batch_size=400,
    )
    version = _digest()
    Option.objects.update_or_create(key=VERSION, defaults={"value": version})
    off = sum(not day.workday for day in rows.values())
    change = {
        "year": [None, year],
        "days": [0, len(rows)],
        "days_off": [0, off],
        "version": [before, version],
    }
    line = journal.Line("calendar.load", "base.calendarday", key=str(year), place=actor.place, change=change)
    journal.write_lines(actor=actor, lines=[line], at=now)


def _digest() -> str:
    rows = CalendarDay.objects.order_by("on").values_list("on", "workday", "festival")
    return hashlib.sha256(
        "\n".join(f"{on} {workday} {name}" for on, workday, name in rows).encode()
    ).hexdigest()


def years(actor: Actor, *, around: date) -> list[dict[str, object]]:
    """Return the years from last to the year after next: announced or not, and their working days."""
    found = workdays()
    return [
        {
            "year": year,
            "announced": year in found.published,
            "workdays": found.count_between(date(year - 1, 12, 31), date(year, 12, 31)),
            "loaded": CalendarDay.objects.filter(on__year=year).exists(),
        }
        for year in range(around.year - 1, around.year + 3)
    ]
