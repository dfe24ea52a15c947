"""What the dossier of an estate shows of party work: who covers it, and who is sent (D4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.party.models import Coverage, Instructor
from linli.party.rights import in_force
from linli.party.terms import Unit
from linli.registry.models import Company, Estate, ServiceProject
from linli.registry.terms import Mode


@dataclass(frozen=True, slots=True)
class Part:
    """unit, key: through which the estate is covered; key 0 if a company is due and none serves it

    committee: what covers the members of the owners' committee
    """

    unit: str
    key: int
    company: Company | None
    tie: Coverage | None
    committee: Coverage | None
    instructor: Instructor | None


def dossier_part(actor: Actor, estate: Estate, *, today: date) -> Part | None:
    """Return the part of an estate's dossier; None for those who do not see party work. Three statements."""
    if not actor.may("party.view", at=estate.path):
        return None
    market = estate.mode == Mode.MARKET
    serving = ServiceProject.objects.filter(in_force(today), estate=estate).select_related("company").first()
    company = serving.company if market and serving else None
    unit = Unit.COMPANY if market else Unit.ESTATE
    through = Q(company=company, company__isnull=False) if market else Q(estate=estate, unit=Unit.ESTATE)
    ties = Coverage.objects.filter(
        in_force(today), through | Q(estate=estate, unit=Unit.COMMITTEE)
    ).select_related("organisation")
    rows = {row.unit: row for row in ties}
    return Part(
        unit=unit,
        key=(company.pk if company else 0) if market else estate.pk,
        company=company,
        tie=rows.get(unit),
        committee=rows.get(Unit.COMMITTEE),
        instructor=Instructor.objects.filter(in_force(today), through).first(),
    )
