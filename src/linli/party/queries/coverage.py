"""The two coverages: how many, which not, what is owed since when; by place and over time (A1 D2–D4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.party.models import Organisation, Plan
from linli.party.queries import counts as counting
from linli.party.queries.counts import Told
from linli.party.queries.picture import Key, Picture, SentSpan, Snapshot, TieSpan, gather
from linli.party.rulebook import rulebook
from linli.party.terms import Form, Unit
from linli.people.queries import places
from linli.registry.queries import estates as estate_queries
from linli.registry.terms import Mode
from linli.rules.coverage import Figure, due, owed_since, verdict

WHAT = ("company", "project", "estate", "courtyard", "committee")
GAPS = ("organisation", "work", "form", "unknown", "instructor")


class Figures(NamedTuple):
    """The figures of one day or one place, in the order of `WHAT`. path: "" for the whole"""

    path: str
    name: str
    day: date
    company: Figure
    project: Figure
    estate: Figure
    courtyard: Figure
    committee: Figure


@dataclass(frozen=True, slots=True)
class Planned:
    way: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is counted.

    unit, key: what covers it, "" and 0 for an estate that has neither company nor self-management
    company: of a project or an estate, the company's name; estates: of a company, how many it serves here
    due: as `rules.coverage.Due.form`; verdict: as `rules.coverage.verdict`; since: when the gap began
    """

    what: str
    unit: str
    key: int
    name: str
    code: str
    company: str
    path: str
    subdistrict: str
    community: str
    estates: int
    count: Told | None
    due: str
    clause: str
    verdict: str
    tie: TieSpan | None
    sent: SentSpan | None
    plan: Planned | None
    since: date | None

    @property
    def shown(self) -> str:
        """Return the verdict as people see it: "work" where an instructor is all that can be there yet."""
        return "work" if self.verdict == "met" and self.tie is None else self.verdict

    @property
    def worked(self) -> bool:
        return self.tie is not None or self.sent is not None


MISSING: dict[str, Callable[[Row], bool]] = {
    "": lambda row: True,
    "organisation": lambda row: row.tie is None,
    "work": lambda row: not row.worked,
    "form": lambda row: row.verdict == "other_form",
    "unknown": lambda row: bool(row.unit) and row.count is None,
    "instructor": lambda row: row.sent is None and row.unit not in ("", Unit.COMMITTEE),
    "gap": lambda row: row.verdict != "met",
}


@dataclass(frozen=True, slots=True)
class Tied:
    """How many members of companies and committees belong to organisations of the communities (J6)."""

    company_members: int
    company_tied: int
    committee_members: int
    committee_tied: int


@dataclass(frozen=True, slots=True)
class Board:
    """The page of the two coverages. whole, below: the figures; rows: what is asked for, gaps first"""

    whole: Figures
    below: list[Figures]
    rows: list[Row]
    tied: Tied


def board(actor: Actor, *, what: str, at: str = "", on: date, missing: str = "") -> Board:
    """Return figures, those of the places below, the list under one figure, and J6; eleven statements."""
    look = _look(actor, at, on)
    whole, below = _overview(actor, look.snapshot, at)
    return Board(whole, below, _listed(actor, look, what, missing), _tied(look))


def figures(actor: Actor, *, at: str = "", on: date) -> Figures:
    """Return the figures of one place on a day."""
    return _figures(gather(actor, at=at, first=on, last=on).on(on), "", "")


def overview(actor: Actor, *, at: str = "", on: date) -> tuple[Figures, list[Figures]]:
    """Return the figures of a place, and those of the places right below it; six statements."""
    return _overview(actor, gather(actor, at=at, first=on, last=on).on(on), at)


def trend(actor: Actor, *, at: str = "", on: date, months: int = 12) -> list[Figures]:
    """Return the figures at the ends of the last months and on the day itself, the oldest first.

    The same five statements whatever the number of months.
    """
    days = [*_month_ends(on, months), on]
    picture = gather(actor, at=at, first=days[0], last=on)
    return [_figures(picture.on(day), "", "") for day in days]


