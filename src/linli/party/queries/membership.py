"""How many members an organisation has by its newest count, for whoever holds it to account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.party.models import Coverage, Headcount, Organisation
from linli.party.rights import in_force
from linli.party.terms import Form
from linli.rules.party_life import Branch


@dataclass(frozen=True, slots=True)
class Members:
    """as_of: of the newest count that went in; None is nobody's"""

    full: int
    probationary: int
    as_of: date

    @property
    def total(self) -> int:
        return self.full + self.probationary


def members(actor: Actor, organisations: Iterable[int], *, on: date) -> dict[int, Members]:
    """Return the counts in force on a day by organisation; those nobody counted are left out; three queries.

    The newest count up to the day, else the first one after it. An organisation that never counted itself
    has the members of the units it covers, and those its grid branch delegated into them (H2). Numbers only,
    for whoever may see the organisation.
    """
    wanted = frozenset(organisations)
    own = Headcount.objects.filter(organisation__in=wanted)
    found = _newest(own.values_list("organisation_id", "as_of", "full", "probationary"), on)
    rest = wanted - found.keys()
    if rest:
        found |= _of_units(rest, on)
    return found


def branches(actor: Actor, organisations: Iterable[Organisation], *, on: date) -> dict[int, Branch]:
    """Return the organisations as the rules see them, by key."""
    rows = list(organisations)
    counts = members(actor, (row.pk for row in rows), on=on)
    return {
        row.pk: Branch(
            name=row.name,
            since=row.since,
            until=row.until,
            elected_on=row.elected_on,
            term_until=row.term_until,
            committee=row.committee,
            groups=row.groups,
            group=row.form == Form.GROUP,
            members=counts[row.pk].total if row.pk in counts else None,
        )
        for row in rows
    }


def _newest(rows: Iterable[tuple[int, date, int, int]], on: date) -> dict[int, Members]:
    found: dict[int, Members] = {}
    for key, as_of, full, probationary in sorted(rows):
        if key not in found or as_of <= on:
            found[key] = Members(full, probationary, as_of)
    return found


def _of_units(organisations: frozenset[int], on: date) -> dict[int, Members]:
    """Return the sums over the covered units that were counted."""
    covered = Coverage.objects.filter(in_force(on), organisation__in=organisations)
    units = list(covered.values_list("organisation_id", "unit", "company_id", "estate_id", "delegate"))
    rule = Q(company__in=[row[2] for row in units if row[2]], company__isnull=False)
    rule |= Q(estate__in=[row[3] for row in units if row[3]], estate__isnull=False)
    counts: dict[tuple[str, int | None, int | None], list[tuple[int, date, int, int]]] = {}
    rows = Headcount.objects.filter(rule, organisation__isnull=True)
    for unit, company, estate, as_of, full, probationary in rows.values_list(
        "unit", "company_id", "estate_id", "as_of", "full", "probationary"
    ):
        counts.setdefault((unit, company, estate), []).append((0, as_of, full, probationary))
    found: dict[int, Members] = {}
    for organisation, unit, company, estate, delegate in units:
        if newest := _newest(counts.get((unit, company, estate), []), on):
            one, so_far = newest[0], found.get(organisation, Members(0, 0, newest[0].as_of))
            found[organisation] = Members(
                so_far.full + one.full + bool(delegate),
                so_far.probationary + one.probationary,
                max(so_far.as_of, one.as_of),
            )
    return found
