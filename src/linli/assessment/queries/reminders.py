"""Who was reminded of what is late, and what a company still owes its estates' sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.assessment.facts.providers import FROM_RECORDS
from linli.assessment.models import Reminder, Round, Score
from linli.assessment.terms import RoundState
from linli.kernel.actor import Actor
from linli.people.terms import Role

# What the records say by themselves or by the bureau alone is no company's to bring.
OWED = FROM_RECORDS - {"facilities.lifts"}


@dataclass(frozen=True, slots=True)
class Lacking:
    """An estate whose sheet waits for what its company has not put on record. facts: their names"""

    code: str
    name: str
    path: str
    facts: tuple[str, ...]


def of_parties(actor: Actor, round: Round) -> dict[int, Reminder]:
    """Return the newest reminder of each party of a round, by the party's id; one query."""
    rows = Reminder.objects.visible_to(actor, "round.view").filter(round=round, party__isnull=False)
    return {each.party_id: each for each in rows.order_by("at", "id")}


def of_company(actor: Actor, round: Round, *, company: int) -> Reminder | None:
    """Return the newest reminder of a company in a round, None if it was never reminded."""
    rows = Reminder.objects.visible_to(actor, "round.view").filter(round=round, company_id=company)
    found: Reminder | None = rows.order_by("-at", "-id").first()
    return found


def owed(actor: Actor, score: Score | None) -> bool:
    """Test if a sheet the actor was given waits for what its company has not put on record."""
    return score is not None and not score.complete and not OWED.isdisjoint(score.result["missing"])


def to_me(actor: Actor) -> list[Reminder]:
    """Return the newest reminder of the actor's company in each round that takes facts; one query."""
    kind, _, key = actor.organisation.partition(":")
    if actor.role != Role.COMPANY or kind != "company" or not key.isdigit():
        return []
    rows = Reminder.objects.visible_to(actor, "round.view").filter(
        company_id=int(key), round__state=RoundState.OPEN
    )
    newest: dict[int, Reminder] = {}
    for each in rows.select_related("round").order_by("at", "id"):
        newest[each.round_id] = each
    return list(newest.values())


def lacking(actor: Actor, round: Round, *, company: int | None) -> list[Lacking]:
    """Return the estates of a company whose sheets wait for its records, by path; one query."""
    rows: Any = Score.objects.visible_to(actor, "round.view").filter(
        round=round, current=True, complete=False, subject__company_id=company
    )
    listed = rows.order_by("path").values_list("subject__code", "subject__name", "path", "result__missing")
    found = [
        Lacking(code, name, path, tuple(sorted(OWED.intersection(missing))))
        for code, name, path, missing in listed
    ]
    return [each for each in found if each.facts]
