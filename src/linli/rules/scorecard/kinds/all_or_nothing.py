"""all_or_nothing: every requirement is met, or the item earns nothing (未落实的，本项不得分)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from linli.kernel.text import Text
from linli.rules.scorecard.facts import NOT_APPLICABLE, FactSpec, Unit
from linli.rules.scorecard.kinds.base import (
    FLAG,
    Need,
    Plain,
    Scorer,
    Values,
    Win,
    absent,
    all_absent,
    is_met,
    sentence,
)
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


@dataclass(frozen=True, slots=True)
class AllOrNothing(Plain):
    """facts: the yes/no requirements, all of which must hold."""

    kind: ClassVar[str] = "all_or_nothing"
    units: ClassVar[frozenset[Unit]] = FLAG

    facts: tuple[FactSpec, ...]
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        return cls(spec.facts("facts"), spec.discretion)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(fact, FLAG) for fact in self.facts)

    def faults(self, worth: int) -> Iterable[Text]:
        return ()

    def judge(self, values: Values, worth: int) -> Judgement:
        failed = [fact for fact, value in zip(self.facts, values, strict=True) if not is_met(fact, value)]
        if not failed:
            return Judgement(worth, (), not all_absent(values))
        said = [absent(fact) for fact in failed]
        return Judgement(
            0,
            (
                Deduction(
                    worth,
                    f"{'、'.join(each.zh for each in said)}，本项不得分",
                    sentence(f"{'; '.join(each.en for each in said)}: the item earns nothing"),
                    failed[0].name,
                    self.discretion,
                ),
            ),
        )

    def scorer(self, worth: int) -> Scorer:
        judge = self.judge

        def score(values: Values) -> int:
            earned = worth
            for value in values:
                if value is False:
                    earned = 0
                elif value is not True and value is not NOT_APPLICABLE:
                    return judge(values, worth).score
            return earned

        return score

    def wins(self, values: Values) -> Iterable[Win]:
        failed = tuple((n, True) for n, value in enumerate(values) if value is False)
        if failed:
            yield Win(failed, Decimal(len(failed)))
