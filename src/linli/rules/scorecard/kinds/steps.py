"""steps: points by steps of a measure beyond a bound (低于90%的，每下降5%，扣1分)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import ClassVar, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import NOT_APPLICABLE, FactSpec, Unit, show
from linli.rules.scorecard.kinds.base import (
    NUMERIC,
    Need,
    Plain,
    Scorer,
    Values,
    Win,
    number,
    range_fault,
    written,
)
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec

# Wide enough for every value `facts` lets in, so that no difference is ever rounded.
EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)
MOST_STEPS = 10_000
WORDS = {
    "floor": Text("每满 {per} 扣 {off} 分，不满不扣", "{off} off for each full {per}"),
    "ceil": Text("每 {per} 扣 {off} 分，不满按满计", "{off} off for each {per} begun"),
    "linear": Text("每 {per} 扣 {off} 分，按比例计", "{off} off for each {per}, in proportion"),
}


@dataclass(frozen=True, slots=True)
class Steps(Plain):
    """Beyond `start`, each step of `per` costs `off`, down to `least`.

    below: true if falling short costs (a satisfaction rate), false if exceeding does (overdue days)
    rounding: "floor" counts full steps only, "ceil" each one begun, "linear" in proportion
    discretion: the source does not say which of the three, the district reads it so
    """

    kind: ClassVar[str] = "steps"
    units: ClassVar[frozenset[Unit]] = NUMERIC

    fact: FactSpec
    start: Decimal
    per: Decimal
    off: int
    below: bool
    rounding: str
    least: int
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        rests, adopted = spec.reading()
        return cls(
            fact=spec.fact("fact"),
            start=spec.number("from"),
            per=spec.number("per"),
            off=spec.points("off"),
            below=spec.choice("direction", ("below", "above"), "below") == "below",
            rounding=spec.choice("rounding", ("floor", "ceil", "linear"), "floor"),
            least=spec.points("least", 0),
            discretion=rests and adopted,
        )

    def needs(self) -> tuple[Need, ...]:
        return (Need(self.fact, NUMERIC),)

    def faults(self, worth: int) -> Iterator[Text]:
        if self.per <= 0:
            yield Text("每一步的幅度要大于 0", "a step must be greater than 0")
            return
        if not 0 < self.off <= worth:
            yield range_fault("每步扣分", "the price of a step", worth)
        if not 0 <= self.least < worth:
            yield Text("保底分要低于满分", "the floor must lie below the maximum")
        if (worth - self.least) > self.off * MOST_STEPS:
            yield Text("步数太多", "there are too many steps")
        if self.fact.unit == "rate" and not 0 <= self.start <= 100:
            yield Text("起点须在 0 到 100 之间", "the start must lie between 0 and 100")
        if self.below and self.start < (self.per if self.rounding == "floor" else 1):
            yield Text("从起点往下走不到一步，永远不扣分", "below the start there is no room for one step")

    def judge(self, values: Values, worth: int) -> Judgement:
        value = values[0]
        if value is NOT_APPLICABLE:
            return Judgement(worth, (), applicable=False)
        measure = number(self.fact, value)
        if self.rounding == "linear":
            taken = min(self._linear(measure), worth - self.least)
        else:
            edges = self._edges(worth)
            taken = min(self._steps(measure, edges) * self.off, worth - self.least)
        return Judgement(worth - taken, (self._deduction(measure, taken),) if taken else ())

    def scorer(self, worth: int) -> Scorer:
        if self.rounding == "linear":
            return super(Steps, self).scorer(worth)
        edges, off, most = self._edges(worth), self.off, worth - self.least
        judge, below = self.judge, self.below
        find = bisect_left if self.rounding == "floor" else bisect_right
        count = len(edges)

        def score(values: Values) -> int:
            value = values[0]
            if not below or type(value) is not Decimal:
                return judge(values, worth).score
            taken = (count - find(edges, value)) * off
            return worth - (taken if taken < most else most)

        return score

    def wins(self, values: Values) -> Iterable[Win]:
        if values[0] is NOT_APPLICABLE:
            return
        measure = Decimal(number(self.fact, values[0]))
        gap = EXACT.subtract(self.start, measure) if self.below else EXACT.subtract(measure, self.start)
        if gap <= 0:
            return
        goals = [self._next(gap), self.start] if self.rounding != "linear" else [self.start]
        for goal in dict.fromkeys(goals):
            reached = self._reachable(goal)
            yield Win(((0, reached),), abs(EXACT.subtract(Decimal(reached), measure)))

    def _edges(self, worth: int) -> list[Decimal]:
        """Return the values at which one more step is lost, rising, as seen from the good side."""
        most = min(-(-(worth - self.least) // self.off), MOST_STEPS) if self.off > 0 else 0
        first = 1 if self.rounding == "floor" else 0
        step = self.per if self.below else -self.per
        edges = [
            EXACT.subtract(self.start, EXACT.multiply(step, Decimal(k))) for k in range(first, first + most)
        ]
        return sorted(edges)

    def _steps(self, measure: int | Decimal, edges: list[Decimal]) -> int:
        if self.below:
            find = bisect_left if self.rounding == "floor" else bisect_right
            return len(edges) - find(edges, measure)
        return bisect_right(edges, measure) if self.rounding == "floor" else bisect_left(edges, measure)

    def _linear(self, measure: int | Decimal) -> int:
        gap = EXACT.subtract(self.start, Decimal(measure))
        if not self.below:
            gap = gap.copy_negate()
        if gap <= 0:
            return 0
        (up, down), (per_up, per_down) = gap.as_integer_ratio(), self.per.as_integer_ratio()
        return points.divide(up * per_down * self.off, down * per_up)

    def _next(self, gap: Decimal) -> Decimal:
        """Return the nearest value at which one step less is lost."""
        steps = int(EXACT.divide_int(gap, self.per))
        if self.rounding == "floor":
            return self._at(steps) if not steps else self._inside(steps)
        return self._at(steps if EXACT.multiply(self.per, Decimal(steps)) != gap else steps - 1)

    def _inside(self, steps: int) -> Decimal:
        # At the edge itself the step still counts as full: the goal lies just on its good side.
        edge = self._at(steps)
        hair = Decimal("0.01") if self.fact.unit != "count" else Decimal(1)
        return EXACT.add(edge, hair) if self.below else EXACT.subtract(edge, hair)

    def _at(self, steps: int) -> Decimal:
        width = EXACT.multiply(self.per, Decimal(steps))
        return EXACT.subtract(self.start, width) if self.below else EXACT.add(self.start, width)

    def _reachable(self, goal: Decimal) -> int | Decimal:
        if self.fact.unit != "count":
            return goal
        return int(goal.to_integral_value("ROUND_CEILING" if self.below else "ROUND_FLOOR"))

    def _deduction(self, measure: int | Decimal, taken: int) -> Deduction:
        gap = abs(EXACT.subtract(Decimal(measure), self.start))
        words = WORDS[self.rounding]
        named = {"per": show(self.per), "off": points.short(self.off)}
        bound, value = written(self.fact, self.start), written(self.fact, measure)
        unit_zh, unit_en = (" 个百分点", " points") if self.fact.unit == "rate" else ("", "")
        side_zh, side_en = ("低", "below") if self.below else ("高", "above")
        return Deduction(
            taken,
            f"{self.fact.label_zh} {value}，比 {bound} {side_zh} {show(gap)}{unit_zh}，"
            + words.zh.format(**named),
            f"{self.fact.label_en} {value}, {show(gap)}{unit_en} {side_en} {bound}; "
            + words.en.format(**named),
            self.fact.name,
            self._rests_on_reading(gap),
        )

    def _rests_on_reading(self, gap: Decimal) -> bool:
        # Where no reading is declared whole steps are the source's own words, a part of a step never is.
        part = self.rounding != "floor" and EXACT.remainder(gap, self.per) != 0
        return self.discretion or part
