"""Who covered what, as it was on any day of a stretch of time: five statements, whatever the size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.party.models import Coverage, Instructor
from linli.party.rights import company_of
from linli.party.terms import Unit
from linli.people.terms import Role
from linli.registry.models import Estate, EstateMode, OwnersCommittee, ServiceProject
from linli.registry.terms import Mode
from linli.rules.coverage import Figure, Tie, tally

Key = tuple[str, int]  # a unit: what it is, and the key of its company or estate
Names = dict[int, str]


class Span(NamedTuple):
    """From `since` up to, without, `until`."""

    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class EstateSpan(NamedTuple):
    """An estate as it was served in one way. until: of that way, or of the estate itself"""

    key: int
    code: str
    name: str
    path: str
    mode: str
    span: Span


class ProjectSpan(NamedTuple):
    estate: int
    company: int
    span: Span


class TieSpan(NamedTuple):
    pk: int
    organisation: int
    name: str
    form: str
    way: str
    delegate: str
    span: Span

    @property
    def tie(self) -> Tie:
        return Tie(self.form, self.way)


class SentSpan(NamedTuple):
    pk: int
    name: str
    span: Span


class CommitteeSpan(NamedTuple):
    estate: int
    span: Span


@dataclass(slots=True)
class Snapshot:
    """One day. estates: by key; companies: the estates each serves; committees: the estates that have one"""

    day: date
    estates: dict[int, EstateSpan]
    serving: dict[int, int]
    companies: dict[int, list[int]]
    committees: list[int]
    begun: dict[Key, date]
    ties: dict[Key, TieSpan]
    sent: dict[Key, SentSpan]

    def unit_of(self, estate: int) -> Key | None:
        """Return the unit through which an estate is covered: its company, or itself; None without either."""
        if self.estates[estate].mode != Mode.MARKET:
            return (str(Unit.ESTATE), estate)
        company = self.serving.get(estate)
        return None if company is None else (str(Unit.COMPANY), company)

    def covered(self, unit: Key | None) -> tuple[bool, bool]:
        return (unit in self.ties, unit in self.sent) if unit is not None else (False, False)

    def units(self, what: str, estates: Iterable[int] | None = None) -> Iterator[Key | None]:
        """Yield the unit of each thing counted: companies, projects, estates, courtyards or committees."""
        keys = self.estates if estates is None else estates
        if what == "company":
            serving = self.serving
            yield from {(str(Unit.COMPANY), serving[key]) for key in keys if key in serving}
        elif what == "project":
            yield from ((str(Unit.COMPANY), self.serving[key]) for key in keys if key in self.serving)
        elif what == "committee":
            wanted = set(keys)
            yield from ((str(Unit.COMMITTEE), key) for key in self.committees if key in wanted)
        elif what == "courtyard":
            yield from ((str(Unit.ESTATE), key) for key in keys if self.estates[key].mode == Mode.SELF)
        else:
            yield from map(self.unit_of, keys)

    def figure(self, what: str, estates: Iterable[int] | None = None) -> Figure:
        """Count what is covered, of all or of some estates."""
        return tally(map(self.covered, self.units(what, estates)))


@dataclass(slots=True)
class Picture:
    """What is needed to say who covered what on any day of a stretch of time."""

    estates: list[EstateSpan]
    projects: list[ProjectSpan]
    companies: Names
    committees: list[CommitteeSpan]
    ties: dict[Key, list[TieSpan]] = field(default_factory=dict)
    sent: dict[Key, list[SentSpan]] = field(default_factory=dict)

    def on(self, day: date) -> Snapshot:
        """Return how it was on a day of the stretch that was gathered."""
        estates = {row.key: row for row in self.estates if row.span.holds(day)}
        serving: dict[int, int] = {}
        companies: dict[int, list[int]] = defaultdict(list)
        begun: dict[Key, date] = {}
        for project in self.projects:
            if project.span.holds(day) and project.estate in estates:
                serving[project.estate] = project.company
                companies[project.company].append(project.estate)
                key: Key = (str(Unit.COMPANY), project.company)
                begun[key] = min(begun.get(key, project.span.since), project.span.since)
        committees = [row for row in self.committees if row.span.holds(day) and row.estate in estates]
        begun |= {(str(Unit.ESTATE), row.key): row.span.since for row in estates.values()}
        begun |= {(str(Unit.COMMITTEE), row.estate): row.span.since for row in committees}
        return Snapshot(
            day=day,
            estates=estates,
            serving=serving,
            companies=dict(companies),
            committees=[row.estate for row in committees],
            begun=begun,
            ties=_holding(self.ties, day),
            sent=_holding(self.sent, day),
        )


def gather(actor: Actor, *, at: str = "", first: date, last: date) -> Picture:
    """Return what the actor may see of the estates at or below `at` from `first` to `last`; five statements.

    Organisations and instructors are seen through the units they are tied to, wherever they have their place.
    """
    estates = _estates(actor, at, first, last)
    projects, companies = _projects(actor, at, first, last)
    seen = Estate.objects.visible_at(actor, "party.view", at)
    serving = ServiceProject.objects.visible_at(actor, "party.view", at)
    units = Q(estate__in=seen.values("pk")) | Q(company__in=_own(actor, serving).values("company_id"))
    return Picture(
        estates=estates,
        projects=projects,
        companies=companies,
        committees=_committees(actor, at, first, last),
        ties=_ties(units, last),
        sent=_sent(units, first, last),
    )


def _own(actor: Actor, projects: Any) -> Any:
    """Keep of the projects a company's people see those of their own company."""
    return projects.filter(company=company_of(actor)) if actor.role == Role.COMPANY else projects


