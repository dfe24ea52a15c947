"""Who is proposed for the red, watch and black lists, by criteria that are data. Proposals only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from linli.kernel.text import Text
from linli.rules.scorecard import effects
from linli.rules.scorecard.facts import show
from linli.rules.scorecard.outcome import Result
from linli.rules.scorecard.ranking import order
from linli.rules.scorecard.reading import Spec

MEASURES = ("total", "base", "bonus", "vetoed", "complete", "drop", "section_rate", "blacks")
YES_NO = frozenset({"vetoed", "complete"})
TESTS = {
    "below": Text("低于", "below"),
    "at_most": Text("不超过", "at most"),
    "above": Text("高于", "above"),
    "at_least": Text("不低于", "at least"),
}
NAMES = {
    "total": Text("总分", "total"),
    "base": Text("基础分", "base score"),
    "bonus": Text("加分", "bonus"),
    "drop": Text("比上一轮下降", "drop since the last round"),
    "blacks": Text("近一年列入黑榜次数", "black entries within a year"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessed estate as the lists see it.

    previous: total of the last round; None if there was none
    blacks: entries on the black list within the last twelve months
    """

    subject: str
    result: Result
    previous: Decimal | None = None
    blacks: int = 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """A measure compared with a bound."""

    measure: str
    test: str
    bound: Decimal | bool
    section: str = ""

    def reason(self, entry: Entry) -> Text | None:
        """Return why the entry meets this criterion, or None if it does not."""
        value = _measure(self, entry)
        if value is None or not effects.TESTS[self.test](value, self.bound):
            return None
        if isinstance(self.bound, bool):
            return _yes_no(self.measure, self.bound)
        name, test = self._name(entry), TESTS[self.test]
        sign = "%" if self.measure == "section_rate" else ""
        have, want = f"{show(value)}{sign}", f"{show(self.bound)}{sign}"
        return Text(f"{name.zh} {have}，{test.zh} {want}", f"{name.en} {have}, {test.en} {want}")

    def _name(self, entry: Entry) -> Text:
        if self.measure != "section_rate":
            return NAMES[self.measure]
        section = next(each for each in entry.result.card.sections if each.id == self.section)
        return Text(f"“{section.name_zh}”得分率", f"{section.name_en}, share of its points")


@dataclass(frozen=True, slots=True)
class ListRule:
    """One list: its criteria (all of them, or any), how long an entry stays, how many there may be.

    expires, notice: ids of deadlines of the pack; notice is empty where none is needed
    most: greatest number of entries of an issue; None for no limit
    """

    id: str
    name_zh: str
    name_en: str
    clause: str
    criteria: tuple[Criterion, ...]
    any: bool
    expires: str
    notice: str
    most: int | None
    discretion: bool
    source_zh: str
    source_en: str

    def reasons(self, entry: Entry) -> tuple[Text, ...]:
        """Return why the entry belongs on this list; empty if it does not."""
        if self.id in entry.result.barred:
            return ()
        found = [each.reason(entry) for each in self.criteria]
        met = tuple(each for each in found if each is not None)
        return met if self.any or len(met) == len(found) else ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry proposed for a list; a person decides.

    place: its number in the order of the list, 1 first; equals share a number
    beyond: it meets the criteria, but the list is full before it
    """

    list: str
    subject: str
    reasons: tuple[Text, ...]
    place: int
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a pack, in its order."""

    rules: tuple[ListRule, ...] = field(default=())

    def __getitem__(self, code: str) -> ListRule:
        for each in self.rules:
            if each.id == code:
                return each
        raise KeyError(code)

    def propose(self, entries: Iterable[Entry]) -> tuple[Proposal, ...]:
        """Return the proposals of all lists; the same entries give the same proposals in any order.

        Black and watch lists start with the worst, the others with the best. An entry proposed for the
        black list is not proposed for another as well.
        """
        given = tuple(entries)
        black = {each.subject for each in self._for("black", given)}
        found: list[Proposal] = []
        for rule in self.rules:
            proposals = self._for(rule.id, given)
            found += [each for each in proposals if rule.id == "black" or each.subject not in black]
        return tuple(found)

    def _for(self, code: str, entries: Sequence[Entry]) -> list[Proposal]:
        rule = next((each for each in self.rules if each.id == code), None)
        if rule is None:
            return []
        reasons = {each.subject: rule.reasons(each) for each in entries}
        meeting = {each.subject: each.result for each in entries if reasons[each.subject]}
        ranked = order(meeting, worst_first=code in ("black", "watch"))
        return [
            Proposal(code, each.subject, reasons[each.subject], each.place, _beyond(rule, each.place))
            for each in ranked
        ]


