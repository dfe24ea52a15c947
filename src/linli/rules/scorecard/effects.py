"""Conditions on facts, and what they do to the whole card: veto, drop a grade, bar from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linli.kernel.text import Text
from linli.rules.scorecard.facts import FactSpec, NotApplicable, Value, show
from linli.rules.scorecard.reading import Spec

Test = Literal["is", "below", "at_most", "above", "at_least"]
EffectKind = Literal["veto", "grade_drop", "bar"]

TESTS: dict[str, Callable[[Value, Value], bool]] = {
    "is": lambda value, bound: value is bound,
    "below": lambda value, bound: value < bound,  # type: ignore[operator]
    "at_most": lambda value, bound: value <= bound,  # type: ignore[operator]
    "above": lambda value, bound: value > bound,  # type: ignore[operator]
    "at_least": lambda value, bound: value >= bound,  # type: ignore[operator]
}


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact` compared with a bound. It never holds for a missing or a not applicable fact."""

    fact: FactSpec
    test: Test
    bound: Decimal | bool

    def holds(self, facts: Mapping[str, Value]) -> bool:
        value = facts.get(self.fact.name)
        if value is None or isinstance(value, NotApplicable):
            return False
        return TESTS[self.test](value, self.bound)


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to the whole card when a condition holds.

    drop: grades lost, for "grade_drop"
    bars: code of the list, for "bar"; a veto bars from none by itself, the list's own criteria do
    """

    kind: EffectKind
    condition: Condition
    reason_zh: str
    reason_en: str
    drop: int = 0
    bars: str = ""

    def reason(self, facts: Mapping[str, Value]) -> Text:
        """Return why, with the value that caused it."""
        value = show(facts[self.condition.fact.name])
        spec = self.condition.fact
        sign = "%" if spec.unit == "rate" else ""
        if spec.unit == "flag":
            return Text(self.reason_zh, self.reason_en)
        return Text(
            f"{spec.label_zh} {value}{sign}：{self.reason_zh}",
            f"{spec.label_en} {value}{sign}: {self.reason_en}",
        )


def parse_condition(spec: Spec) -> Condition:
    """Read `fact` and exactly one test of a table."""
    fact = spec.fact("fact")
    found = [name for name in TESTS if name in spec]
    if len(found) != 1:
        spec.fault(
            f"要有且只有一个条件（{'、'.join(TESTS)}）", f"needs exactly one test out of {', '.join(TESTS)}"
        )
        return Condition(fact, "is", True)
    test = found[0]
    if test == "is":
        spec.expect(fact, "flag")
        return Condition(fact, "is", spec.flag("is", True))
    spec.expect(fact, "count", "rate", "number")
    return Condition(fact, test, spec.number(test))  # type: ignore[arg-type]


def parse_effect(spec: Spec) -> Effect:
    """Read one effect; its soundness is checked on the way."""
    kind = spec.choice("kind", ("veto", "grade_drop", "bar"), "veto")
    condition = parse_condition(spec)
    effect = Effect(
        kind=kind,  # type: ignore[arg-type]
        condition=condition,
        reason_zh=spec.text("reason_zh"),
        reason_en=spec.text("reason_en"),
        drop=spec.whole("drop", 1) if kind == "grade_drop" else 0,
        bars=spec.text("list") if kind == "bar" else "",
    )
    for fault in _faults(effect):
        spec.fault(fault.zh, fault.en)
    return effect


def _faults(effect: Effect) -> Iterator[Text]:
    condition = effect.condition
    if condition.test == "is":
        return
    top = Decimal(100) if condition.fact.unit == "rate" else None
    never = (condition.test == "below" and condition.bound <= 0) or (
        top is not None and condition.test == "above" and condition.bound >= top
    )
    if never:
        yield Text("这个条件永远不会成立", "this condition can never hold")
    always = (condition.test == "at_least" and condition.bound <= 0) or (
        top is not None and condition.test == "at_most" and condition.bound >= top
    )
    if always:
        yield Text("这个条件总是成立", "this condition always holds")