def _lives(first: date, last: date, since: str = "since", until: str = "until") -> Q:
    rule = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": first})
    return rule & Q(**{f"{since}__lte": last})


def _estates(actor: Actor, at: str, first: date, last: date) -> list[EstateSpan]:
    seen = EstateMode.objects.visible_at(actor, "party.view", at).filter(_lives(first, last))
    rows = seen.values_list(
        "estate_id", "estate__code", "estate__name", "estate__path", "mode", "since", "until",
        "estate__closed_on",
    )  # fmt: skip
    found = []
    for key, code, name, path, mode, since, until, closed in rows.iterator(2000):
        ends = min(filter(None, (until, closed)), default=None)
        found.append(EstateSpan(key, code, name, path, mode, Span(since, ends)))
    return found


def _projects(actor: Actor, at: str, first: date, last: date) -> tuple[list[ProjectSpan], Names]:
    seen = _own(actor, ServiceProject.objects.visible_at(actor, "party.view", at)).filter(_lives(first, last))
    rows = seen.values_list("estate_id", "company_id", "company__name", "since", "until")
    found, names = [], {}
    for estate, company, name, since, until in rows.iterator(2000):
        found.append(ProjectSpan(estate, company, Span(since, until)))
        names[company] = name
    return found, names


def _committees(actor: Actor, at: str, first: date, last: date) -> list[CommitteeSpan]:
    seen = OwnersCommittee.objects.visible_at(actor, "party.view", at)
    rows = seen.filter(_lives(first, last, "elected_on", "dissolved_on"))
    return [
        CommitteeSpan(estate, Span(since, until))
        for estate, since, until in rows.values_list("estate_id", "elected_on", "dissolved_on").iterator(2000)
    ]


def _ties(units: Q, last: date) -> dict[Key, list[TieSpan]]:
    # Ended ties stay in: the last day of one tells since when the unit has been uncovered.
    seen = Coverage.objects.filter(units, since__lte=last).order_by("since", "pk")
    rows = seen.values_list(
        "unit", "company_id", "estate_id", "pk", "organisation_id", "organisation__name",
        "organisation__form", "way", "delegate", "since", "until",
    )  # fmt: skip
    found: dict[Key, list[TieSpan]] = defaultdict(list)
    for unit, company, estate, pk, organisation, name, form, way, delegate, *days in rows.iterator(2000):
        tie = TieSpan(pk, organisation, name, form, way, delegate, Span(*days))
        found[unit, company or estate].append(tie)
    return found


def _sent(units: Q, first: date, last: date) -> dict[Key, list[SentSpan]]:
    seen = Instructor.objects.filter(units, _lives(first, last)).order_by("since", "pk")
    rows = seen.values_list("unit", "company_id", "estate_id", "pk", "name", "since", "until")
    found: dict[Key, list[SentSpan]] = defaultdict(list)
    for unit, company, estate, pk, name, since, until in rows.iterator(2000):
        found[unit, company or estate].append(SentSpan(pk, name, Span(since, until)))
    return found


def _holding(spans: dict[Key, Any], day: date) -> dict[Key, Any]:
    found = {}
    for key, rows in spans.items():
        for row in rows:
            if row.span.holds(day):
                found[key] = row
    return found
