"""One unit with what is on record about it: its members, who covers it, what is planned, who is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.party.models import Coverage, Headcount, Instructor, Plan
from linli.party.rights import company_of
from linli.party.rulebook import rulebook
from linli.party.terms import Unit
from linli.party.unit import Body
from linli.people.terms import Role
from linli.registry.models import Company, Estate, OwnersCommittee, ServiceProject, Staffing
from linli.registry.terms import Mode
from linli.rules.coverage import Due, Tie, due, verdict


@dataclass(frozen=True, slots=True)
class Count:
    """How many members. as_of: None while unknown; staffing: added up from the projects' head counts"""

    full: int | None = None
    probationary: int = 0
    as_of: date | None = None
    staffing: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """All about one unit on a day.

    verdict: as `rules.coverage.verdict` says; the lists are newest first
    """

    body: Body
    count: Count
    due: Due
    verdict: str
    tie: Coverage | None
    plan: Plan | None
    instructor: Instructor | None
    counts: list[Headcount]
    ties: list[Coverage]
    plans: list[Plan]
    instructors: list[Instructor]

    @property
    def shown(self) -> str:
        """Return the verdict as people see it: "work" where an instructor is all that can be there yet."""
        return "work" if self.verdict == "met" and self.tie is None else self.verdict


def body(actor: Actor, *, unit: str, key: int) -> Body:
    """Return a unit the actor may see; two queries.

    A company is seen by whoever sees an estate it serves or served; a company's people see their own only.
    :raises NoSuch: if there is none
    """
    if unit == Unit.COMPANY:
        found = _company(actor, key)
    elif unit in (Unit.ESTATE, Unit.COMMITTEE):
        found = _estate(actor, unit, key)
    else:
        found = None
    if found is None:
        raise NoSuch("没有这个单位，或者它不归您查看。", "There is no such unit, or it is not yours to see.")
    return found


def _company(actor: Actor, key: int) -> Body | None:
    if actor.role == Role.COMPANY and company_of(actor) != key:
        return None
    seen = ServiceProject.objects.visible_to(actor, "party.view").filter(company=key)
    rows = list(seen.order_by("-estate__households", "pk").values_list("estate__path", "until"))
    company = Company.objects.filter(pk=key).first() if rows or actor.everywhere else None
    if company is None:
        return None
    return Body(Unit.COMPANY, company, None, tuple(path for path, until in rows if until is None))


def _estate(actor: Actor, unit: str, key: int) -> Body | None:
    estate = Estate.objects.visible_to(actor, "party.view").filter(pk=key).first()
    if estate is None or (unit == Unit.ESTATE and estate.mode == Mode.MARKET):
        return None
    if unit == Unit.COMMITTEE and not OwnersCommittee.objects.filter(estate=estate).exists():
        return None
    return Body(unit, None, estate, (estate.path,))


def count(actor: Actor, unit: Body, *, on: date) -> Count:
    """Return the members of a unit on a day: as reported, else of a company as its projects counted them."""
    last = (
        Headcount.objects.filter(**unit.where(), organisation=None, as_of__lte=on)
        .order_by("-as_of", "-pk")
        .first()
    )
    if last is not None:
        return Count(last.full, last.probationary, last.as_of)
    return _staffing(unit, on) if unit.company is not None else Count()


def _staffing(unit: Body, on: date) -> Count:
    latest = Staffing.objects.filter(project=OuterRef("pk"), as_of__lte=on).order_by("-as_of", "-pk")
    found = (
        ServiceProject.objects.filter(company=unit.company, until__isnull=True)
        .annotate(
            full=Subquery(latest.values("party_members")[:1]),
            more=Subquery(latest.values("probationary")[:1]),
            counted=Subquery(latest.values("as_of")[:1]),
        )
        .filter(full__isnull=False)
        .values_list("full", "more", "counted")
    )
    rows = list(found)
    if not rows:
        return Count()
    return Count(sum(r[0] for r in rows), sum(r[1] for r in rows), max(r[2] for r in rows), staffing=True)


def standing(actor: Actor, unit: Body, *, on: date) -> Standing:
    """Return everything about a unit on a day; six queries at most."""
    where = unit.where()
    counted = count(actor, unit, on=on)
    counts = Headcount.objects.filter(**where, organisation=None).order_by("-as_of", "-pk")
    ties = list(
        Coverage.objects.filter(**where).select_related("organisation").order_by("-since", "-pk")[:20]
    )
    plans = Plan.objects.filter(**where).select_related("partner")
    plans = plans.order_by(F("done_on").desc(nulls_first=True), "-pk")
    planned: list[Plan] = list(plans[:20])
    sent = list(Instructor.objects.filter(**where).order_by("-since", "-pk")[:20])
    tie = next((row for row in ties if row.until is None), None)
    now = next((row for row in sent if row.since <= on and (row.until is None or row.until > on)), None)
    owed = due(rulebook(), unit.kind, counted.full)
    return Standing(
        body=unit,
        count=counted,
        due=owed,
        verdict=verdict(owed, tie and Tie(tie.organisation.form, tie.way), instructed=now is not None),
        tie=tie,
        plan=next((row for row in planned if row.done_on is None), None),
        instructor=now,
        counts=list(counts[:12]),
        ties=ties,
        plans=planned,
        instructors=sent,
    )
