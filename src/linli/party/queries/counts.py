"""The members of many units at once, as reported; else of a company as its projects counted them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.party.models import Headcount
from linli.party.queries.picture import Key
from linli.party.terms import Unit
from linli.registry.models import Estate, ServiceProject, Staffing


class Told(NamedTuple):
    """One count. staffing: added up from the projects' head counts"""

    as_of: date
    full: int
    probationary: int
    staffing: bool = False


def counts(actor: Actor, *, at: str = "", on: date) -> dict[Key, list[Told]]:
    """Return every count of each unit up to a day, the newest last; two statements."""
    estates = Estate.objects.visible_at(actor, "party.view", at)
    serving = ServiceProject.objects.visible_at(actor, "party.view", at)
    rows = Headcount.objects.filter(
        Q(estate__in=estates.values("pk")) | Q(company__in=serving.values("company_id")),
        organisation__isnull=True,
        as_of__lte=on,
    ).order_by("as_of", "pk")
    found: dict[Key, list[Told]] = defaultdict(list)
    for unit, company, estate, *told in rows.values_list(
        "unit", "company_id", "estate_id", "as_of", "full", "probationary"
    ).iterator(2000):
        found[unit, company or estate].append(Told(*told))
    for company, one in _staffing(serving, on).items():
        if (str(Unit.COMPANY), company) not in found:
            found[str(Unit.COMPANY), company].append(one)
    return found


def _staffing(serving: object, on: date) -> dict[int, Told]:
    """Return by company the sum over its open projects, wherever they are, of the last count of each."""
    rows = Staffing.objects.filter(
        project__until__isnull=True,
        project__company__in=serving.values("company_id"),  # type: ignore[attr-defined]
        as_of__lte=on,
    ).order_by("as_of", "pk")
    last: dict[int, tuple[int, date, int, int]] = {}
    for project, *told in rows.values_list(
        "project_id", "project__company_id", "as_of", "party_members", "probationary"
    ).iterator(2000):
        last[project] = (told[0], told[1], told[2], told[3])
    found: dict[int, Told] = {}
    for company, as_of, full, probationary in last.values():
        before = found.get(company, Told(as_of, 0, 0))
        found[company] = Told(
            max(before.as_of, as_of), before.full + full, before.probationary + probationary, staffing=True
        )
    return found
