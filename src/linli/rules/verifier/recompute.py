"""Judge a subject of a bundle again and say where the published result differs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from linli.kernel.errors import DomainError
from linli.rules.panel import Sheet, combine
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import parse
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.outcome import Award, Result

WORDS = ("reason_zh", "reason_en")


class Difference(NamedTuple):
    """One thing that is not as published. place: subject › item › what; values as text.

    wording: only the words of a reason differ, no number, no fact, no deduction
    """

    place: str
    published: str
    recomputed: str
    zh: str
    en: str
    wording: bool = False

    def as_json(self) -> dict[str, str]:
        place, published, recomputed, zh, en, _ = self
        return {"place": place, "published": published, "recomputed": recomputed, "zh": zh, "en": en}


class Unusable(ValueError):
    """An entry of the bundle does not have the shape of one."""


def result(card: Card, entry: Mapping[str, Any]) -> Result:
    """Return the result of a subject, of a weighted round the parties' sheets combined.

    entry: {"facts", "awards", "parties"} of the bundle; each fact and award as it was kept with the score
    :raises DomainError: a value is not what its fact allows, or an award is not allowed
    :raises Unusable: the entry is malformed
    """
    try:
        common = _judge(card, entry)
        parties = entry.get("parties") or {}
        if not parties:
            return common
        # A database may keep keys in an order of its own; that of the combination is said.
        ordered = sorted(parties.items(), key=lambda pair: pair[1].get("order", 0))
        sheets = [_sheet(card, kind, party) for kind, party in ordered]
    except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise Unusable(f"{type(error).__name__}: {error}") from error
    return combine(card, sheets, common)


def _judge(card: Card, entry: Mapping[str, Any]) -> Result:
    facts = {name: parse(card.facts[name], kept["value"]) for name, kept in entry["facts"].items()}
    awards = {
        item: Award(Decimal(kept["points"]), kept.get("reason", ""))
        for item, kept in (entry.get("awards") or {}).items()
    }
    return evaluate(card, facts, awards, lifted=_lifted(entry["facts"]))


def _lifted(facts: Mapping[str, Any]) -> list[str]:
    """Return the facts whose veto was ruled out by name and with a reason, as the facts themselves say."""
    return [name for name, kept in facts.items() if (kept.get("ruling") or {}).get("stands") is False]


def _sheet(card: Card, kind: str, party: Mapping[str, Any]) -> Sheet:
    """Return a party's own sheet of a weighted round."""
    names = party["who"], party.get("who_en", kind)
    return Sheet(*names, party["weight"], _judge(card, party), frozenset(party.get("items") or ()))


def differences(card: Card, entry: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield where the published result of a subject is not what its facts give."""
    subject = str(entry.get("subject", "?"))
    published = entry.get("result")
    if not isinstance(published, Mapping):
        yield _say(subject, "result", published, None)
        return
    try:
        recomputed = result(card, entry).as_json()
    except DomainError as error:
        yield Difference(subject, "", "", f"不能计算：{error.text.zh}", f"cannot be judged: {error.text.en}")
        return
    except Unusable as error:
        yield Difference(
            subject, "", "", f"事实或评定写法不对：{error}", f"malformed facts or awards: {error}"
        )
        return
    published = {key: value for key, value in published.items() if key != "subject"}
    if published != recomputed:
        yield from _compare(subject, published, recomputed)


def _compare(place: str, published: Any, recomputed: Any) -> Iterator[Difference]:
    """Walk both documents down to what differs; lists of items are matched by their id."""
    if isinstance(published, Mapping) and isinstance(recomputed, Mapping):
        for key in dict.fromkeys((*published, *recomputed)):
            if published.get(key) != recomputed.get(key):
                compare = _deductions if key == "deductions" else _compare
                yield from compare(f"{place} › {key}", published.get(key), recomputed.get(key))
    elif _have_ids(published) and _have_ids(recomputed):
        yield from _compare(place, _by_id(published), _by_id(recomputed))
    else:
        yield _say(place, "", published, recomputed)


def _deductions(place: str, published: Any, recomputed: Any) -> Iterator[Difference]:
    """Compare what was taken, for which fact; where only the words differ, say so apart."""
    try:
        old, new = (sorted(map(_split, each)) for each in (published, recomputed))
    except (TypeError, AttributeError, ValueError):
        yield _say(place, "", published, recomputed)
        return
    if [bare for bare, _ in old] != [bare for bare, _ in new]:
        yield _say(place, "", [bare for bare, _ in old], [bare for bare, _ in new])
        return
    for (_, was), (_, now) in zip(old, new, strict=True):
        if was != now:
            yield _say(place, "", was, now)._replace(wording=True)


def _split(deduction: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a deduction states, and the words it is stated in."""
    bare = {key: value for key, value in deduction.items() if key not in WORDS}
    words = [str(deduction.get(key, "")) for key in WORDS]
    return json.dumps(bare, ensure_ascii=False, sort_keys=True, default=str), " / ".join(words)


def _have_ids(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(each, Mapping) and "id" in each for each in found)


def _by_id(found: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(each["id"]): each for each in found}


def _say(place: str, part: str, published: Any, recomputed: Any) -> Difference:
    where = f"{place} › {part}" if part else place
    old, new = _short(published), _short(recomputed)
    return Difference(where, old, new, f"公布 {old}，复算 {new}", f"published {old}, recomputed {new}")


def _short(value: Any) -> str:
    text = "—" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:117]}…"
