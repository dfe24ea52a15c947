"""What every rule kind is, and the few steps they share.

A kind sees the values of the facts it named in `needs`, in that order, typed and
present. It never sees the rest of the card, the clock or the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import ClassVar, NamedTuple, Protocol, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import NOT_APPLICABLE, FactSpec, Unit, Value, fault, show
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec

Values = tuple[Value, ...]
Scorer = Callable[[Values], int]
NUMERIC: frozenset[Unit] = frozenset({"count", "rate", "number"})
FLAG: frozenset[Unit] = frozenset({"flag"})
COUNT: frozenset[Unit] = frozenset({"count"})
ZERO: dict[Unit, Value] = {"flag": False, "count": 0, "rate": Decimal(0), "number": Decimal(0)}


class Need(NamedTuple):
    """A fact a rule asks for, and the units it can speak about.

    default: what an absent value means; None if its absence leaves the item unscored
    """

    fact: FactSpec
    units: frozenset[Unit]
    default: Value | None = None

    @property
    def fallback(self) -> Value | None:
        """Return what stands for a missing value: the rule's own, or zero and no for an optional fact."""
        if self.default is None and self.fact.optional:
            return ZERO[self.fact.unit]
        return self.default


class Win(NamedTuple):
    """One change of facts that would bring points back: position of the need → its new value.

    effort: how much must be done: one per requirement to fulfil, per finding to mend, per percentage point
    """

    changes: tuple[tuple[int, Value], ...]
    effort: Decimal


class Rule(Protocol):
    """One item's rule, parsed from the pack."""

    kind: ClassVar[str]
    units: ClassVar[frozenset[Unit]]

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self: ...
    def needs(self) -> tuple[Need, ...]: ...
    def faults(self, worth: int) -> Iterable[Text]: ...
    def judge(self, values: Values, worth: int) -> Judgement: ...
    def scorer(self, worth: int) -> Scorer: ...
    def wins(self, values: Values) -> Iterable[Win]: ...


class Plain:
    """The parts of a rule most kinds leave as they are."""

    __slots__ = ()

    def judge(self, values: Values, worth: int) -> Judgement:
        raise NotImplementedError

    def scorer(self, worth: int) -> Scorer:
        """Return the quick way to the points alone; kinds on the busy road have a quicker one."""
        return lambda values: self.judge(values, worth).score

    def wins(self, values: Values) -> Iterable[Win]:
        """Return the changes worth trying; none by default."""
        return ()


def is_met(fact: FactSpec, value: Value) -> bool:
    """Say whether a yes/no requirement is met; one that does not exist here is.

    :raises FactFault: if the value is neither
    """
    if value is True or value is NOT_APPLICABLE:
        return True
    if value is False:
        return False
    raise fault(fact, value)


def number(fact: FactSpec, value: Value) -> int | Decimal:
    """Return a number; a count that is not applicable is none at all.

    :raises FactFault: if the value is a yes or a no
    """
    if type(value) is int or isinstance(value, Decimal):
        return value
    if value is NOT_APPLICABLE:
        return 0
    raise fault(fact, value)


def hundredths(fact: FactSpec, value: Value) -> int:
    """Return a number as hundredths of a point, halves rounded up."""
    numerator, denominator = number(fact, value).as_integer_ratio()
    return points.divide(numerator * points.HUNDRED, denominator)


def all_absent(values: Values) -> bool:
    """Say whether nothing of all this exists here."""
    return all(value is NOT_APPLICABLE for value in values)


def absent(fact: FactSpec) -> Text:
    """Return how to say that a requirement is not met."""
    return Text(fact.absent_zh or f"{fact.label_zh}：否", fact.absent_en or f"{fact.label_en}: no")


def sentence(en: str) -> str:
    """Return English with a capital first letter; labels stand inside sentences and have none."""
    return en[:1].upper() + en[1:]


def written(fact: FactSpec, value: Value) -> str:
    """Return a value as it stands in a sentence."""
    return show(value) + ("%" if fact.unit == "rate" else "")


def clipped(deductions: Iterable[Deduction], most: int) -> Iterator[Deduction]:
    """Yield the deductions until `most` is used up, so that they sum to what was really taken."""
    left = most
    for each in deductions:
        taken = min(each.taken, left)
        left -= taken
        if taken:
            yield each if taken == each.taken else each._replace(taken=taken)


def settle(deductions: Iterable[Deduction], worth: int, least: int = 0) -> Judgement:
    """Return the item's maximum less its deductions, never below `least`."""
    kept = tuple(clipped(deductions, worth - least))
    return Judgement(worth - sum(each.taken for each in kept), kept)


def share_fault(total: int, worth: int) -> Text:
    """Return the fault of parts that do not add up to the maximum."""
    return Text(
        f"各部分合计 {points.short(total)} 分，应为 {points.short(worth)} 分",
        f"the parts add up to {points.short(total)}, not to the maximum of {points.short(worth)}",
    )


def range_fault(what_zh: str, what_en: str, worth: int) -> Text:
    """Return the fault of points outside an item's range."""
    return Text(
        f"{what_zh}须大于 0 且不超过满分 {points.short(worth)}",
        f"{what_en} must lie above 0 and at most at the maximum of {points.short(worth)}",
    )
