"""Read a scorecard from its table, or refuse it with every fault it has, each in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from linli.kernel.errors import Refused
from linli.rules.scorecard import points, soundness
from linli.rules.scorecard.coefficient import parse_coefficient
from linli.rules.scorecard.effects import parse_condition, parse_effect
from linli.rules.scorecard.facts import UNITS, FactSpec
from linli.rules.scorecard.kinds import KINDS
from linli.rules.scorecard.kinds.base import Rule
from linli.rules.scorecard.model import Card, Discretion, Grade, Item, Section
from linli.rules.scorecard.reading import Book, Fault, Spec


class CardRefused(Refused):
    """The card contradicts itself; `faults` says where, all at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        zh = "；".join(f"{each.place}：{each.zh}" for each in self.faults)
        en = "; ".join(f"{each.place}: {each.en}" for each in self.faults)
        super().__init__(f"评分规则有误：{zh}", f"The scorecard is unsound: {en}")


def build(code: str, table: Mapping[str, Any]) -> Card:
    """Return the card a parsed `scorecard.toml` describes.

    :raises CardRefused: with every fault of the card
    """
    book = Book({}, [], rule=_rule)
    whole = Spec(table, code, book)
    whole.take("format_version")
    items = whole.tables("item")
    _declare(whole, items, book)
    card = _card(code, whole, items, book)
    whole.done()
    _idle(whole, items, book)
    book.faults.extend(soundness.faults(card))
    if book.faults:
        raise CardRefused(dict.fromkeys(book.faults))
    return card


def _declare(whole: Spec, items: list[Spec], book: Book) -> None:
    """Enter every fact and reading first: rules may speak of facts of other items."""
    for table in whole.tables("fact"):
        _enter(_fact(table, "", period=table.flag("period", True)), table, book)
    for item in items:
        item.place = str(item.take("id", item.place))
        for table in item.tables("fact"):
            _enter(_fact(table, item.place, period=False), table, book)
    for spec in (whole, *items):
        for table in spec.tables("discretion"):
            name = table.text("id")
            if name in book.readings:
                table.fault(f"读法 {name} 重复", f"reading {name} is declared twice")
            book.readings[name] = table.flag("adopted", True)


def _idle(whole: Spec, items: list[Spec], book: Book) -> None:
    """A reading that changes nothing when it is switched off is no choice for the district."""
    for spec in (whole, *items):
        for table in spec.tables("discretion"):
            name, whole_rule = table.take("id"), spec is not whole and table.take("scope", "rule") == "rule"
            if not whole_rule and name not in book.used and not table.take("otherwise"):
                table.fault(
                    f"关掉读法 {name} 什么也不变", f"switching the reading {name} off changes nothing"
                )


def _enter(fact: FactSpec, table: Spec, book: Book) -> None:
    if fact.name in book.facts:
        table.fault(f"事实 {fact.name} 重复", f"fact {fact.name} is declared twice")
    book.facts[fact.name] = fact


def _fact(table: Spec, item: str, *, period: bool) -> FactSpec:
    return FactSpec(
        name=table.text("name"),
        unit=table.choice("unit", UNITS),  # type: ignore[arg-type]
        label_zh=table.text("label_zh"),
        label_en=table.text("label_en"),
        item=item,
        absent_zh=table.text("absent_zh", ""),
        absent_en=table.text("absent_en", ""),
        optional=table.flag("optional", False),
        period=period,
    )


def _card(code: str, whole: Spec, items: list[Spec], book: Book) -> Card:
    head = _head(whole)
    return Card(
        code=code,
        title_zh=head.text("title_zh"),
        title_en=head.text("title_en"),
        worth=head.points("total"),
        sections=tuple(map(_section, whole.tables("section"))),
        items=tuple(_item(each, book) for each in items),
        grades=_grades(whole, book),
        effects=tuple(map(parse_effect, whole.tables("effect"))),
        discretions=tuple(_readings(whole, "card")),
        coefficients=tuple(map(parse_coefficient, whole.tables("coefficient"))),
        absence=head.choice("not_applicable", ("full", "rescale"), "full"),  # type: ignore[arg-type]
        scale_to=head.points("scale_to") if "scale_to" in head else None,
        cap=head.points("cap") if "cap" in head else None,
        facts=book.facts,
    )