def _beyond(rule: ListRule, place: int) -> bool:
    return rule.most is not None and place > rule.most


def parse_list(spec: Spec, sections: frozenset[str]) -> ListRule:
    """Read one list; its faults go to the spec's book."""
    return ListRule(
        id=spec.text("id"),
        name_zh=spec.text("name_zh"),
        name_en=spec.text("name_en"),
        clause=spec.text("clause"),
        criteria=tuple(_criterion(each, sections) for each in spec.tables("criterion")),
        any=spec.flag("any", False),
        expires=spec.text("expires"),
        notice=spec.text("notice", ""),
        most=spec.whole("most") if "most" in spec else None,
        discretion=spec.flag("discretion", False),
        source_zh=spec.text("source_zh"),
        source_en=spec.text("source_en"),
    )


def _criterion(spec: Spec, sections: frozenset[str]) -> Criterion:
    measure = spec.choice("measure", MEASURES)
    section = spec.text("section") if measure == "section_rate" else ""
    if section and section not in sections:
        spec.fault(f"评分表没有项目 {section!r}", f"the card has no section {section!r}")
    if measure in YES_NO:
        return Criterion(measure, "is", spec.flag("is", True))
    found = [name for name in TESTS if name in spec]
    if len(found) != 1:
        spec.fault(f"要有且只有一个条件（{'、'.join(TESTS)}）", f"needs exactly one of {', '.join(TESTS)}")
        return Criterion(measure, "at_least", Decimal(0), section)
    return Criterion(measure, found[0], spec.number(found[0]), section)


def _yes_no(measure: str, wanted: bool) -> Text:
    words: Mapping[tuple[str, bool], Text] = {
        ("vetoed", True): Text("触发一票否决", "vetoed"),
        ("vetoed", False): Text("没有一票否决", "not vetoed"),
        ("complete", True): Text("各项评齐", "every item scored"),
        ("complete", False): Text("还有未评的项", "some items are not scored"),
    }
    return words[measure, wanted]


def _drop(entry: Entry) -> Decimal | None:
    if entry.previous is None or not entry.result.complete:
        return None
    return entry.previous - entry.result.total


def _complete_only(read: Callable[[Result], Decimal]) -> Callable[[Entry], Decimal | None]:
    # Half a sheet is no low score: an incomplete card meets no criterion about points.
    return lambda entry: read(entry.result) if entry.result.complete else None


_READ: dict[str, Callable[[Entry], Any]] = {
    "total": _complete_only(lambda result: result.total),
    "base": _complete_only(lambda result: result.base),
    "bonus": _complete_only(lambda result: result.bonus),
    "vetoed": lambda entry: entry.result.vetoed,
    "complete": lambda entry: entry.result.complete,
    "drop": _drop,
    "blacks": lambda entry: entry.blacks,
}


def _measure(criterion: Criterion, entry: Entry) -> Any:
    if criterion.measure != "section_rate":
        return _READ[criterion.measure](entry)
    if not entry.result.complete:
        return None
    found = next(each for each in entry.result.sections if each.section.id == criterion.section)
    return (found.score * 100 / found.section.maximum).quantize(Decimal("0.01"))
