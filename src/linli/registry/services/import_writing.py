"""Write some rows of a checked list, in sets: a fixed number of statements, each run for all rows."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base import bulk, journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.completeness import Record, completeness
from linli.registry.import_plan import (
    PLAIN,
    Change,
    Firm,
    Ground,
    Spot,
    Written,
    estate_path,
    parent,
    plan,
    told,
)
from linli.registry.models import Estate, EstateMode
from linli.registry.queries import intake
from linli.registry.queries.completeness import records
from linli.registry.services import finding, import_projects
from linli.registry.services.completeness import SYSTEM
from linli.registry.services.writing import demand
from linli.registry.terms import Mode
from linli.rules.intake.estate_rows import EstateRow
from linli.rules.pinyin import initials


@command
def write(*, actor: Actor, rows: list[EstateRow], path: str, now: datetime) -> Written:
    """Write some rows of a checked list in one transaction, with one line in the journal for each estate."""
    demand(actor, "estate.import", at=path, clause="B2")
    today = timezone.localdate(now)
    found = intake.ground(actor, rows, path=path)
    made = plan(rows, found)
    lines = import_projects.companies(made, now=now)
    lines += _create(made.fresh, found, today, now)
    lines += _change([change for change in made.changes if not change.is_empty], today, now)
    import_projects.begin(made, found, today=today, now=now)
    result = told(made)
    summary = {"created": [0, result.created], "updated": [0, result.updated - result.unchanged]}
    lines.append(journal.Line("import.rows", "registry.estate", place=path, clause="B2", change=summary))
    journal.write_lines(actor=actor, lines=lines, at=now)
    import_projects.let_people_in(actor, made, now=now)
    _refresh([change.estate.pk for change in made.changes if not change.is_empty], today)
    return result


@dataclass(slots=True)
class Fresh:
    """A new estate on its way in. code and path are given here; pk comes back from the database"""

    row: EstateRow
    firm: Firm | None
    spot: Spot
    code: str
    path: str
    since: date
    initials: str


def _create(
    fresh: list[tuple[EstateRow, Firm | None]], found: Ground, today: date, now: datetime
) -> list[journal.Line]:
    if not fresh:
        return []
    entries = [_fresh(row, one, found, today) for row, one in fresh]
    bulk.insert(
        Place,
        ("code", "name", "short", "level", "path", "parent", "since"),
        ((e.code, e.row.name, e.row.name, Level.ESTATE.value, e.path, e.spot.pk, e.since) for e in entries),
    )
    codes = [entry.code for entry in entries]
    places = dict(Place.objects.filter(code__in=codes, level=Level.ESTATE).values_list("path", "pk"))
    bulk.insert(
        Estate,
        (
            "code", "name", "folded", "initials", "place", "path", "mode", *PLAIN,
            "completeness", "created_at", "updated_at",
        ),
        (
            (
                e.code, e.row.name, e.row.key[:100], e.initials, places[e.path], e.path,
                e.row.mode, *(getattr(e.row, name) for name in PLAIN), _percent(e), now, now,
            )
            for e in entries
        ),
    )  # fmt: skip
    keys = dict(Estate.objects.filter(code__in=codes).values_list("code", "pk"))
    finding.index((keys[e.code], e.row.key[:100], e.initials) for e in entries)
    modes = ((keys[e.code], e.row.mode, e.since) for e in entries)
    bulk.insert(EstateMode, ("estate", "mode", "since"), modes)
    for entry in entries:
        found.entered[entry.row.row] = keys[entry.code]
    return [_line("estate.import", keys[e.code], e.path, _shown(e.row)) for e in entries]


def _fresh(row: EstateRow, one: Firm | None, found: Ground, today: date) -> Fresh:
    spot = parent(row, found)
    found.last[spot.code] = found.last.get(spot.code, 0) + 1
    code = f"{spot.code}-{found.last[spot.code]:03d}"
    since = min(row.contract_start, today) if row.contract_start else today
    return Fresh(row, one, spot, code, estate_path(spot, code), since, initials(row.name)[:100])


def _shown(row: EstateRow) -> dict[str, Any]:
    names = ("name", "mode", *PLAIN)
    found = {name: getattr(row, name) for name in names if getattr(row, name) not in (None, "")}
    return {name: [None, str(value) if name == "floor_area" else value] for name, value in found.items()}


@functools.lru_cache(maxsize=4096)
def _percent_of(record: Record) -> int:
    return completeness(record).percent


def _percent(entry: Fresh) -> int:
    row, market = entry.row, entry.firm is not None
    signed = row.contract_start is not None
    known = frozenset(name for name in PLAIN if getattr(row, name) not in (None, ""))
    uscc = bool(entry.firm and entry.firm.uscc)
    return _percent_of(
        Record(mode=row.mode, known=known, company=market, uscc=uscc, contract=market and signed)
    )


def _change(changes: list[Change], today: date, now: datetime) -> list[journal.Line]:
    """Write the plain values, the new ways of service and the moves of estates on record."""
    for change in changes:
        for name, value in change.fields.items():
            change.fields[name] = [getattr(change.estate, name), value]
            setattr(change.estate, name, value)
    bulk.update(
        Estate,
        (*PLAIN, "updated_at"),
        ((*(getattr(c.estate, name) for name in PLAIN), now, c.estate.pk) for c in changes),
    )
    _modes([change for change in changes if change.mode], today)
    moved = [(change, estate_path(change.to, change.estate.code)) for change in changes if change.to]
    bulk.update(Place, ("path", "parent"), ((path, c.to.pk, c.estate.place_id) for c, path in moved if c.to))
    bulk.update(Estate, ("path",), ((path, c.estate.pk) for c, path in moved))
    lines = []
    for change in changes:
        shown = dict(change.fields)
        if change.mode:
            shown["mode"] = [change.estate.mode, change.mode]
        path = change.estate.path
        if change.to:
            path = estate_path(change.to, change.estate.code)
            shown["path"] = [change.estate.path, path]
        verb = "estate.move" if change.to else "estate.import"
        lines.append(_line(verb, change.estate.pk, path, shown))
    return lines


def _modes(changes: list[Change], today: date) -> None:
    keys = [change.estate.pk for change in changes]
    current = EstateMode.objects.filter(estate__in=keys, until__isnull=True)
    fresh_today = set(current.filter(since__gte=today).values_list("estate_id", flat=True))
    current.filter(since__lt=today).update(until=today)
    for mode in Mode.values:
        same_day = [c.estate.pk for c in changes if c.mode == mode and c.estate.pk in fresh_today]
        EstateMode.objects.filter(estate__in=same_day, until__isnull=True).update(mode=mode)
    rest = [change for change in changes if change.estate.pk not in fresh_today]
    bulk.insert(EstateMode, ("estate", "mode", "since"), ((c.estate.pk, c.mode, today) for c in rest))
    bulk.update(Estate, ("mode",), ((c.mode, c.estate.pk) for c in changes))


def _refresh(keys: list[int], today: date) -> None:
    found = records(SYSTEM, Estate.objects.filter(pk__in=keys), today=today)
    bulk.update(Estate, ("completeness",), ((_percent_of(record), key) for key, record in found.items()))


def _line(verb: str, key: int, path: str, change: dict[str, Any]) -> journal.Line:
    return journal.Line(verb, "registry.estate", str(key), path, "B2", change=change)
