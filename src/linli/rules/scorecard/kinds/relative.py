"""relative: a measure against one of the period: the average of peers, or a quota to fulfil."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import FactSpec, Unit
from linli.rules.scorecard.kinds.base import (
    NUMERIC,
    Need,
    Plain,
    Values,
    all_absent,
    number,
    range_fault,
    written,
)
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


@dataclass(frozen=True, slots=True)
class Relative(Plain):
    """What is lost for being worse than the measure of the period.

    against: a fact of the period (`period = true`), the same for every card of the round
    better: "more" or "less"
    count: "share" takes points in proportion to what is missing of (or beyond) the quota;
        "difference" takes `off` for each full `per` of the distance
    """

    kind: ClassVar[str] = "relative"
    units: ClassVar[frozenset[Unit]] = NUMERIC

    fact: FactSpec
    against: FactSpec
    more: bool
    share: bool
    per: Decimal
    off: int
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        share = spec.choice("count", ("share", "difference"), "share") == "share"
        return cls(
            fact=spec.fact("fact"),
            against=spec.fact("against"),
            more=spec.choice("better", ("more", "less"), "more") == "more",
            share=share,
            per=Decimal(1) if share else spec.number("per"),
            off=worth if share else spec.points("off"),
            discretion=spec.discretion,
        )

    def needs(self) -> tuple[Need, ...]:
        return Need(self.fact, NUMERIC), Need(self.against, NUMERIC)

    def faults(self, worth: int) -> Iterator[Text]:
        if not self.against.period:
            yield Text(
                f"{self.against.name} 不是本期参数", f"{self.against.name} is not a fact of the period"
            )
        if self.fact.unit != self.against.unit:
            yield Text("两个事实的单位不同", "the two facts have different units")
        if self.per <= 0:
            yield Text("每一步的幅度要大于 0", "a step must be greater than 0")
        if not 0 < self.off <= worth:
            yield range_fault("每步扣分", "the price of a step", worth)

    def judge(self, values: Values, worth: int) -> Judgement:
        if all_absent(values[:1]) or all_absent(values[1:]):
            return Judgement(worth, (), applicable=False)
        have, want = number(self.fact, values[0]), number(self.against, values[1])
        gap = Fraction(want) - Fraction(have) if self.more else Fraction(have) - Fraction(want)
        taken = min(worth, self._taken(gap, Fraction(want), worth)) if gap > 0 else 0
        if not taken:
            return Judgement(worth)
        side = Text("低于", "below") if self.more else Text("高于", "above")
        one, other = written(self.fact, have), written(self.against, want)
        return Judgement(
            worth - taken,
            (
                Deduction(
                    taken,
                    f"{self.fact.label_zh} {one}，{side.zh}{self.against.label_zh} {other}",
                    f"{self.fact.label_en} {one}, {side.en} {self.against.label_en} {other}",
                    self.fact.name,
                    self.discretion,
                ),
            ),
        )

    def _taken(self, gap: Fraction, want: Fraction, worth: int) -> int:
        if not self.share:
            return int(gap / Fraction(self.per)) * self.off
        part = gap / want * worth if want else Fraction(worth)
        return points.divide(part.numerator, part.denominator)