def rows(actor: Actor, *, what: str, at: str = "", on: date, missing: str = "") -> list[Row]:
    """Return the companies, projects, estates, courtyards or committees of a place, gaps first.

    missing: a key of `MISSING`; nine statements, however many there are
    """
    return _listed(actor, _look(actor, at, on), what, missing)


def tied(actor: Actor, *, at: str = "", on: date) -> Tied:
    """Count members, full and probationary, of companies and committees, and of those tied; nine statements.

    An organisation is a community's if it, or one above it, is a grid branch or a community's committee.
    """
    return _tied(_look(actor, at, on))


@dataclass(frozen=True, slots=True)
class _Look:
    picture: Picture
    snapshot: Snapshot
    told: dict[Key, list[Told]]


def _look(actor: Actor, at: str, on: date) -> _Look:
    picture = gather(actor, at=at, first=on, last=on)
    return _Look(picture, picture.on(on), counting.counts(actor, at=at, on=on))


def _overview(actor: Actor, snapshot: Snapshot, at: str) -> tuple[Figures, list[Figures]]:
    below: dict[str, list[int]] = defaultdict(list)
    depth = len(paths.chain(at or _root(actor, snapshot)))
    for estate in snapshot.estates.values():
        chain = paths.chain(estate.path)
        if depth < len(chain) - 1:
            below[chain[depth]].append(estate.key)
    names = places.by_path(actor, listed=list(below))
    rows = [_figures(snapshot, path, names.get(path, path), keys) for path, keys in sorted(below.items())]
    return _figures(snapshot, "", ""), rows


def _listed(actor: Actor, look: _Look, what: str, missing: str) -> list[Row]:
    picture = look.picture
    ends = {key: max(row.span.until or row.span.since for row in ties) for key, ties in picture.ties.items()}
    found = _Rows(look.snapshot, picture.companies, look.told, _plans(), ends)
    places_of = estate_queries.names(actor, {up for each in picture.estates for up in _above(each.path)})
    wanted = MISSING.get(missing, MISSING[""])
    listed = [row for row in found.rows(what, places_of) if wanted(row)]
    order = {"missing": 0, "other_form": 1, "unknown": 2, "met": 3}
    return sorted(listed, key=lambda row: (order[row.verdict], row.path, row.name))


def _tied(look: _Look) -> Tied:
    theirs = _communal()
    sums: dict[tuple[str, bool], int] = defaultdict(int)
    for what in ("company", "committee"):
        for key in look.snapshot.units(what):
            told = look.told.get(key, []) if key is not None else []
            members = told[-1].full + told[-1].probationary if told else 0
            sums[what, False] += members
            tie = look.snapshot.ties.get(key) if key is not None else None
            sums[what, True] += members if tie is not None and tie.organisation in theirs else 0
    return Tied(
        sums["company", False], sums["company", True], sums["committee", False], sums["committee", True]
    )


def _communal() -> frozenset[int]:
    parents = {pk: (form, up) for pk, form, up in Organisation.objects.values_list("pk", "form", "parent_id")}

    def is_communal(pk: int | None) -> bool:
        seen: set[int] = set()
        while pk is not None and pk not in seen:
            seen.add(pk)
            form, up = parents[pk]
            if form in (Form.GRID, Form.COMMITTEE):
                return True
            pk = up
        return False

    return frozenset(pk for pk in parents if is_communal(pk))


def _plans() -> dict[Key, Planned]:
    open_now = Plan.objects.filter(done_on__isnull=True)
    return {
        (unit, company or estate): Planned(way, due_on)
        for unit, company, estate, way, due_on in open_now.values_list(
            "unit", "company_id", "estate_id", "way", "due_on"
        )
    }


