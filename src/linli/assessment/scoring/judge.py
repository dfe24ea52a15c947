"""Judge one subject: the engine on the joint sheet, or on each party's own and then by weight."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from linli.assessment.facts.gather import Gathered, View
from linli.assessment.models import Party
from linli.assessment.scoring.waiting import Rulings, settle
from linli.assessment.terms import PartyKind
from linli.rules.packs import Pack
from linli.rules.panel import Sheet, combine
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.outcome import Award, Result

ENGLISH: dict[str, str] = {
    PartyKind.BUREAU: "Housing bureau",
    PartyKind.SUBDISTRICT: "Subdistrict",
    PartyKind.COMMUNITY: "Community",
    PartyKind.DEPARTMENT: "Departments",
    PartyKind.COMMITTEE: "Owners' committee",
    PartyKind.OWNERS: "Owners",
}


@dataclass(slots=True)
class Judged:
    """One subject scored.

    owing: bit n is set while party n has something left that it answers for
    pending: a veto waits for a second survey; it is not applied, and there is no grade
    """

    gathered: Gathered
    result: Result
    owing: int
    sheets: dict[int, Result] = field(default_factory=dict)
    pending: bool = False


class Panel:
    """The parties of a round against one card, prepared once for all its subjects."""

    def __init__(self, pack: Pack, parties: list[Party], rulings: Rulings, *, joint: bool) -> None:
        card = pack.card
        self.card, self.parties, self.joint = card, parties, joint
        self.rounds, self.rulings = pack.rounds, rulings
        self.items = [frozenset(each.items) for each in parties]
        every = frozenset(card.facts)
        self.facts = [
            frozenset(fact.name for item in card.items if item.id in items for fact in item.facts)
            if items
            else every
            for items in self.items
        ]

    def judge(self, gathered: Gathered) -> Judged:
        """Return the subject's score, who still owes what, and each party's own result if apart.

        A veto that rests on too few answers is not applied while it waits, nor where it was ruled out.
        """
        judged = self._judge(gathered)
        if not judged.result.vetoed or not self.rounds.surveys:
            return judged
        views = [gathered.common, *gathered.own.values()]
        settled = settle(self.rounds, self.card, gathered.subject.pk, views, self.rulings)
        if not settled.lifted:
            return judged
        judged = self._judge(gathered, settled.lifted)
        if settled.pending:
            judged.pending, judged.result = True, replace(judged.result, grade=None)
        return judged

    def _judge(self, gathered: Gathered, lifted: Collection[str] = ()) -> Judged:
        common = run(self.card, gathered.common, lifted)
        if self.joint:
            return Judged(gathered, common, self._owing([common.missing] * len(self.parties)))
        results = [run(self.card, gathered.own[each.pk], lifted) for each in self.parties]
        sheets = [
            Sheet(each.name, ENGLISH[each.kind], each.weight, result, items)
            for each, result, items in zip(self.parties, results, self.items, strict=True)
        ]
        whole = combine(self.card, sheets, common)
        own = {each.pk: result for each, result in zip(self.parties, results, strict=True)}
        return Judged(gathered, whole, self._owing([each.missing for each in results]), own)

    def _owing(self, missing: Iterable[tuple[str, ...]]) -> int:
        mask = 0
        for n, (names, mine) in enumerate(zip(missing, self.facts, strict=True)):
            if not mine.isdisjoint(names):
                mask |= 1 << n
        return mask


def run(card: Card, view: View, lifted: Collection[str] = ()) -> Result:
    """Return the engine's result of one sheet. lifted: facts whose veto does not apply"""
    facts = {name: fact.value for name, fact in view.facts.items()}
    if not view.awards:
        return evaluate(card, facts, lifted=lifted)
    awards = {item: Award(each.decimal, each.reason) for item, each in view.awards.items()}
    return evaluate(card, facts, awards, lifted=lifted)


def kept_sheets(judged: Judged, parties: list[Party]) -> dict[str, Any]:
    """Return each party's sheet as a weighted score keeps it, by kind."""
    return {
        each.kind: {
            "order": n,
            "who": each.name,
            "who_en": ENGLISH[each.kind],
            "weight": each.weight,
            "items": each.items,
            "facts": {name: fact.as_json() for name, fact in judged.gathered.own[each.pk].facts.items()},
            "awards": {name: one.as_json() for name, one in judged.gathered.own[each.pk].awards.items()},
            "result": judged.sheets[each.pk].as_json(),
        }
        for n, each in enumerate(parties)
        if each.pk in judged.sheets
    }
