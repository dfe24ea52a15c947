"""card: an item that is itself a card: parts judged by kinds of their own, scaled to the item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Self

from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import Unit
from linli.rules.scorecard.kinds.base import FLAG, NUMERIC, Need, Plain, Rule, Values, Win, share_fault
from linli.rules.scorecard.outcome import Deduction, Judgement
from linli.rules.scorecard.reading import Spec


class Part(NamedTuple):
    """A line of the inner card; worth in hundredths of the inner card."""

    title_zh: str
    title_en: str
    worth: int
    rule: Rule
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Nested(Plain):
    """The inner card has its own total (say 100); the item earns the same share of its maximum.

    A part that does not exist here keeps its full points, as on any card.
    """

    kind: ClassVar[str] = "card"
    units: ClassVar[frozenset[Unit]] = FLAG | NUMERIC

    total: int
    parts: tuple[Part, ...]
    wanted: tuple[Need, ...]

    @classmethod
    def parse(cls, spec: Spec, worth: int) -> Self:
        total = spec.points("total")
        wanted: dict[str, Need] = {}
        parts = []
        for table in spec.tables("part"):
            inner, limit = table.table("rule"), table.points("maximum")
            rule: Rule = spec.book.rule(inner, limit)
            for need in rule.needs():
                wanted.setdefault(need.fact.name, need)
            order = list(wanted)
            places = tuple(order.index(need.fact.name) for need in rule.needs())
            parts.append(Part(table.text("title_zh"), table.text("title_en"), limit, rule, places))
        return cls(total, tuple(parts), tuple(wanted.values()))

    def needs(self) -> tuple[Need, ...]:
        return self.wanted

    def faults(self, worth: int) -> Iterator[Text]:
        have = sum(each.worth for each in self.parts)
        if have != self.total or have <= 0:
            yield share_fault(have, self.total)
        if any(each.rule.kind in ("judgement", "bonus") for each in self.parts):
            yield Text("内层评分不能含酌定或加分", "an inner card cannot hold judgement or bonus")

    def judge(self, values: Values, worth: int) -> Judgement:
        judged = [each.rule.judge(_pick(values, each), each.worth) for each in self.parts]
        earned = points.divide(sum(each.score for each in judged) * worth, self.total)
        lines = [
            (part, taken) for part, each in zip(self.parts, judged, strict=True) for taken in each.deductions
        ]
        return Judgement(earned, tuple(self._scaled(lines, worth)), any(each.applicable for each in judged))

    def wins(self, values: Values) -> Iterable[Win]:
        for part in self.parts:
            for win in part.rule.wins(_pick(values, part)):
                yield Win(tuple((part.places[n], value) for n, value in win.changes), win.effort)

    def _scaled(self, lines: Iterable[tuple[Part, Deduction]], worth: int) -> Iterator[Deduction]:
        # What is kept is rounded half up, so what is lost is rounded half down: the two always sum.
        before, running = 0, 0
        for part, each in lines:
            running += each.taken
            upto = worth - points.divide((self.total - running) * worth, self.total)
            yield each._replace(
                taken=upto - before,
                reason_zh=f"{part.title_zh}：{each.reason_zh}",
                reason_en=f"{part.title_en}: {each.reason_en}",
            )
            before = upto


def _pick(values: Values, part: Part) -> Values:
    return tuple([values[n] for n in part.places])
