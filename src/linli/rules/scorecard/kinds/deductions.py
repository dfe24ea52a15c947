"""deductions: named shortcomings, each costing its own points (未建立工作机制扣3分，未开展活动扣2分)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard.facts import NOT_APPLICABLE, FactSpec, Unit, Value
from linli.rules.scorecard.kinds.base import (
    COUNT,
    FLAG,
    Need,
    Plain,
    Scorer,
    Values,
    Win,
    absent,
    all_absent,
    is_met,
    number,
    range_fault,
    sentence,
    settle,
)
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


class Shortcoming(NamedTuple):
    """A requirement and its price: a flag that is false, or a count under `at_least`."""

    fact: FactSpec
    off: int
    at_least: int
    discretion: bool

    def found(self, value: Value) -> bool:
        if self.fact.unit == "flag":
            return not is_met(self.fact, value)
        return value is not NOT_APPLICABLE and number(self.fact, value) < self.at_least


@dataclass(frozen=True, slots=True)
class Deductions(Plain):
    """The shortcomings add up and never take more than the item has."""

    kind: ClassVar[str] = "deductions"
    units: ClassVar[frozenset[Unit]] = FLAG | COUNT

    shortcomings: tuple[Shortcoming, ...]

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        found = []
        for each in spec.tables("off"):
            discretion, adopted = each.reading()
            shortcoming = Shortcoming(
                each.fact("fact"), each.points("points"), each.whole("at_least", 1), discretion
            )
            if adopted:
                found.append(shortcoming)
        return cls(tuple(found))

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(each.fact, self.units) for each in self.shortcomings)

    def faults(self, worth: int) -> Iterator[Text]:
        if not self.shortcomings:
            yield Text("没有列出扣分情形", "names no shortcoming")
        for each in self.shortcomings:
            if not 0 < each.off <= worth:
                yield range_fault(f"{each.fact.name} 的扣分", f"the deduction for {each.fact.name}", worth)
            if each.at_least < 1:
                yield Text(
                    f"{each.fact.name} 的 at_least 至少为 1，否则永远不扣分",
                    f"at_least of {each.fact.name} must be 1 or more, or it never costs anything",
                )

    def judge(self, values: Values, worth: int) -> Judgement:
        taken = (
            self._deduction(each)
            for each, value in zip(self.shortcomings, values, strict=True)
            if each.found(value)
        )
        return settle(taken, worth)._replace(applicable=not all_absent(values))

    def scorer(self, worth: int) -> Scorer:
        parts = tuple((each.fact.unit == "flag", each.at_least, each.off) for each in self.shortcomings)
        judge = self.judge

        def score(values: Values) -> int:
            left = worth
            for (flag, least, off), value in zip(parts, values, strict=True):
                if flag and (value is True or value is False):
                    left -= 0 if value else off
                elif not flag and type(value) is int:
                    left -= off if value < least else 0
                else:
                    return judge(values, worth).score
            return left if left > 0 else 0

        return score

    def wins(self, values: Values) -> Iterable[Win]:
        for n, (each, value) in enumerate(zip(self.shortcomings, values, strict=True)):
            if each.found(value):
                flag = each.fact.unit == "flag"
                effort = 1 if flag else each.at_least - int(number(each.fact, value))
                yield Win(((n, True if flag else each.at_least),), Decimal(effort))

    def _deduction(self, each: Shortcoming) -> Deduction:
        said = absent(each.fact)
        if each.fact.unit == "count" and each.at_least > 1:
            said = Text(
                f"{each.fact.label_zh}不足 {each.at_least}",
                f"{each.fact.label_en}: fewer than {each.at_least}",
            )
        return Deduction(each.off, said.zh, sentence(said.en), each.fact.name, each.discretion)
