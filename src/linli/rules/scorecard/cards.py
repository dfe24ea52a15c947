"""Read cards as people and programs hand them in: typed facts and awards, or every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from linli.kernel.text import Text
from linli.rules.scorecard import strict_json
from linli.rules.scorecard.engine import award_fault
from linli.rules.scorecard.facts import FactFault, Value, parse, quote
from linli.rules.scorecard.model import Card, Item
from linli.rules.scorecard.outcome import Award

KEYS = ("subject", "facts", "awards")
SHAPE = Text('{"subject": "…", "facts": {…}}', '{"subject": "…", "facts": {…}}')
AWARD = Text('{"points": "3", "reason": "…"}', '{"points": "3", "reason": "…"}')
ONCE = Text("只出现一次", "once")
POINTS = "0 到 {top}，最多两位小数 / from 0 to {top}, in steps of 0.01"


class CardFault(NamedTuple):
    """What is wrong with a card: where, what was given, what is allowed, and why.

    fact: name of the fact; the item for an award; the key otherwise
    """

    subject: str
    fact: str
    value: str
    allowed: str
    reason_zh: str
    reason_en: str

    def as_json(self) -> dict[str, str]:
        return self._asdict()


class Handed(NamedTuple):
    """One card as it was handed in."""

    subject: str
    facts: dict[str, Value]
    awards: dict[str, Award]
    faults: tuple[CardFault, ...]


def read(card: Card, raw: object, *, place: str = "", table: bool = False) -> Handed:
    """Return the facts and awards of one card, and every fault it has.

    raw: what JSON held, or a row of a table as {"subject": …, "facts": {…}}
    place: how to name the card where its subject cannot be used ("第 3 张", "line 3")
    table: the values come from cells, where yes/no has more forms and an empty cell is missing
    """
    if not isinstance(raw, Mapping):
        found = _fault(place, "", raw, SHAPE, "不是一张卡", "is not a card")
        return Handed(place, {}, {}, (found,))
    faults: list[CardFault] = []
    subject = _subject(raw, place, faults)
    faults += _keys(raw, subject)
    facts = _facts(card, raw.get("facts"), subject, table, faults)
    awards = dict(_awards(card, raw.get("awards", {}), subject, faults)) if "awards" in raw else {}
    return Handed(subject, facts, awards, tuple(faults))


def _fault(subject: str, fact: str, value: object, allowed: Text, zh: str, en: str) -> CardFault:
    shown = quote(value)
    name = f"{fact} " if fact else ""
    both = allowed.zh if allowed.zh == allowed.en else f"{allowed.zh} / {allowed.en}"
    return CardFault(
        subject,
        fact,
        shown,
        both,
        f"{name}{shown}：{zh}；允许：{allowed.zh}",
        f"{name}{shown}: {en}; allowed: {allowed.en}",
    )


def _same(words: str) -> Text:
    return Text(words, words)


def _subject(raw: Mapping[str, Any], place: str, faults: list[CardFault]) -> str:
    subject = raw.get("subject")
    if isinstance(subject, str) and subject.strip():
        return subject
    faults.append(_fault(place, "subject", subject, Text("文字", "text"), "缺少名称", "there is no subject"))
    return place


def _keys(raw: Mapping[str, Any], subject: str) -> Iterator[CardFault]:
    allowed = _same(", ".join(KEYS))
    for key in raw:
        if key not in KEYS:
            yield _fault(subject, quote(key), raw[key], allowed, "不认识这一栏", "unknown key")
    for key in strict_json.doubled(raw):
        yield _fault(subject, quote(key), raw[key], ONCE, "重复出现", "stands there twice")


def _facts(card: Card, raw: object, subject: str, table: bool, faults: list[CardFault]) -> dict[str, Value]:
    if not isinstance(raw, Mapping):
        faults.append(_fault(subject, "facts", raw, _same("{FACT: VALUE}"), "缺少事实", "there are no facts"))
        return {}
    facts: dict[str, Value] = {}
    specs = card.facts
    for name, value in raw.items():
        spec = specs.get(name)
        if spec is None:
            faults.append(_unknown(card, subject, name, value))
        elif (value is True or value is False) and spec.unit == "flag":
            facts[name] = value
        else:
            try:
                facts[name] = parse(spec, value, table=table)
            except FactFault as error:
                zh, en = error.text.zh, error.text.en
                faults.append(CardFault(subject, name, error.value, error.allowed, zh, en))
    for name in strict_json.doubled(raw):
        faults.append(_fault(subject, quote(name), raw[name], ONCE, "重复出现", "stands there twice"))
    return facts


def _unknown(card: Card, subject: str, name: str, value: object) -> CardFault:
    allowed = Text(f"{card.code} 评分表的事实", f"the facts of the card {card.code}")
    like = _alike(card, name)
    zh, en = (f"；是不是 {like}？", f"; is it {like}?") if like else ("", "")
    return _fault(subject, quote(name), value, allowed, f"没有这个事实{zh}", f"unknown fact{en}")


@lru_cache(maxsize=256)
def _alike(card: Card, name: str) -> str:
    found = get_close_matches(name[:100], card.facts, n=1, cutoff=0.7)
    return found[0] if found else ""


def _awards(card: Card, raw: object, subject: str, faults: list[CardFault]) -> Iterator[tuple[str, Award]]:
    if not isinstance(raw, Mapping):
        shape = _same('{ITEM: {"points": "3", "reason": "…"}}')
        faults.append(
            _fault(subject, "awards", raw, shape, "评定写法不对", "awards are not as they should be")
        )
        return
    items = {each.id: each for each in card.items}
    for name in strict_json.doubled(raw):
        faults.append(_fault(subject, quote(name), "", ONCE, "重复出现", "stands there twice"))
    for name, given in raw.items():
        item = items.get(name)
        award = _award(given)
        if item is None:
            allowed = _same(", ".join(each.id for each in card.items if each.awardable))
            faults.append(_fault(subject, quote(name), _given(given), allowed, "没有这一项", "unknown item"))
        elif award is None:
            allowed = AWARD
            faults.append(_fault(subject, name, _given(given), allowed, "评定写法不对", "is not an award"))
        else:
            faults += _refusal(subject, item, award)
            yield name, award


def _refusal(subject: str, item: Item, award: Award) -> Iterator[CardFault]:
    refused = award_fault(item, award)
    if refused is None:
        return
    allowed = POINTS.format(top=item.maximum_text) if item.awardable else "不能评定 / no award"
    yield CardFault(subject, item.id, quote(award.points), allowed, refused.text.zh, refused.text.en)


def _award(given: object) -> Award | None:
    if (
        not isinstance(given, Mapping)
        or strict_json.doubled(given)
        or not given.keys() <= {"points", "reason"}
    ):
        return None
    number, reason = given.get("points"), given.get("reason", "")
    if isinstance(number, bool) or not isinstance(reason, str):
        return None
    if isinstance(number, str):
        number = strict_json.plain(number)
    return Award(Decimal(number), reason) if isinstance(number, int | Decimal) else None


def _given(given: object) -> object:
    return given.get("points") if isinstance(given, Mapping) else given
