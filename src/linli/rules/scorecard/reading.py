"""Read tables of a pack and collect every fault with its place, instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from linli.rules.scorecard import points
from linli.rules.scorecard.facts import LARGEST, FactSpec

NOWHERE = FactSpec("", "flag", "", "", "")


class Fault(NamedTuple):
    """What is wrong in a pack, and where (an item's id, a table and its number)."""

    place: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.place}: {self.zh}"


@dataclass(frozen=True, slots=True)
class Book:
    """What all tables of one card share: the facts declared so far, and the faults found.

    readings: id of each declared reading → whether the district has adopted it
    used: ids of the readings some part of the card rests on
    rule: reads a rule of any kind, for the kind that holds other rules
    """

    facts: dict[str, FactSpec]
    faults: list[Fault]
    readings: dict[str, bool] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    rule: Callable[[Spec, int], Any] = lambda spec, worth: spec.fault(
        "这里不能有规则", "no rule may stand here"
    )


class Spec:
    """One table, read key by key; a key that nobody read is a fault (usually a misspelling).

    After a fault every reader returns something harmless, so that reading goes on.
    """

    def __init__(self, table: Mapping[str, Any], place: str, book: Book, *, discretion: bool = False) -> None:
        self._table = table
        self._read: set[str] = set()
        self._made: dict[str, list[Spec]] = {}
        self.place = place
        self.book = book
        self.discretion = discretion  # the whole rule is the district's reading

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def fault(self, zh: str, en: str) -> None:
        """Write a fault down for this place."""
        self.book.faults.append(Fault(self.place, zh, en))

    def take(self, key: str, default: Any = None) -> Any:
        """Return the raw value and mark the key as read."""
        self._read.add(key)
        return self._table.get(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        value = self.take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fault(f"“{key}” 要填文字", f"'{key}' must be a text")
            return default or ""
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.take(key, default)
        if not isinstance(value, bool):
            self.fault(f"“{key}” 只能是 true 或 false", f"'{key}' must be true or false")
            return default
        return value

    def number(self, key: str, default: Decimal | int | None = None) -> Decimal:
        """Return an exact number; texts such as "0.5" are welcome."""
        found = _exact(self.take(key, default))
        if found is None:
            self.fault(f"“{key}” 要填数", f"'{key}' must be a number")
        return found or Decimal(0)

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        found = self.number(key, default)
        if found != found.to_integral_value():
            self.fault(f"“{key}” 要填整数", f"'{key}' must be a whole number")
        return int(found)

    def points(self, key: str, default: Decimal | int | None = None) -> int:
        """Return points as hundredths."""
        found = self.number(key, default)
        try:
            return points.of(found)
        except ValueError:
            self.fault(f"“{key}” 最多两位小数", f"'{key}' may have two decimals at most")
            return 0

    def choice(self, key: str, options: Sequence[str], default: str | None = None) -> str:
        """Return one of `options`."""
        value = self.take(key, default)
        if value not in options:
            named = " / ".join(options)
            self.fault(f"“{key}” 只能是 {named}", f"'{key}' must be one of {named}")
            return default or options[0]
        return str(value)

    def fact(self, key: str) -> FactSpec:
        """Return the declared fact of that name."""
        return self._known(self.text(key))

    def facts(self, key: str) -> tuple[FactSpec, ...]:
        """Return a list of declared facts, each once."""
        names = self.take(key)
        if not isinstance(names, list) or not names:
            self.fault(f"“{key}” 要列出事实的名称", f"'{key}' must list names of facts")
            return ()
        if len(set(map(str, names))) != len(names):
            self.fault(f"“{key}” 里有重复的事实", f"'{key}' names a fact twice")
        return tuple(self._known(str(name)) for name in names)

    def expect(self, fact: FactSpec, *units: str) -> None:
        """Write a fault down if the fact is of another unit than this place can speak about."""
        if fact is not NOWHERE and fact.unit not in units:
            wanted = "、".join(units)
            self.fault(
                f"事实 {fact.name} 是 {fact.unit}，这里要 {wanted}",
                f"fact {fact.name} is a {fact.unit}; this place wants {', '.join(units)}",
            )

    def tables(self, key: str) -> list[Spec]:
        """Return the sub-tables of a list; none if the key is absent."""
        found = self.take(key, [])
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            self.fault(f"“{key}” 要填表", f"'{key}' must be a list of tables")
            return []
        if key not in self._made:
            places = (f"{self.place}.{key}[{n}]" for n in range(1, len(found) + 1))
            self._made[key] = [self._child(each, place) for each, place in zip(found, places, strict=True)]
        return self._made[key]

    def table(self, key: str) -> Spec:
        """Return a sub-table; empty if the key is absent."""
        found = self.take(key, {})
        if not isinstance(found, Mapping):
            self.fault(f"“{key}” 要填表", f"'{key}' must be a table")
            found = {}
        if key not in self._made:
            self._made[key] = [self._child(found, f"{self.place}.{key}")]
        return self._made[key][0]

    def child(self, key: str, table: Mapping[str, Any]) -> Spec:
        """Return a sub-table that was put together from this one's."""
        self._read.add(key)
        self._made[key] = [self._child(table, f"{self.place}.{key}")]
        return self._made[key][0]

    def reading(self) -> tuple[bool, bool]:
        """Return whether this part rests on a reading of the district, and whether that is adopted."""
        name = self.text("reading", "")
        if name and name not in self.book.readings:
            self.fault(f"没有声明的读法 {name!r}", f"unknown reading {name!r}")
        self.book.used.add(name)
        return self.discretion or bool(name), self.book.readings.get(name, True)

    def done(self) -> None:
        """Write a fault down for every key, here and below, that nobody asked for."""
        for key in self._table:
            if key not in self._read:
                self.fault(f"不认识 “{key}”", f"unknown key '{key}'")
        for made in self._made.values():
            for child in made:
                child.done()

    def _child(self, table: Mapping[str, Any], place: str) -> Spec:
        return Spec(table, place, self.book, discretion=self.discretion)

    def _known(self, name: str) -> FactSpec:
        found = self.book.facts.get(name)
        if found is None:
            self.fault(f"没有声明的事实 {name!r}", f"unknown fact {name!r}")
            return NOWHERE
        return found


def _exact(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        found = Decimal(value)
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found) <= LARGEST else None
