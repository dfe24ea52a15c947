"""shares: each requirement carries its own part of the item's points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
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
    range_fault,
    sentence,
    share_fault,
)
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


class Share(NamedTuple):
    """A yes/no requirement and the hundredths it is worth."""

    fact: FactSpec
    worth: int


@dataclass(frozen=True, slots=True)
class Shares(Plain):
    """The shares sum to the item's maximum.

    rescale: a share that does not exist here is carried by the others; otherwise it is simply granted
    """

    kind: ClassVar[str] = "shares"
    units: ClassVar[frozenset[Unit]] = FLAG

    shares: tuple[Share, ...]
    rescale: bool = False
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        shares = tuple(Share(each.fact("fact"), each.points("points")) for each in spec.tables("share"))
        absence = spec.choice("not_applicable", ("full", "rescale"), "full")
        return cls(shares, absence == "rescale", spec.discretion)

    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(each.fact, FLAG) for each in self.shares)

    def faults(self, worth: int) -> Iterator[Text]:
        total = sum(each.worth for each in self.shares)
        if total != worth:
            yield share_fault(total, worth)
        for each in self.shares:
            if each.worth <= 0:
                yield range_fault(f"{each.fact.name} 的分值", f"the share of {each.fact.name}", worth)

    def judge(self, values: Values, worth: int) -> Judgement:
        if all_absent(values):
            return Judgement(worth, (), applicable=False)
        pairs = tuple(zip(self.shares, values, strict=True))
        lost = [share for share, value in pairs if not is_met(share.fact, value)]
        left = sum(share.worth for share, value in pairs if value is not NOT_APPLICABLE)
        taken = self._spread(lost, worth, left) if self.rescale else [share.worth for share in lost]
        deductions = tuple(self._deduction(share, off) for share, off in zip(lost, taken, strict=True))
        return Judgement(worth - sum(taken), deductions)

    def scorer(self, worth: int) -> Scorer:
        if self.rescale:
            return super(Shares, self).scorer(worth)
        parts = tuple(each.worth for each in self.shares)
        judge = self.judge

        def score(values: Values) -> int:
            left = worth
            for value, part in zip(values, parts, strict=True):
                if value is False:
                    left -= part
                elif value is not True and value is not NOT_APPLICABLE:
                    return judge(values, worth).score
            return left

        return score

    def wins(self, values: Values) -> Iterable[Win]:
        for n, value in enumerate(values):
            if value is False:
                yield Win(((n, True),), Decimal(1))

    def _spread(self, lost: list[Share], worth: int, left: int) -> list[int]:
        # Rounding the running sum, not each part, keeps the parts equal to the whole.
        taken, before, running = [], 0, 0
        for share in lost:
            running += share.worth
            upto = points.divide(running * worth, left)
            taken.append(upto - before)
            before = upto
        return taken

    def _deduction(self, share: Share, off: int) -> Deduction:
        said = absent(share.fact)
        part = points.short(off)
        return Deduction(
            off,
            f"{said.zh}（占 {part} 分）",
            sentence(f"{said.en} (worth {part})"),
            share.fact.name,
            self.discretion,
        )
