"""What the dossier of an estate shows of its self-management; three queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.kernel.actor import Actor
from linli.kernel.period import month_of
from linli.registry.models import Estate
from linli.registry.terms import Mode
from linli.selfmanagement.ledger import Totals
from linli.selfmanagement.queries.estates import counts
from linli.selfmanagement.queries.sums import by_estate
from linli.selfmanagement.terms import Work


@dataclass(frozen=True, slots=True)
class Part:
    """works: each of the four with how often it was done this month. Papers stand among the documents."""

    estate: Estate
    works: list[tuple[Any, int]]
    money: Totals
    today: date
    may_record: bool


def dossier_part(actor: Actor, estate: Estate, *, today: date) -> Part | None:
    """Return the month's work and the year's money; None where the estate does not manage itself."""
    if estate.mode != Mode.SELF or not actor.may("selfmanagement.view", at=estate.path):
        return None
    done = counts(actor, [estate.pk], month_of(today)).get(estate.pk, {})
    return Part(
        estate=estate,
        works=[(work.label, done.get(work, 0)) for work in Work],
        money=by_estate(actor, [estate.pk], year=today.year).get(estate.pk, Totals()),
        today=today,
        may_record=actor.may("gridwork.record", at=estate.path),
    )
