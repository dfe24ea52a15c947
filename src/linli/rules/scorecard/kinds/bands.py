"""bands: points by the band a measure falls in (95% 以上 5 分，85% 以上 3 分)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import NOT_APPLICABLE, FactSpec, Unit, Value
from linli.rules.scorecard.kinds.base import NUMERIC, Need, Plain, Values, Win, number, written
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


class Band(NamedTuple):
    """An edge, included, and what reaching it is worth in hundredths."""

    edge: Decimal
    worth: int


@dataclass(frozen=True, slots=True)
class Bands(Plain):
    """The first band whose edge is reached gives its points; past the last one, `otherwise`.

    rising: true if more is better (bands say `at_least`), false if less is (`at_most`)
    """

    kind: ClassVar[str] = "bands"
    units: ClassVar[frozenset[Unit]] = NUMERIC

    fact: FactSpec
    bands: tuple[Band, ...]
    rising: bool
    otherwise: int
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        rising = spec.choice("better", ("more", "less"), "more") == "more"
        edge = "at_least" if rising else "at_most"
        bands = tuple(Band(each.number(edge), each.points("points")) for each in spec.tables("band"))
        return cls(spec.fact("fact"), bands, rising, spec.points("otherwise", 0), spec.discretion)

    def needs(self) -> tuple[Need, ...]:
        return (Need(self.fact, NUMERIC),)

    def faults(self, worth: int) -> Iterator[Text]:
        yield from _edges(self)
        yield from _worths(self, worth)

    def judge(self, values: Values, worth: int) -> Judgement:
        if values[0] is NOT_APPLICABLE:
            return Judgement(worth, (), applicable=False)
        measure = number(self.fact, values[0])
        for band in self.bands:
            if measure >= band.edge if self.rising else measure <= band.edge:
                return self._reached(measure, band.worth, worth, band.edge)
        return self._reached(measure, self.otherwise, worth, None)

    def wins(self, values: Values) -> Iterable[Win]:
        if values[0] is NOT_APPLICABLE:
            return
        measure = number(self.fact, values[0])
        for band in self.bands:
            if measure >= band.edge if self.rising else measure <= band.edge:
                return
            goal: int | Decimal = band.edge
            if self.fact.unit == "count":
                goal = int(band.edge.to_integral_value("ROUND_CEILING" if self.rising else "ROUND_FLOOR"))
            yield Win(((0, goal),), abs(Decimal(goal) - measure))

    def _reached(self, measure: Value, reached: int, worth: int, edge: Decimal | None) -> Judgement:
        if reached == worth:
            return Judgement(worth)
        value, got = written(self.fact, measure), points.short(reached)
        side_zh, side_en = ("达到", "reaches") if self.rising else ("不超过", "at most")
        none_zh, none_en = (
            f"{self.fact.label_zh} {value}，未达到任何一档",
            f"{self.fact.label_en} {value}, no band",
        )
        if edge is not None:
            bound = written(self.fact, edge)
            none_zh = f"{self.fact.label_zh} {value}，{side_zh} {bound} 一档"
            none_en = f"{self.fact.label_en} {value}, {side_en} {bound}"
        taken = Deduction(
            worth - reached, f"{none_zh}，得 {got} 分", f"{none_en}: {got}", self.fact.name, self.discretion
        )
        return Judgement(reached, (taken,))


def _edges(rule: Bands) -> Iterator[Text]:
    edges = [each.edge for each in rule.bands]
    if not edges or edges != sorted(set(edges), reverse=rule.rising):
        yield Text(
            "各档界限必须按从好到坏严格排列，否则有的档永远到不了",
            "the edges must run strictly from good to bad, or a band is out of reach",
        )
        return
    top = Decimal(100) if rule.fact.unit == "rate" else None
    if top is not None and (max(edges) > top or min(edges) < 0):
        yield Text("百分数的界限须在 0 到 100 之间", "the edges of a rate must lie between 0 and 100")
    covered = edges[-1] <= 0 if rule.rising else top is not None and edges[-1] >= top
    if covered and rule.otherwise:
        yield Text(
            "最后一档已经包括全部，otherwise 到不了",
            "the last band takes everything, 'otherwise' is out of reach",
        )


def _worths(rule: Bands, worth: int) -> Iterator[Text]:
    worths = [each.worth for each in rule.bands]
    if worths != sorted(set(worths), reverse=True) or (worths and rule.otherwise >= worths[-1]):
        yield Text("各档分值必须依次严格递减", "the points must fall strictly from band to band")
    if worths and worths[0] != worth:
        yield Text(
            f"最好的一档须得满分 {points.short(worth)}", f"the best band must give {points.short(worth)}"
        )
    if rule.otherwise < 0:
        yield Text("otherwise 不能为负", "'otherwise' must not be negative")
