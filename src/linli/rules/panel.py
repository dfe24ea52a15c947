"""Several assessors with one card each: their sheets combined by weight, item by item, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from linli.rules.scorecard import points
from linli.rules.scorecard.engine import graded
from linli.rules.scorecard.model import Card, Item
from linli.rules.scorecard.outcome import Deduction, ItemResult, Result
from linli.rules.scorecard.totals import add_up


@dataclass(frozen=True, slots=True)
class Sheet:
    """One party's sheet. weight: percent; items: ids it answers for, empty for all of the card."""

    name_zh: str
    name_en: str
    weight: int
    result: Result
    items: frozenset[str] = frozenset()

    def answers_for(self, item: str) -> bool:
        return not self.items or item in self.items


def combine(card: Card, sheets: Sequence[Sheet], common: Result) -> Result:
    """Return the sheets as one result: each item weighed over the parties that answer for it.

    An item is unscored while one of its parties has not scored it; an item nobody answers for stands as in
    `common`. Halves of a hundredth go up. A veto on any sheet is a veto.
    """
    lines, missing = [], []
    for n, item in enumerate(card.items):
        asked = [each for each in sheets if each.weight and each.answers_for(item.id)]
        lines.append(_line(item, n, asked) if asked else common.items[n])
        if lines[-1].status == "unscored":
            names = {fact.name for fact in item.facts}
            results = [each.result for each in asked] or [common]
            missing += [name for result in results for name in result.missing if name in names]
    total = add_up(card, lines)
    effects = common.effects
    for sheet in sheets:
        effects += tuple(each for each in sheet.result.effects if each not in effects)
    gone = tuple(dict.fromkeys(missing))
    return Result(
        card=card,
        items=tuple(lines),
        sections=total.sections,
        earned=total.total,
        extra=total.bonus,
        missing=gone,
        effects=effects,
        grade=None if gone else graded(card, total.total, effects),
    )


def _line(item: Item, n: int, asked: Sequence[Sheet]) -> ItemResult:
    given = [(each, each.result.items[n]) for each in asked]
    if any(line.earned is None for _, line in given):
        return ItemResult(item, "unscored", None)
    whole = sum(each.weight for each in asked)
    weighed = sum(each.weight * (line.earned or 0) for each, line in given)
    earned = points.divide(weighed, whole)
    absent = all(line.status == "n/a" for _, line in given)
    reasons = [
        (Fraction(each.weight * taken.taken, whole), _said(each, taken, len(asked)))
        for each, line in given
        for taken in line.deductions
    ]
    deductions = _spread(item.worth - earned, [each for each in reasons if each[0]])
    return ItemResult(item, "n/a" if absent else "scored", earned, deductions)


def _said(sheet: Sheet, taken: Deduction, parties: int) -> Deduction:
    if parties == 1:
        return taken
    zh, en = f"{sheet.name_zh}：{taken.reason_zh}", f"{sheet.name_en}: {taken.reason_en}"
    return taken._replace(reason_zh=zh, reason_en=en)


def _spread(lost: int, reasons: list[tuple[Fraction, Deduction]]) -> tuple[Deduction, ...]:
    """Return the deductions in whole hundredths that add up to what was lost, the largest rest first."""
    if sum(share for share, _ in reasons) == 0:
        return ()
    whole = [int(share) for share, _ in reasons]
    rests = sorted(range(len(reasons)), key=lambda n: (whole[n] - reasons[n][0], n))
    for n in rests[: max(0, lost - sum(whole))]:
        whole[n] += 1
    return tuple(
        taken._replace(taken=points_) for points_, (_, taken) in zip(whole, reasons, strict=True) if points_
    )
