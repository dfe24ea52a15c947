"""The same judgement without a word of explanation: for simulations, re-checks and whole provinces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from linli.rules.scorecard.engine import evaluate, graded
from linli.rules.scorecard.facts import Value
from linli.rules.scorecard.model import Card, Grade
from linli.rules.scorecard.program import Program, compiled

Facts = Mapping[str, Value]


class Tally(NamedTuple):
    """The outcome of a card in hundredths, without reasons."""

    total: int
    bonus: int
    complete: bool
    vetoed: bool
    grade: Grade | None


def tally(card: Card, facts: Facts) -> Tally:
    """Return what `evaluate` would, less the lines.

    :raises FactFault: if a value is not of its fact's unit
    """
    return prepared(card)(facts)


@lru_cache(maxsize=64)
def prepared(card: Card) -> Callable[[Facts], Tally]:
    """Return the card as one function of its facts."""
    program = compiled(card)
    if not _is_plain(card, program):
        return lambda facts: _slow(card, facts)
    return _plain(card, program)


def _is_plain(card: Card, program: Program) -> bool:
    """Say whether the total is the mere sum of the lines."""
    shaped = card.scale_to is not None or card.cap is not None or card.absence == "rescale"
    parts = any(each.mode == "pool" or each.weight is not None for each in card.sections)
    return not shaped and not parts and not program.watched


def _plain(card: Card, program: Program) -> Callable[[Facts], Tally]:
    bonus_sections = {each.id for each in card.sections if each.bonus}
    lines = [(each.fetch, each.score, each.item.section in bonus_sections) for each in program.lines]
    base = [(fetch, score) for fetch, score, extra in lines if not extra]
    above = [(fetch, score) for fetch, score, extra in lines if extra]
    effects = program.effects

    def run(facts: Facts) -> Tally:
        total = bonus = 0
        try:
            for fetch, score in base:
                total += score(fetch(facts))
            for fetch, score in above:
                bonus += score(fetch(facts))
        except KeyError:
            return _slow(card, facts)
        total += bonus
        met = tuple([each for each in effects if each.condition.holds(facts)])
        vetoed = bool(met) and any(each.kind == "veto" for each in met)
        return Tally(total, bonus, True, vetoed, graded(card, total, met))

    return run


def _slow(card: Card, facts: Facts) -> Tally:
    result = evaluate(card, facts)
    return Tally(result.earned, result.extra, result.complete, result.vetoed, result.grade)
