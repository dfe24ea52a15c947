"""What lasts, from its rows: who is appointed, what is in force, since when. One statement for each verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from linli.duties.queries.areas import Area
from linli.kernel.actor import Actor
from linli.mandates.models import Mandate
from linli.party.models import Coverage, Hall, Headcount, Instructor
from linli.party.terms import Unit
from linli.registry.models import RuleDocument
from linli.rules.duties.judging import Deed
from linli.tripartite.models import Appointment, Mechanism
from linli.tripartite.terms import Direction


@dataclass(frozen=True, slots=True)
class Held:
    """Something that lasts. of: whose it is, ("estate", key) or ("place", path); kind: what it is"""

    of: tuple[str, Any]
    deed: Deed
    kind: str
    model: str


def held(actor: Actor, verb: str, area: Area) -> Iterator[Held]:
    """Yield what a verb left that lasts; one statement."""
    yield from ROWS[verb](area)


def _units(rows: Any, model: str) -> Iterator[Held]:
    for pk, company, estate, unit, since, until in rows:
        of = ("company", company) if company else ("estate", estate)
        if unit != Unit.COMMITTEE:
            yield Held(of, Deed(since, pk, until), unit, model)


def _coverages(area: Area) -> Iterator[Held]:
    # Not narrowed by place: an organisation of one community may cover a company in another.
    rows = Coverage.objects.order_by("pk")
    if area.company is not None:
        rows = rows.filter(company=area.company)
    named = rows.values_list("pk", "company_id", "estate_id", "unit", "since", "until")
    yield from _units(named.iterator(chunk_size=2000), "party.coverage")


def _instructors(area: Area) -> Iterator[Held]:
    rows = Instructor.objects.order_by("pk")
    named = rows.values_list("pk", "company_id", "estate_id", "unit", "since", "until")
    yield from _units(named.iterator(chunk_size=2000), "party.instructor")


def _halls(area: Area) -> Iterator[Held]:
    rows = Hall.objects.filter(area.lies("path")).values_list("pk", "path", "since", "until")
    for pk, path, since, until in rows:
        yield Held(("place", path), Deed(since, pk, until), "", "party.hall")


def _mechanisms(area: Area) -> Iterator[Held]:
    rows = Mechanism.objects.filter(area.lies("estate__path"))
    for pk, estate, since, until in rows.values_list("pk", "estate_id", "since", "until").iterator():
        yield Held(("estate", estate), Deed(since, pk, until), "", "tripartite.mechanism")


def _appointments(area: Area) -> Iterator[Held]:
    rows = Appointment.objects.filter(area.lies("path"))
    named = rows.values_list("pk", "direction", "estate_id", "path", "since", "until")
    for pk, direction, estate, path, since, until in named.iterator():
        of = ("estate", estate) if direction == Direction.QUALITY_DIRECTOR else ("place", path)
        yield Held(of, Deed(since, pk, until), direction, "tripartite.appointment")


def _documents(area: Area) -> Iterator[Held]:
    rows = RuleDocument.objects.filter(area.lies("estate__path"))
    named = rows.values_list("pk", "estate_id", "kind", "issued_on", "valid_until")
    for pk, estate, kind, since, until in named.iterator():
        yield Held(("estate", estate), Deed(since, pk, until), kind, "registry.ruledocument")


def _mandates(area: Area) -> Iterator[Held]:
    rows = Mandate.objects.filter(area.lies("subdistrict"))
    for pk, kind, path, since, until in rows.values_list("pk", "kind", "subdistrict", "since", "until"):
        yield Held(("place", path), Deed(since, pk, until), kind, "mandates.mandate")


def _headcounts(area: Area) -> Iterator[Held]:
    rows = Headcount.objects.filter(organisation__isnull=False)
    for pk, organisation, as_of in rows.values_list("pk", "organisation_id", "as_of").iterator():
        yield Held(("organisation", organisation), Deed(as_of, pk, None), "", "party.headcount")


ROWS: dict[str, Callable[[Area], Iterator[Held]]] = {
    "appointment.make": _appointments,
    "coverage.tie": _coverages,
    "document.issue": _documents,
    "hall.register": _halls,
    "headcount.report": _headcounts,
    "instructor.appoint": _instructors,
    "mandate.give": _mandates,
    "mechanism.establish": _mechanisms,
}
