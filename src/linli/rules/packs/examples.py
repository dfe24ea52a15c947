"""The worked examples of a pack: what a reader of the guideline would check by hand, checked for him."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from linli.rules.packs.pack import Pack
from linli.rules.packs.standing import waiting
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import FactFault, Value, parse
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.reading import Fault

NAME = "examples.toml"
MISSING = "missing"
EXPECTED = ("total", "bonus", "complete", "vetoed", "grade", "pending")
KEYS = frozenset({"name", "item", "facts", "mode", "answers", "score", "status", *EXPECTED})


def check(pack: Pack) -> tuple[Fault, ...]:
    """Return every example that does not come out as written; every item must have at least one."""
    book = tomllib.loads(pack.files.get(NAME, b"").decode(), parse_float=Decimal)
    base = book.get("base", {})
    faults, shown = [], set()
    for example in book.get("example", []):
        place = f"{NAME}: {example.get('name', '?')}"
        shown.add(example.get("item"))
        faults += [Fault(place, words, words) for words in _wrong(pack, base, example)]
    faults += [
        Fault(item.id, "没有一个算例", "has no worked example")
        for item in pack.card.items
        if item.id not in shown
    ]
    return tuple(faults)


def _wrong(pack: Pack, base: Mapping[str, Any], example: Mapping[str, Any]) -> Iterator[str]:
    strange = example.keys() - KEYS
    if strange:
        yield f"? {', '.join(sorted(strange))}"
        return
    try:
        given = facts_of(pack.card, {**base, **example.get("facts", {})})
    except (FactFault, KeyError) as error:
        yield str(error)
        return
    standing = {name: value for name, value, _ in pack.rounds.of_mode(example.get("mode", ""))}
    for key, wanted, got in _compared(example, pack, {**standing, **given}):
        if str(wanted) != str(got):
            yield f"{key}: {got} ≠ {wanted}"


def facts_of(card: Card, raw: Mapping[str, Any]) -> dict[str, Value]:
    """Return typed facts; "missing" leaves one out.

    :raises FactFault: if a value is not of its fact's unit
    :raises KeyError: if a fact is unknown
    """
    return {name: parse(card.facts[name], value) for name, value in raw.items() if value != MISSING}


def _compared(
    example: Mapping[str, Any], pack: Pack, facts: Mapping[str, Value]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is wanted and what comes out, as in a round: too few answers leave a veto pending."""
    waits = waiting(pack.rounds, pack.card, facts, example["answers"]) if "answers" in example else {}
    result = evaluate(pack.card, facts, lifted=waits)
    document = {**result.as_json(), "pending": bool(waits)}
    if "item" in example:
        line = result.line(example["item"]).as_json()
        yield from ((key, example[key], line[key]) for key in ("score", "status") if key in example)
    document["grade"] = "" if waits else document["grade"] or ""
    yield from ((key, example[key], document[key]) for key in EXPECTED if key in example)
