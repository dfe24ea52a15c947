"""From lines to sections to the total: sums, pools, weights, scaling and caps; rounded once at the end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from linli.rules.scorecard import points
from linli.rules.scorecard.model import Card, Section
from linli.rules.scorecard.outcome import ItemResult, SectionResult


class Total(NamedTuple):
    """Hundredths: what each section earned, the total with the bonus, and the bonus."""

    sections: tuple[SectionResult, ...]
    total: int
    bonus: int


def add_up(card: Card, lines: Sequence[ItemResult]) -> Total:
    """Return sections, total and bonus of judged lines; an unscored line counts nowhere."""
    earned = {each.id: 0 if each.mode == "sum" else each.worth for each in card.sections}
    pools = {each.id for each in card.sections if each.mode == "pool"}
    for line in lines:
        if line.earned is not None:
            section = line.item.section
            earned[section] += line.earned - line.item.worth if section in pools else line.earned
    sections = tuple([SectionResult(each, max(earned[each.id], 0)) for each in card.sections])
    bonus = sum([each.earned for each in sections if each.section.bonus])
    base = sum([each.earned for each in sections]) - bonus
    if _is_plain(card):
        total = base + bonus
    else:
        total, bonus = _shaped(card, sections, lines, bonus)
    if card.cap is not None and total > card.cap:
        bonus -= min(bonus, total - card.cap)
        total = card.cap
    return Total(sections, total, bonus)


def _is_plain(card: Card) -> bool:
    weighed = any(each.weight is not None for each in card.sections)
    return card.scale_to is None and card.absence == "full" and not weighed


def _shaped(
    card: Card, sections: tuple[SectionResult, ...], lines: Sequence[ItemResult], bonus: int
) -> tuple[int, int]:
    """Return total and bonus where sections are weighed, scaled, or carry lines that do not exist here."""
    parts = [each for each in sections if not each.section.bonus]
    full = sum(each.section.worth for each in parts)
    if parts[0].section.weight is not None:
        base = sum((_weighed(card, each, lines) for each in parts), Fraction(0))
    else:
        absent = sum(_absent(card, each.section, lines) for each in parts)
        base = _carried(sum(each.earned for each in parts), absent, full)
        if card.scale_to is not None:
            base = base * card.scale_to / full
    return points.divide(base.numerator, base.denominator) + bonus, bonus


def _weighed(card: Card, result: SectionResult, lines: Sequence[ItemResult]) -> Fraction:
    """Return what a weighed section adds to the total, in hundredths, exactly."""
    section = result.section
    earned = _carried(result.earned, _absent(card, section, lines), section.worth)
    return earned / section.worth * Fraction(section.weight or 0) / 100 * card.worth


def _absent(card: Card, section: Section, lines: Sequence[ItemResult]) -> int:
    """Return the points of lines that do not exist here and that the others must carry."""
    if card.absence == "full" or section.mode == "pool":
        return 0
    return sum(each.item.worth for each in lines if each.item.section == section.id and each.status == "n/a")


def _carried(earned: int, absent: int, full: int) -> Fraction:
    """Return the points as if what exists here filled the whole; full if nothing exists."""
    return Fraction((earned - absent) * full, full - absent) if full > absent else Fraction(full)
