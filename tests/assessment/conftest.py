"""A round of the first quarter in the town: three estates, a company, the parties that judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from linli.assessment.entries import Entry
from linli.assessment.models import Round, RoundEstate
from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.services import entering, planning
from linli.jobs.worker import run_all
from linli.kernel.actor import Actor
from linli.kernel.period import quarter
from linli.rules import packs
from tests.conftest import NOW, Town

CARD = packs.load("xinhua-2022").card
GOOD: dict[str, Any] = {
    spec.name: {"flag": True, "count": 0, "rate": "96.5", "number": "0"}[spec.unit]
    for spec in CARD.facts.values()
} | {"tripartite.activities": 2}


@dataclass
class Play:
    """A round with those who take part in it."""

    town: Town
    bureau: Actor
    assessor: Actor
    street: Actor
    company: Actor
    round: Round

    def subject(self, name: str) -> RoundEstate:
        return RoundEstate.objects.select_related("round").get(round=self.round, name=name)

    def enter(self, name: str, facts: dict[str, Any], *, by: Actor | None = None, **rest: Any) -> int:
        """Enter facts about an estate, by the assessor unless somebody else is named."""
        given = {self.subject(name).code: [Entry(fact, raw, **rest) for fact, raw in facts.items()]}
        return entering.attest(actor=by or self.assessor, round=self.round, given=given, now=NOW)

    def enter_rest(self, name: str, changed: dict[str, Any] | None = None, **rest: Any) -> int:
        """Enter everything the records leave open, well except where `changed` says otherwise."""
        from linli.assessment.models import Score

        score = Score.objects.get(subject=self.subject(name), current=True)
        open_facts = {fact: raw for fact, raw in GOOD.items() if fact not in score.facts}
        facts = {**open_facts, **(changed or {})}
        return self.enter(name, facts, sample=214, **rest)


def make_plan(path: str = "/1/", **changed: Any) -> RoundPlan:
    values: dict[str, Any] = {
        "path": path,
        "period": quarter(2026, 1),
        "facts_due": date(2026, 3, 20),
        "parties": (PartyPlan("bureau"), PartyPlan("subdistrict"), PartyPlan("community")),
        "policy": "xinhua-2022",
    }
    return RoundPlan(**(values | changed))


@pytest.fixture
def people(town):
    return {
        "bureau": town.actor("bu", "bureau", "/1/"),
        "assessor": town.actor("ada", "assessor", "/1/"),
        "street": town.actor("su", "subdistrict", "/1/"),
    }


@pytest.fixture
def estates(town):
    company = town.company("和邻物业")
    named = {
        "和顺家园": town.estate("和顺家园", "/1/1/", lifts=0, households=300),
        "幸福里": town.estate("幸福里", "/1/1/", mode="self", lifts=2, households=120),
        "矿东花园": town.estate("矿东花园", "/1/10/", lifts=4, households=500),
    }
    town.project(named["和顺家园"], company)
    town.project(named["矿东花园"], company)
    return named | {"company": company}


def open_play(town, people, estates, now: datetime, **changed: Any) -> Play:
    round = planning.plan(actor=people["bureau"], plan=make_plan(**changed), now=now)
    planning.open_round(actor=people["bureau"], round=round, now=now)
    run_all()
    round.refresh_from_db()
    company = town.actor("mo", "company", estates["和顺家园"].path, estates["company"].organisation)
    return Play(town, people["bureau"], people["assessor"], people["street"], company, round)


@pytest.fixture
def play(town, people, estates, now):
    """The round, open, with what the records say gathered and scored."""
    return open_play(town, people, estates, now)
