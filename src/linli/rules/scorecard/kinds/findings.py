"""findings: so many points for each finding, never below zero (发现一处扣0.5分，扣完为止)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import FactSpec, Unit, Value
from linli.rules.scorecard.kinds.base import (
    COUNT,
    FLAG,
    Need,
    Plain,
    Scorer,
    Values,
    Win,
    absent,
    all_absent,
    is_met,
    number,
    range_fault,
    sentence,
    settle,
)
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


class Rate(NamedTuple):
    """The price of one sort of finding.

    each: hundredths for each
    cap: most that this sort may take; None for no limit but the item's points
    after, dearer: aggravation by repetition: beyond the first `after`, each costs `dearer`
    """

    fact: FactSpec
    each: int
    cap: int | None
    after: int | None
    dearer: int

    def off(self, count: int) -> int:
        """Return the hundredths for so many findings."""
        plain = count if self.after is None else min(count, self.after)
        taken = plain * self.each + (count - plain) * self.dearer
        return taken if self.cap is None else min(taken, self.cap)


class Extra(NamedTuple):
    """A requirement whose absence counts as one finding (a missing plan)."""

    fact: FactSpec
    off: int
    discretion: bool


@dataclass(frozen=True, slots=True)
class Findings(Plain):
    """Several rates may stand inside one item; together they take no more than it has."""

    kind: ClassVar[str] = "findings"
    units: ClassVar[frozenset[Unit]] = COUNT | FLAG

    rates: tuple[Rate, ...]
    extras: tuple[Extra, ...]
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        rates = tuple(
            Rate(
                fact=each.fact("fact"),
                each=each.points("each"),
                cap=each.points("cap") if "cap" in each else None,
                after=each.whole("after") if "after" in each else None,
                dearer=each.points("dearer", 0),
            )
            for each in spec.tables("rate")
        )
        extras = []
        for each in spec.tables("counts_as_one"):
            discretion, adopted = each.reading()
            extra = Extra(each.fact("fact"), each.points("points"), discretion)
            if adopted:
                extras.append(extra)
        return cls(rates, tuple(extras), spec.discretion)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(each.fact, FLAG) for each in self.extras) + tuple(
            Need(each.fact, COUNT) for each in self.rates
        )

    def faults(self, worth: int) -> Iterator[Text]:
        if not self.rates:
            yield Text("没有列出每处扣分", "names no rate")
        for each in self.rates:
            yield from _rate_faults(each, worth)
        for extra in self.extras:
            if not 0 < extra.off <= worth:
                yield range_fault(f"{extra.fact.name} 的扣分", f"the deduction for {extra.fact.name}", worth)

    def judge(self, values: Values, worth: int) -> Judgement:
        return settle(self._taken(values), worth)._replace(applicable=not all_absent(values))

    def scorer(self, worth: int) -> Scorer:
        rate = self.rates[0] if self.rates else None
        if rate is None or len(self.rates) > 1 or len(self.extras) > 1 or rate.after is not None:
            return super(Findings, self).scorer(worth)
        return self._single(worth, rate)

    def wins(self, values: Values) -> Iterable[Win]:
        start = len(self.extras)
        for n, extra in enumerate(self.extras):
            if not is_met(extra.fact, values[n]):
                yield Win(((n, True),), Decimal(1))
        for n, rate in enumerate(self.rates, start):
            count = int(number(rate.fact, values[n]))
            if count:
                yield Win(((n, 0),), Decimal(count))

    def _single(self, worth: int, rate: Rate) -> Scorer:
        most = worth if rate.cap is None else rate.cap
        price, judge = rate.each, self.judge
        plan = self.extras[0].off if self.extras else 0

        def score(values: Values) -> int:
            count, flag = values[-1], values[0] if plan else True
            if type(count) is not int or not (flag is True or flag is False):
                return judge(values, worth).score
            off = count * price
            left = worth - (off if off < most else most) - (0 if flag else plan)
            return left if left > 0 else 0

        return score

    def _taken(self, values: Values) -> Iterator[Deduction]:
        flags, counts = values[: len(self.extras)], values[len(self.extras) :]
        for extra, value in zip(self.extras, flags, strict=True):
            if not is_met(extra.fact, value):
                said = absent(extra.fact)
                zh, en = f"{said.zh}，按一处计", sentence(f"{said.en}, counted as one finding")
                yield Deduction(extra.off, zh, en, extra.fact.name, extra.discretion)
        for rate, value in zip(self.rates, counts, strict=True):
            yield from self._for(rate, value)

    def _for(self, rate: Rate, value: Value) -> Iterator[Deduction]:
        count = int(number(rate.fact, value))
        if not count:
            return
        price = points.short(rate.each)
        zh, en = (
            f"{rate.fact.label_zh} {count} 处，每处扣 {price} 分",
            f"{rate.fact.label_en}: {count}, {price} off for each",
        )
        if rate.after is not None and count > rate.after:
            dearer = points.short(rate.dearer)
            zh += f"，第 {rate.after + 1} 处起每处扣 {dearer} 分"
            en += f", {dearer} from number {rate.after + 1} on"
        if rate.cap is not None and rate.off(count) == rate.cap:
            zh += f"，至多扣 {points.short(rate.cap)} 分"
            en += f", at most {points.short(rate.cap)}"
        yield Deduction(rate.off(count), zh, en, rate.fact.name, self.discretion)


def _rate_faults(rate: Rate, worth: int) -> Iterator[Text]:
    if not 0 < rate.each <= worth:
        yield range_fault(f"{rate.fact.name} 的每处扣分", f"the price of each {rate.fact.name}", worth)
    if rate.cap is not None and not rate.each <= rate.cap <= worth:
        yield range_fault(f"{rate.fact.name} 的上限", f"the cap of {rate.fact.name}", worth)
    if rate.after is None:
        return
    if rate.after < 1:
        yield Text(
            "after 至少为 1，否则第一档永远用不上",
            "'after' must be 1 or more, or the first price is out of reach",
        )
    if rate.dearer <= rate.each:
        yield Text("屡犯的扣分要高于初犯", "repetition must cost more than the first finding")
    if rate.after * rate.each >= worth:
        yield Text("还没到屡犯就已经扣完，加重的一档到不了", "the item is used up before repetition starts")
