"""red_line: an item that earns nothing and exists only for its effects on the whole card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from linli.kernel.text import Text
from linli.rules.scorecard.facts import FactSpec, Unit
from linli.rules.scorecard.kinds.base import FLAG, NUMERIC, Need, Plain, Values, all_absent
from linli.rules.scorecard.outcome import Judgement
from linli.rules.scorecard.reading import Spec


@dataclass(frozen=True, slots=True)
class RedLine(Plain):
    """facts: what must be known; the item's `effect` tables say what each does (veto, drop, bar)."""

    kind: ClassVar[str] = "red_line"
    units: ClassVar[frozenset[Unit]] = FLAG | NUMERIC

    facts: tuple[FactSpec, ...]

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        return cls(spec.facts("facts"))

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(fact, self.units) for fact in self.facts)

    def faults(self, worth: int) -> Iterator[Text]:
        if worth:
            yield Text("红线项不得分，分值须为 0", "a red line earns no points, its maximum must be 0")

    def judge(self, values: Values, worth: int) -> Judgement:
        return Judgement(worth, (), not all_absent(values))
