"""judgement: what the annex leaves to the assessors, within a range and with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self

from linli.kernel.text import Text
from linli.rules.scorecard.facts import Unit
from linli.rules.scorecard.kinds.base import Need, Plain, Values
from linli.rules.scorecard.outcome import Judgement
from linli.rules.scorecard.reading import Spec


@dataclass(frozen=True, slots=True)
class Judged(Plain):
    """No fact decides: without an award the item stays unscored.

    least, step: the lowest award, and the steps awards come in, in hundredths
    """

    kind: ClassVar[str] = "judgement"
    units: ClassVar[frozenset[Unit]] = frozenset()

    least: int
    step: int

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        return cls(spec.points("least", 0), spec.points("step", 0) or 1)

    def needs(self) -> tuple[Need, ...]:
        return ()

    def faults(self, worth: int) -> Iterable[Text]:
        if not 0 <= self.least < worth:
            yield Text("最低分要低于满分", "the lowest award must lie below the maximum")
        elif self.step < 1 or (worth - self.least) % self.step:
            yield Text("按这个步长到不了满分", "in these steps the maximum cannot be reached")

    def judge(self, values: Values, worth: int) -> Judgement:
        raise NotImplementedError("a judgement comes from a person")