@dataclass(frozen=True, slots=True)
class _Rows:
    snapshot: Snapshot
    companies: dict[int, str]
    told: dict[Key, list[Told]]
    plans: dict[Key, Planned]
    ends: dict[Key, date]

    def rows(self, what: str, names: dict[str, tuple[str, str]]) -> Iterator[Row]:
        for unit, estate in self._things(what):
            yield self._row(what, unit, estate, names)

    def _things(self, what: str) -> Iterator[tuple[Key | None, int]]:
        """Yield each thing with its unit and the estate where it is, of a company the first."""
        snapshot = self.snapshot
        if what == "company":
            yield from (((str(Unit.COMPANY), key), min(at)) for key, at in snapshot.companies.items())
        elif what == "committee":
            yield from (((str(Unit.COMMITTEE), key), key) for key in snapshot.committees)
        elif what == "project":
            yield from (((str(Unit.COMPANY), company), key) for key, company in snapshot.serving.items())
        else:
            for key, estate in snapshot.estates.items():
                if what == "estate" or estate.mode == Mode.SELF:
                    yield snapshot.unit_of(key), key

    def _row(self, what: str, unit: Key | None, at: int, names: dict[str, tuple[str, str]]) -> Row:
        estate, snapshot = self.snapshot.estates[at], self.snapshot
        told = self.told.get(unit, []) if unit else []
        tie, sent = (snapshot.ties.get(unit), snapshot.sent.get(unit)) if unit else (None, None)
        kind = self._kind(unit, estate.mode)
        owed = due(rulebook(), kind, told[-1].full if told else None) if unit else None
        judged = verdict(owed, tie and tie.tie, instructed=sent is not None) if owed else "missing"
        company = self.companies.get(snapshot.serving.get(at, 0), "")
        above = {names[up][0]: names[up][1] for up in _above(estate.path) if up in names}
        return Row(
            what=what,
            unit=unit[0] if unit else "",
            key=unit[1] if unit else 0,
            name=company if what == "company" else estate.name,
            code=estate.code,
            company=company,
            path=estate.path,
            subdistrict=above.get("subdistrict", ""),
            community=above.get("community", ""),
            estates=len(snapshot.companies.get(unit[1], ())) if unit and unit[0] == Unit.COMPANY else 1,
            count=told[-1] if told else None,
            due=owed.form if owed else "none",
            clause=owed.clause if owed else "D4",
            verdict=judged,
            tie=tie,
            sent=sent,
            plan=self.plans.get(unit) if unit else None,
            since=None if judged == "met" else self._since(unit, kind, told, tie, at),
        )

    def _kind(self, unit: Key | None, mode: str) -> str:
        if unit is None or unit[0] != Unit.ESTATE:
            return unit[0] if unit else "unserved"
        return "courtyard" if mode == Mode.SELF else "unserved"

    def _since(
        self, unit: Key | None, kind: str, told: list[Told], tie: TieSpan | None, at: int
    ) -> date | None:
        """Return the first day of the gap: of the unit, of its count, or after what covered it before."""
        if unit is None:
            return self.snapshot.estates[at].span.since
        begun = [
            self.snapshot.begun.get(unit),
            owed_since(rulebook(), kind, [(one.as_of, one.full) for one in told]),
        ]
        begun.append(tie.span.since if tie else self.ends.get(unit))
        return max(filter(None, begun), default=None)


def _figures(snapshot: Snapshot, path: str, name: str, estates: Iterable[int] | None = None) -> Figures:
    keys = None if estates is None else list(estates)
    found = {what: snapshot.figure(what, keys) for what in WHAT}
    return Figures(path, name, snapshot.day, **found)


def _root(actor: Actor, snapshot: Snapshot) -> str:
    """Return the place all estates in sight have in common, below which a table of places makes sense."""
    if actor.place and not paths.is_estate(actor.place):
        return actor.place
    chains = [set(paths.chain(row.path)[:-1]) for row in snapshot.estates.values()]
    return max(set.intersection(*chains), key=len, default="/") if chains else "/"


def _above(path: str) -> tuple[str, ...]:
    return paths.chain(path)[:-1]


def _month_ends(on: date, months: int) -> list[date]:
    """Return the last days of the `months` months before the one of `on`, the oldest first."""
    found, day = [], on.replace(day=1) - timedelta(days=1)
    for _ in range(months):
        found.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return found[::-1]
