"""bonus: points on top, from one or several sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard.facts import FactSpec, Unit, Value
from linli.rules.scorecard.kinds.base import Need, Plain, Scorer, Values, all_absent, hundredths, number
from linli.rules.scorecard.outcome import Judgement
from linli.rules.scorecard.reading import Spec

SOURCES: frozenset[Unit] = frozenset({"count", "number"})


class Source(NamedTuple):
    """A number of points, or a count of deeds worth `each` hundredths.

    cap: most that this source may give; None for no limit of its own
    """

    fact: FactSpec
    each: int
    cap: int | None

    def worth(self, value: Value) -> int:
        if self.fact.unit == "count":
            gained = int(number(self.fact, value)) * self.each
        else:
            gained = hundredths(self.fact, value)
        return gained if self.cap is None else min(gained, self.cap)


@dataclass(frozen=True, slots=True)
class Bonus(Plain):
    """The sources added up, or the highest alone; at most the item's maximum unless uncapped.

    A source that is missing gives nothing and leaves the card complete.
    "Only up to full marks" is the card's own `cap`, for it needs the other items.
    """

    kind: ClassVar[str] = "bonus"
    units: ClassVar[frozenset[Unit]] = SOURCES

    sources: tuple[Source, ...]
    highest_only: bool
    capped: bool

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        sources = tuple(
            Source(each.fact("fact"), each.points("each", 1), each.points("cap") if "cap" in each else None)
            for each in spec.tables("source")
        )
        highest = spec.choice("count", ("sum", "highest"), "sum") == "highest"
        return cls(sources, highest, spec.flag("capped", True))

    def needs(self) -> tuple[Need, ...]:
        return tuple(
            Need(each.fact, SOURCES, 0 if each.fact.unit == "count" else Decimal(0)) for each in self.sources
        )

    def faults(self, worth: int) -> Iterator[Text]:
        if not self.sources:
            yield Text("没有列出加分来源", "names no source")
        for each in self.sources:
            if each.each <= 0 or (each.cap is not None and each.cap <= 0):
                yield Text(f"{each.fact.name} 加不了分", f"{each.fact.name} can give nothing")
            if self.capped and each.cap is not None and each.cap > worth:
                yield Text(f"{each.fact.name} 的上限到不了", f"the cap of {each.fact.name} is out of reach")

    def judge(self, values: Values, worth: int) -> Judgement:
        gained = [each.worth(value) for each, value in zip(self.sources, values, strict=True)]
        points = max(gained, default=0) if self.highest_only else sum(gained)
        return Judgement(min(points, worth) if self.capped else points, (), not all_absent(values))

    def scorer(self, worth: int) -> Scorer:
        source = self.sources[0] if self.sources else None
        if source is None or len(self.sources) > 1 or source.fact.unit == "count" or source.cap is not None:
            return super(Bonus, self).scorer(worth)
        judge, most = self.judge, Decimal(worth) / 100 if self.capped else None

        def score(values: Values) -> int:
            value = values[0]
            if type(value) is not Decimal:
                return judge(values, worth).score
            if most is not None and value >= most:
                return worth
            return judge(values, worth).score if value else 0

        return score
