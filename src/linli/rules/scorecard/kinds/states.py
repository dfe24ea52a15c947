"""states: tiers described in words, best first; the first that holds gives its points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import NOT_APPLICABLE, FactSpec, Unit
from linli.rules.scorecard.kinds.base import FLAG, Need, Plain, Values, Win, all_absent, is_met
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


class State(NamedTuple):
    """A state and what it is worth in hundredths."""

    fact: FactSpec
    worth: int


@dataclass(frozen=True, slots=True)
class States(Plain):
    """Tiered states (established and running 5, established 3, else `otherwise`).

    A state that does not exist here is passed over; if none exists the item is not applicable.
    """

    kind: ClassVar[str] = "states"
    units: ClassVar[frozenset[Unit]] = FLAG

    states: tuple[State, ...]
    otherwise: int
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        states = tuple(State(each.fact("fact"), each.points("points")) for each in spec.tables("state"))
        return cls(states, spec.points("otherwise", 0), spec.discretion)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(each.fact, FLAG) for each in self.states)

    def faults(self, worth: int) -> Iterator[Text]:
        worths = [*(each.worth for each in self.states), self.otherwise]
        if len(worths) < 2 or worths != sorted(set(worths), reverse=True):
            yield Text(
                "各档分值必须依次严格递减，否则有的档没有意义",
                "the points must fall strictly from state to state, or a state makes no difference",
            )
        if worths[0] != worth:
            yield Text(
                f"最好的一档须得满分 {points.short(worth)}", f"the best state must give {points.short(worth)}"
            )
        if self.otherwise < 0:
            yield Text("otherwise 不能为负", "'otherwise' must not be negative")

    def judge(self, values: Values, worth: int) -> Judgement:
        if all_absent(values):
            return Judgement(worth, (), applicable=False)
        pairs = [(state, value) for state, value in zip(self.states, values, strict=True)]
        held = [state for state, value in pairs if is_met(state.fact, value) and value is not NOT_APPLICABLE]
        if held:
            return self._reached(held[0].worth, worth, held[0].fact, held=True)
        best = next(state for state, value in pairs if value is not NOT_APPLICABLE)
        return self._reached(self.otherwise, worth, best.fact, held=False)

    def wins(self, values: Values) -> Iterable[Win]:
        for n, value in enumerate(values):
            if value is False:
                yield Win(((n, True),), Decimal(1))
            elif value is True:
                return

    def _reached(self, reached: int, worth: int, fact: FactSpec, *, held: bool) -> Judgement:
        if reached == worth:
            return Judgement(worth)
        got = points.short(reached)
        zh = f"处于“{fact.label_zh}”一档，得 {got} 分" if held else f"没有达到任何一档，得 {got} 分"
        en = f"state reached: {fact.label_en}, {got}" if held else f"no state reached, {got}"
        return Judgement(reached, (Deduction(worth - reached, zh, en, fact.name, self.discretion),))
