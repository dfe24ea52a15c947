"""The duties of an area in a period, counted and ready to be judged: a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.base import calendar
from linli.duties.queries import events, subjects
from linli.duties.queries.areas import Area
from linli.duties.queries.deeds import BY_KEY, KEYED, Tally, months, tallied
from linli.duties.queries.lasting import Held, held
from linli.duties.sheets import Cell, Figures, Sheet, Subject, merged
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.kernel.workdays import Workdays
from linli.rules.duties.judging import Deed, after_event, in_force
from linli.rules.duties.model import LASTING, Duties, Duty
from linli.rules.duties.windows import deadline, due_after, windows

NOTHING = Duties()
ROWED = LASTING | {"headcount.report"}  # verbs whose own rows are read, since they say whose they are
PLACED = ("community", "subdistrict", "district")  # what is done below counts for them
LIVING: dict[str, Callable[..., list[subjects.Traited]]] = {
    "organisation": subjects.organisations,
    "company": subjects.companies,
    "instructor": subjects.instructors,
    "mandate": subjects.mandates,
}


@dataclass(slots=True)
class Book:
    """The sheets of an area in a period, one for each duty. partial: as the pack reads it"""

    area: Area
    period: Period
    today: date
    partial: bool
    sheets: list[Sheet]

    def figures(self) -> dict[str, Figures]:
        """Return how each duty stands, by its id."""
        return {
            sheet.duty.id: sheet.figures(self.today, partial=self.partial)
            if sheet.duty.every != "any"
            else Figures(deeds=sheet.deeds)
            for sheet in self.sheets
        }

    def cells(self) -> Iterator[Cell]:
        """Yield every obligation, duty by duty."""
        for sheet in self.sheets:
            yield from sheet.cells(self.today, partial=self.partial)


@dataclass(slots=True)
class _Ground:
    """What is read once for all sheets."""

    actor: Actor
    area: Area
    period: Period
    today: date
    workdays: Workdays
    began: date
    by_kind: dict[str, list[subjects.Traited]] = field(default_factory=dict)
    by_modes: dict[frozenset[str], list[Subject]] = field(default_factory=dict)
    rows: dict[str, list[Held]] = field(default_factory=dict)
    owners: frozenset[int] | None = None
    places: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day on which what lasts must be in force: the period's last, or today while it runs."""
        return min(self.today, self.period.last_day)

    def subjects(self, duty: Duty) -> list[Subject]:
        if duty.subject == "estate":
            return self._estates(duty)
        if duty.subject not in self.by_kind:
            self.by_kind[duty.subject] = LIVING[duty.subject](self.actor, self.area, self.period)
        return [subject for subject, traits in self.by_kind[duty.subject] if duty.asks(traits)]

    def _estates(self, duty: Duty) -> list[Subject]:
        if duty.only not in self.by_modes:
            if "estate" not in self.by_kind:
                self.by_kind["estate"] = subjects.estates(self.actor, self.area, self.period)
            self.by_modes[duty.only] = merged(self.by_kind["estate"], duty.only)
        found = self.by_modes[duty.only]
        if "has_owners_committee" in duty.needs:
            if self.owners is None:
                self.owners = subjects.with_owners(self.actor, self.area, on=self.day)
            found = [subject for subject in found if subject.key in self.owners]
        return found

    def held(self, duty: Duty) -> Iterator[Held]:
        for verb in duty.met_by:
            if verb not in self.rows:
                self.rows[verb] = list(held(self.actor, verb, self.area))
            yield from (each for each in self.rows[verb] if duty.kind in ("", each.kind))


def book(
    actor: Actor, rules: Iterable[Duty], *, area: Area, period: Period, today: date, named: bool = False,
    by: Duties = NOTHING,
) -> Book:  # fmt: skip
    """Return the duties `rules` of an area in a period: at most 28 statements, whatever the area's size.

    period: of whole months; named: say the last deed of each obligation as well; by: the pack's readings
    """
    asked = tuple(rules)
    ground = _Ground(actor, area, period, today, calendar.workdays(), by.since or date.min)
    placed, ground.places = subjects.places(actor, area, period)
    ground.by_kind.update(placed)
    ground.moved = subjects.moves(actor, area)
    sheets = [_sheet(duty, ground, named) for duty in asked]
    _count(sheets, ground, named)
    return Book(area, period, today, by.partial, sheets)


