"""balance: a running account: a base, plus merits, less demerits (基本分80，加分至多40，扣分不限)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import FactSpec, Unit, Value
from linli.rules.scorecard.kinds.base import Need, Plain, Values, Win, hundredths, number, range_fault
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec

ENTRIES: frozenset[Unit] = frozenset({"count", "number"})


class Line(NamedTuple):
    """A count of events worth `each` hundredths, or a number of points; at most `cap` for the line."""

    fact: FactSpec
    each: int
    cap: int | None

    def worth(self, value: Value) -> int:
        if self.fact.unit == "count":
            moved = int(number(self.fact, value)) * self.each
        else:
            moved = hundredths(self.fact, value)
        return moved if self.cap is None else min(moved, self.cap)


@dataclass(frozen=True, slots=True)
class Balance(Plain):
    """The account stands at `base`, or at what was carried over; it never leaves 0 … maximum.

    carried: the fact holding the balance of the last period; None if every period starts afresh
    most_merits: cap of all merits together; None for none but the maximum
    A line that does not apply moves nothing.
    """

    kind: ClassVar[str] = "balance"
    units: ClassVar[frozenset[Unit]] = ENTRIES

    base: int
    carried: FactSpec | None
    merits: tuple[Line, ...]
    demerits: tuple[Line, ...]
    most_merits: int | None
    discretion: bool = False

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        return cls(
            base=spec.points("base"),
            carried=spec.fact("carried") if "carried" in spec else None,
            merits=_lines(spec, "merit"),
            demerits=_lines(spec, "demerit"),
            most_merits=spec.points("most_merits") if "most_merits" in spec else None,
            discretion=spec.discretion,
        )

    def needs(self) -> tuple[Need, ...]:
        lines = tuple(Need(each.fact, ENTRIES) for each in (*self.merits, *self.demerits))
        return lines if self.carried is None else (*lines, Need(self.carried, frozenset({"number"})))

    def faults(self, worth: int) -> Iterator[Text]:
        if not 0 <= self.base <= worth:
            yield range_fault("基本分", "the base", worth)
        if not self.merits and not self.demerits:
            yield Text("既没有加分也没有扣分", "has neither merits nor demerits")
        if self.merits and self.base == worth and self.carried is None and not self.demerits:
            yield Text(
                "基本分已是满分，加分到不了", "the base is the maximum already, merits are out of reach"
            )
        for each in (*self.merits, *self.demerits):
            if each.each <= 0 or (each.cap is not None and each.cap < each.each):
                yield Text(f"{each.fact.name} 的分值不对", f"the points of {each.fact.name} are wrong")

    def judge(self, values: Values, worth: int) -> Judgement:
        split = len(self.merits)
        stop = split + len(self.demerits)
        gained = sum(line.worth(value) for line, value in zip(self.merits, values[:split], strict=True))
        if self.most_merits is not None:
            gained = min(gained, self.most_merits)
        start = self.base if self.carried is None else hundredths(self.carried, values[stop])
        taken = tuple(self._taken(self.demerits, values[split:stop]))
        standing = start + gained - sum(each.taken for each in taken)
        return Judgement(max(0, min(worth, standing)), taken)

    def wins(self, values: Values) -> Iterable[Win]:
        start = len(self.merits)
        for n, line in enumerate(self.demerits, start):
            moved = Decimal(number(line.fact, values[n]))
            if moved:
                yield Win(((n, 0 if line.fact.unit == "count" else Decimal(0)),), moved)

    def _taken(self, lines: tuple[Line, ...], values: Values) -> Iterator[Deduction]:
        for line, value in zip(lines, values, strict=True):
            moved = line.worth(value)
            if not moved:
                continue
            zh, en = line.fact.label_zh, line.fact.label_en
            if line.fact.unit == "count":
                price = points.short(line.each)
                zh, en = f"{zh} {value} 次，每次扣 {price} 分", f"{en}: {value}, {price} off for each"
            yield Deduction(moved, zh, en, line.fact.name, self.discretion)


def _lines(spec: Spec, key: str) -> tuple[Line, ...]:
    return tuple(
        Line(each.fact("fact"), each.points("each", 1), each.points("cap") if "cap" in each else None)
        for each in spec.tables(key)
    )
