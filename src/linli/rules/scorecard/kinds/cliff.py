"""cliff: full marks on the good side of a bound, nothing beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from linli.kernel.text import Text
from linli.rules.scorecard.effects import Condition, parse_condition
from linli.rules.scorecard.facts import NOT_APPLICABLE, Unit, Value, show
from linli.rules.scorecard.kinds.base import NUMERIC, Need, Plain, Values, Win, number, written
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec

WORDS = {
    "below": Text("低于", "below"),
    "at_most": Text("不超过", "at most"),
    "above": Text("高于", "above"),
    "at_least": Text("不低于", "at least"),
}


@dataclass(frozen=True, slots=True)
class Cliff(Plain):
    """`earned` says where the points are; everywhere else the item earns nothing."""

    kind: ClassVar[str] = "cliff"
    units: ClassVar[frozenset[Unit]] = NUMERIC

    earned: Condition
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        return cls(parse_condition(spec), spec.discretion)

    def needs(self) -> tuple[Need, ...]:
        return (Need(self.earned.fact, NUMERIC),)

    def faults(self, worth: int) -> Iterator[Text]:
        low, high = self._never()
        if low:
            yield Text("这个界限人人达到，没有意义", "everybody is on the good side of this bound")
        if high:
            yield Text("这个界限谁也达不到", "nobody can be on the good side of this bound")

    def judge(self, values: Values, worth: int) -> Judgement:
        if values[0] is NOT_APPLICABLE:
            return Judgement(worth, (), applicable=False)
        measure = number(self.earned.fact, values[0])
        if self._holds(measure):
            return Judgement(worth)
        fact, words = self.earned.fact, WORDS[self.earned.test]
        value, bound = written(fact, measure), written(fact, self.earned.bound)
        return Judgement(
            0,
            (
                Deduction(
                    worth,
                    f"{fact.label_zh} {value}，要求{words.zh} {bound}，本项不得分",
                    f"{fact.label_en} {value}, required {words.en} {bound}: the item earns nothing",
                    fact.name,
                    self.discretion,
                ),
            ),
        )

    def wins(self, values: Values) -> Iterable[Win]:
        if values[0] is NOT_APPLICABLE:
            return
        measure = number(self.earned.fact, values[0])
        goal = self._goal()
        if not self._holds(measure) and self._holds(goal):
            yield Win(((0, goal),), abs(Decimal(goal) - measure))

    def _holds(self, measure: Value) -> bool:
        return self.earned.holds({self.earned.fact.name: measure})

    def _goal(self) -> Decimal | int:
        """Return the nearest value on the good side."""
        count = self.earned.fact.unit == "count"
        hair = {"above": Decimal(1), "below": Decimal(-1)}.get(self.earned.test, Decimal(0))
        goal = Decimal(self.earned.bound) + (hair if count else hair / 100)
        if not count:
            return Decimal(show(goal))
        up = self.earned.test in ("above", "at_least")
        return int(
            goal.to_integral_value(
                "ROUND_FLOOR" if self.earned.test == "above" else "ROUND_CEILING" if up else "ROUND_FLOOR"
            )
        )

    def _never(self) -> tuple[bool, bool]:
        test, bound = self.earned.test, self.earned.bound
        top = 100 if self.earned.fact.unit == "rate" else None
        everybody = (test == "at_least" and bound <= 0) or (
            top is not None and test == "at_most" and bound >= top
        )
        nobody = (test == "below" and bound <= 0) or (top is not None and test == "above" and bound >= top)
        beyond = top is not None and test == "at_least" and bound > top
        return everybody, nobody or beyond or (test == "at_most" and bound < 0)