def _sheet(duty: Duty, ground: _Ground, named: bool) -> Sheet:
    if duty.every == "any":
        return Sheet(duty, [])
    if duty.every in ("within", "own_due", "term"):
        return _once(duty, ground)
    found = Sheet(duty, ground.subjects(duty))
    if duty.every == "once":
        _lasting(found, ground)
        return found
    begun = windows(duty.every, ground.period, ground.today)
    found.windows = tuple(window for window in begun if window.end > ground.began)
    found.dues = tuple(deadline(window, duty.grace, ground.workdays) for window in found.windows)
    found.open_windows(named=named)
    if _is_rowed(duty):
        _dated(found, ground)
    return found


def _is_rowed(duty: Duty) -> bool:
    return bool(duty.kind) or not ROWED.isdisjoint(duty.met_by)


def _once(duty: Duty, ground: _Ground) -> Sheet:
    """Judge what is asked once of each row: a contract, a resolution, a term."""
    if duty.every == "term":
        found = events.terms(ground.actor, ground.area, ground.period, ahead=duty.count)
    else:
        found = events.SOURCES[duty.subject](ground.actor, ground.area, ground.period)
    sheet = Sheet(duty, found)
    for at, subject in enumerate(found):
        start = subject.start or ground.period.start
        due = subject.due or due_after(start, duty.count, duty.unit, ground.workdays)
        deeds = [Deed(subject.done, subject.key)] if subject.done else []
        sheet.outcomes.append(after_event(start, deeds, due=due, today=ground.today))
        if subject.done:
            sheet.records[at] = f"{ROW_OF[subject.kind]}:{subject.key}"
            sheet.deeds += 1
    return sheet


ROW_OF = {
    "contract": "registry.contract",
    "owners_committee": "registry.ownerscommittee",
    "meeting": "tripartite.meeting",
    "resolution": "tripartite.resolution",
    "plan": "party.plan",
}


def _lasting(sheet: Sheet, ground: _Ground) -> None:
    """Judge what must be in force, on the last day of the period or today."""
    duty, by_subject = sheet.duty, _by_subject(sheet, ground)
    for at, subject in enumerate(sheet.subjects):
        found = by_subject.get(at, [])
        since = max(subject.since or ground.period.start, ground.began)
        due = due_after(since, duty.count, duty.unit, ground.workdays)
        outcome = in_force(
            ground.day,
            [each.deed for each in found],
            since=subject.since,
            until=subject.until,
            due=due,
            today=ground.today,
        )
        sheet.outcomes.append(outcome)
        if outcome.by:
            by = next(each for each in found if each.deed == outcome.by)
            sheet.records[at] = f"{by.model}:{by.deed.key}"
            sheet.deeds += 1


def _by_subject(sheet: Sheet, ground: _Ground) -> dict[int, list[Held]]:
    kind = sheet.duty.subject
    index: dict[Any, list[int]] = {}
    for at, subject in enumerate(sheet.subjects):
        index.setdefault(("place", subject.place) if kind in PLACED else (kind, subject.key), []).append(at)
    found: dict[int, list[Held]] = {}
    for each in ground.held(sheet.duty):
        for of in _owners(each, kind):
            for at in index.get(of, ()):
                found.setdefault(at, []).append(each)
    return found


def _owners(each: Held, kind: str) -> Iterable[Any]:
    if kind in PLACED and each.of[0] == "place":
        return [("place", path) for path in paths.chain(each.of[1])]
    return [each.of]


def _dated(sheet: Sheet, ground: _Ground) -> None:
    """Count rows by their day, where the journal does not say what they are."""
    for at, found in _by_subject(sheet, ground).items():
        for each in found:
            for number, window in enumerate(sheet.windows):
                if window.contains(each.deed.on):
                    sheet.count(at, number, 1, day=each.deed.on.toordinal())
                    sheet.records[at * len(sheet.windows) + number] = f"{each.model}:{each.deed.key}"


