"""A card made ready to run: how to fetch each item's facts, and whom to ask. Built once per card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from linli.rules.scorecard.effects import Condition, Effect
from linli.rules.scorecard.facts import NOT_APPLICABLE, Value
from linli.rules.scorecard.kinds.base import Need, Scorer, Values
from linli.rules.scorecard.model import Card, Item
from linli.rules.scorecard.outcome import ItemResult, Judgement

Facts = Mapping[str, Value]


class Line(NamedTuple):
    """One item, ready to run.

    fetch: the values in the order of the rule's needs; KeyError if one is missing
    judge, score: with reasons, and the hundredths alone
    absent: the names that are missing
    known: what was said of values met before; a bounded memory, for most cards are alike
    """

    item: Item
    fetch: Callable[[Facts], Values]
    judge: Callable[[Values], Judgement]
    score: Scorer
    absent: Callable[[Facts], list[str]]
    known: dict[Values, ItemResult]


class Program(NamedTuple):
    """The card, ready to run.

    watched: facts only an effect asks for; without them nobody knows whether the card is vetoed
    """

    lines: tuple[Line, ...]
    effects: tuple[Effect, ...]
    watched: tuple[str, ...]


@lru_cache(maxsize=64)
def compiled(card: Card) -> Program:
    """Return the card ready to run; the same card is made ready once."""
    effects = (*card.effects, *(each for item in card.items for each in item.effects))
    asked = {need.fact.name for item in card.items for need in item.rule.needs()}
    facts = dict.fromkeys(each.condition.fact for each in effects if not each.condition.fact.optional)
    watched = tuple(each.name for each in facts if each.name not in asked)
    return Program(tuple(map(_line, card.items)), effects, watched)


def _line(item: Item) -> Line:
    needs = item.rule.needs()
    worth, judge, score = item.worth, item.rule.judge, item.rule.scorer(item.worth)
    line = Line(
        item, _fetcher(needs), lambda values: judge(values, worth), score, _absentees(item, needs), {}
    )
    if item.kind == "judgement":
        return line._replace(fetch=_nobody)
    return line if item.when is None else _conditional(line, item.when)


def _conditional(line: Line, when: Condition) -> Line:
    """Make a line "n/a" where its condition does not hold, and missing where that cannot be known."""
    name, worth = when.fact.name, line.item.worth
    fetch, judge, score = line.fetch, line.judge, line.score
    elsewhere: Values = (NOT_APPLICABLE, NOT_APPLICABLE, "elsewhere")  # type: ignore[assignment]

    def fetch_if(facts: Facts) -> Values:
        facts[name]  # a missing condition is a missing fact
        return fetch(facts) if when.holds(facts) else elsewhere

    return line._replace(
        fetch=fetch_if,
        judge=lambda values: Judgement(worth, (), False) if values is elsewhere else judge(values),
        score=lambda values: worth if values is elsewhere else score(values),
    )


def _nobody(facts: Facts) -> Values:
    raise KeyError  # only an award can score this line


def _fetcher(needs: tuple[Need, ...]) -> Callable[[Facts], Values]:
    names = tuple(each.fact.name for each in needs)
    if any(each.fallback is not None for each in needs):
        pairs = tuple((each.fact.name, each.fallback) for each in needs)
        return lambda facts: tuple([_or(facts, name, default) for name, default in pairs])
    if not names:
        # A judgement asks for no fact.
        return lambda facts: ()
    if len(names) == 1:
        only = names[0]
        return lambda facts: (facts[only],)
    return itemgetter(*names)


def _or(facts: Facts, name: str, default: Value | None) -> Value:
    return facts[name] if default is None else facts.get(name, default)


def _absentees(item: Item, needs: tuple[Need, ...]) -> Callable[[Facts], list[str]]:
    names = [each.fact.name for each in needs if each.fallback is None]
    when = item.when

    def absent(facts: Facts) -> list[str]:
        if when is not None and when.fact.name not in facts:
            return [when.fact.name]
        return [name for name in names if name not in facts] or [item.id]

    return absent
