"""Vetoes that rest on too few answers: they wait for a second survey, or for a ruling with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.assessment.facts.attested import moment
from linli.assessment.facts.base import Fact
from linli.assessment.facts.gather import View
from linli.assessment.models import Round, Ruling
from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.rules.packs.standing import Rounds, SecondSurvey, waiting
from linli.rules.scorecard.facts import dump
from linli.rules.scorecard.model import Card

Rulings = Mapping[tuple[int, str], Ruling]  # by subject and fact


@dataclass(slots=True)
class Settled:
    """lifted: facts whose veto does not apply; pending: at least one of them only waits"""

    lifted: set[str] = field(default_factory=set)
    pending: bool = False


def rulings_of(round: Round) -> dict[tuple[int, str], Ruling]:
    """Return what was ruled about vetoes of a round; one query, a handful of rows."""
    rows = Ruling.objects.filter(round=round, current=True)
    return {(each.subject_id, each.fact): each for each in rows}


def settle(rounds: Rounds, card: Card, subject: int, views: Sequence[View], rulings: Rulings) -> Settled:
    """Return which vetoes of a subject do not apply now, and say on each fact why.

    A veto that one sheet carries with enough answers applies, whatever the others say.
    """
    found = Settled()
    for name, survey in rounds.surveys.items():
        given = [view for view in views if name in view.facts]
        reasons = [_why(rounds, card, survey, view) for view in given]
        shaky = [(view, why) for view, why in zip(given, reasons, strict=True) if why is not None]
        if not shaky or _carried(card, survey, given, reasons):
            continue
        basis = sorted(
            {(str(dump(view.facts[name].value)), view.facts[name].sample or 0) for view, _ in shaky}
        )
        _mark(found, name, shaky, [list(each) for each in basis], rulings.get((subject, name)))
    return found


def _why(rounds: Rounds, card: Card, survey: SecondSurvey, view: View) -> Text | None:
    """Return why the veto of one sheet waits; what an appeal or a record says is decided already."""
    fact: Fact = view.facts[survey.fact.name]
    if fact.source != Source.ATTESTED:
        return None
    name = survey.fact.name
    return waiting(rounds, card, {name: fact.value}, {name: fact.sample}).get(name)


def _carried(card: Card, survey: SecondSurvey, views: Sequence[View], reasons: Sequence[Text | None]) -> bool:
    """Test if a sheet vetoes on firm ground."""
    vetoes = [each.condition for each in card.vetoes() if each.condition.fact.name == survey.fact.name]
    firm = [view for view, why in zip(views, reasons, strict=True) if why is None]
    values = [{survey.fact.name: view.facts[survey.fact.name].value} for view in firm]
    return any(condition.holds(each) for condition in vetoes for each in values)


def _mark(
    found: Settled,
    name: str,
    shaky: Sequence[tuple[View, Text]],
    basis: list[list[Any]],
    ruling: Ruling | None,
) -> None:
    ruled = ruling if ruling is not None and ruling.basis == basis else None
    for view, why in shaky:
        view.facts[name] = view.facts[name]._replace(
            ruling=None if ruled is None else _said(ruled),
            pending={"zh": why.zh, "en": why.en, "basis": basis} if ruled is None else None,
        )
    if ruled is None or not ruled.stands:
        found.lifted.add(name)
        found.pending |= ruled is None


def _said(ruling: Ruling) -> dict[str, Any]:
    """Return a ruling as the fact keeps it: part of what is published and recomputed."""
    return {
        "stands": ruling.stands,
        "reason": ruling.reason,
        "by": ruling.by_name,
        "role": ruling.role,
        "at": moment(ruling.at),
    }