def _count(sheets: list[Sheet], ground: _Ground, named: bool) -> None:
    """Count the journal's deeds into every sheet: one statement for each length of time that is asked for."""
    wanted: dict[str, list[tuple[Sheet, Period]]] = {}
    for sheet in sheets:
        if span := _span(sheet, ground.period):
            for verb in sheet.duty.met_by:
                wanted.setdefault(verb, []).append((sheet, span))
    by_span: dict[Period, list[str]] = {}
    for verb, asking in wanted.items():
        whole = Period(min(span.start for _, span in asking), max(span.end for _, span in asking))
        by_span.setdefault(whole, []).append(verb)
    for span, verbs in by_span.items():
        _count_span(span, {verb: [sheet for sheet, _ in wanted[verb]] for verb in verbs}, ground, named)


def _span(sheet: Sheet, period: Period) -> Period | None:
    """Return the time whose deeds a sheet wants from the journal, None if it wants none."""
    if sheet.duty.every == "any":
        return period
    if not sheet.windows or _is_rowed(sheet.duty):
        return None
    return Period(sheet.windows[0].start, sheet.windows[-1].end)


def _count_span(span: Period, wanted: dict[str, list[Sheet]], ground: _Ground, named: bool) -> None:
    calendar_months = months(ground.actor, span)
    inside = [month.overlaps(ground.period) for month in calendar_months]
    made: dict[str, Callable[[Tally], None]] = {}
    targets: dict[str, list[Callable[[Tally], None]]] = {}
    for verb, sheets in wanted.items():
        for sheet in sheets:
            if sheet.duty.id not in made:
                shown = sheet.duty.every == "any"
                made[sheet.duty.id] = (
                    _showing(sheet, inside) if shown else _counting(sheet, calendar_months, ground.moved)
                )
            targets.setdefault(verb, []).append(made[sheet.duty.id])
    found = tallied(
        ground.actor,
        ground.area,
        verbs=targets.keys(),
        span=span,
        places=ground.places,
        own=_own(ground),
        moved=ground.moved.keys(),
        named=named,
    )
    for tally in found:
        for count in targets[tally.verb]:
            count(tally)


def _own(ground: _Ground) -> dict[str, list[int]]:
    """Return the organisations and instructors of an area of estates: their lines lie above it."""
    if not ground.area.is_of_estates:
        return {}
    kinds = {"organisation", "instructor"} & ground.by_kind.keys()
    return {kind: [subject.key for subject, _ in ground.by_kind[kind]] for kind in sorted(kinds)}


def _counting(sheet: Sheet, calendar_months: list[Period], moved: dict[str, str]) -> Callable[[Tally], None]:
    """Return what counts a tally into a sheet, by key, by place, or by every place above."""
    into = [
        next((n for n, window in enumerate(sheet.windows) if window.contains(month.start)), -1)
        for month in calendar_months
    ]
    kind = sheet.duty.subject
    by_key = kind in KEYED and BY_KEY.issuperset(sheet.duty.met_by)
    index: dict[str, list[int]] = {}
    for at, subject in enumerate(sheet.subjects):
        index.setdefault(str(subject.key) if by_key else subject.place, []).append(at)

    def count(tally: Tally) -> None:
        window = into[tally.month]
        if window < 0:
            return
        day = tally.day.toordinal() if tally.day else 0
        place = moved.get(tally.place, tally.place)
        where = (tally.key,) if by_key else paths.chain(place) if kind in PLACED else (place,)
        for name in where:
            for at in index.get(name, ()):
                sheet.count(at, window, tally.number, day=day, line=tally.line)

    return count


def _showing(sheet: Sheet, inside: list[bool]) -> Callable[[Tally], None]:
    def count(tally: Tally) -> None:
        if inside[tally.month]:
            sheet.deeds += tally.number

    return count
