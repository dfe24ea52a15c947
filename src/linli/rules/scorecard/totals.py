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
    return card.scale_to is None and card.absence == "full" and card.sections[0].weight is None


def _shaped(
    card: Card, sections: tuple[SectionResult, ...], lines: Sequence[ItemResult], bonus: int
) -> tuple[int, int]:
    """Return total and bonus where sections are weighed, scaled, or carry lines that do not exist here."""
    base = Fraction(0)
    for each in sections:
        if not each.section.bonus:
            base += _part(card, each, lines)
    full = sum(each.worth for each in card.sections if not each.bonus)
    if card.scale_to is not None:
        base = base * card.scale_to / full
    total = points.divide(base.numerator, base.denominator) + bonus
    return total, bonus


def _part(card: Card, result: SectionResult, lines: Sequence[ItemResult]) -> Fraction:
    """Return what a section adds to the base, in hundredths, exactly."""
    section, earned = result.section, Fraction(result.earned)
    if card.absence == "rescale" and section.mode == "sum":
        earned = _carried(section, lines, earned)
    if section.weight is None:
        return earned
    return earned / section.worth * Fraction(section.weight) / 100 * card.worth


def _carried(section: Section, lines: Sequence[ItemResult], earned: Fraction) -> Fraction:
    """Return the section's points as if the lines that exist here filled it alone."""
    absent = sum(
        each.item.worth for each in lines if each.item.section == section.id and each.status == "n/a"
    )
    there = section.worth - absent
    return (earned - absent) * section.worth / there if there else Fraction(section.worth)