def _head(whole: Spec) -> Spec:
    """Return the card's own table, with what holds instead of each reading that is switched off."""
    raw = whole.take("card", {})
    table = dict(raw) if isinstance(raw, Mapping) else {}
    for source in whole.tables("discretion"):
        otherwise = source.take("otherwise", {})
        if isinstance(otherwise, Mapping) and not source.take("adopted", True):
            table |= otherwise
    return whole.child("card", table)


def _section(spec: Spec) -> Section:
    worth = spec.points("maximum")
    return Section(
        id=spec.text("id"),
        name_zh=spec.text("name_zh"),
        name_en=spec.text("name_en"),
        worth=worth,
        mode=spec.choice("mode", ("sum", "pool"), "sum"),  # type: ignore[arg-type]
        weight=spec.number("weight") if "weight" in spec else None,
        bonus=spec.flag("bonus", False),
        printed_in=spec.text("printed_in", ""),
        maximum_text=points.text(worth),
    )


def _grades(whole: Spec, book: Book) -> tuple[Grade, ...]:
    adopted, found = True, []
    for table in whole.tables("grade"):
        adopted = table.reading()[1] and adopted
        found.append(
            Grade(table.text("id"), table.text("name_zh"), table.text("name_en"), table.points("at_least"))
        )
    return tuple(found) if adopted else ()


def _readings(spec: Spec, scope: str | None = None) -> Iterator[Discretion]:
    for table in spec.tables("discretion"):
        table.take("otherwise")
        yield Discretion(
            id=table.text("id"),
            scope=scope or table.choice("scope", ("rule", "part"), "rule"),  # type: ignore[arg-type]
            reading_zh=table.text("reading_zh"),
            reading_en=table.text("reading_en"),
            adopted=table.flag("adopted", True),
        )


def _item(spec: Spec, book: Book) -> Item:
    worth = spec.points("maximum")
    readings = tuple(_readings(spec))
    rule = _rule(_ruling(spec, readings), worth)
    when = spec.table("when") if "when" in spec else None
    return Item(
        id=spec.text("id"),
        section=spec.text("section"),
        clause=spec.text("clause"),
        title_zh=spec.text("title_zh"),
        title_en=spec.text("title_en"),
        criterion_zh=spec.text("criterion_zh"),
        criterion_en=spec.text("criterion_en"),
        worth=worth,
        kind=rule.kind,
        rule=rule,
        facts=tuple(fact for fact in book.facts.values() if fact.item == spec.place),
        discretions=readings,
        effects=tuple(map(parse_effect, spec.tables("effect"))),
        when=parse_condition(when) if when else None,
        maximum_text=points.text(worth),
    )


def _ruling(spec: Spec, readings: tuple[Discretion, ...]) -> Spec:
    """Return the rule's table, with what holds instead of each reading that is switched off."""
    raw = spec.take("rule", {})
    if not isinstance(raw, Mapping):
        spec.fault("缺少评分规则 rule", "the table 'rule' is missing")
        raw = {}
    table: dict[str, Any] = dict(raw)
    for reading, source in zip(readings, spec.tables("discretion"), strict=True):
        otherwise = source.take("otherwise", {})
        if not reading.adopted and isinstance(otherwise, Mapping) and otherwise:
            table |= otherwise
        elif not reading.adopted and reading.scope == "rule":
            # Where the annex is silent and the district gives no reading, only a person can judge.
            return Spec({"kind": "judgement"}, f"{spec.place}.rule", spec.book)
    whole = any(each.scope == "rule" and each.adopted for each in readings)
    return Spec(table, f"{spec.place}.rule", spec.book, discretion=whole)


def _rule(spec: Spec, worth: int) -> Rule:
    kind = KINDS[spec.choice("kind", tuple(KINDS))]
    rule = kind.parse(spec, worth)
    for need in rule.needs():
        spec.expect(need.fact, *sorted(need.units))
    for fault in rule.faults(worth):
        spec.fault(fault.zh, fault.en)
    spec.done()
    return rule
