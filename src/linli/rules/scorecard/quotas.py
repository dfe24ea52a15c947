"""Quotas of the period: at most so many percent of the cards may have a grade."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from linli.rules.scorecard.model import Grade
from linli.rules.scorecard.outcome import Result
from linli.rules.scorecard.ranking import order


def within(results: Mapping[str, Result], quotas: Mapping[str, Decimal]) -> dict[str, Grade | None]:
    """Return each subject's grade once the quotas are kept; who finds a grade full gets the next one.

    results: of one card
    quotas: greatest percent of all complete cards, by id of the grade; a grade without one is open.
        Parts of a card are cut off. Equals share a fate: if not all of them fit, none does.
    """
    granted: dict[str, Grade | None] = {subject: each.grade for subject, each in results.items()}
    complete = {subject: each for subject, each in results.items() if each.grade is not None}
    if not complete:
        return granted
    ranked = order(complete)
    grades = next(iter(complete.values())).card.grades
    for grade, lower in pairwise(grades):
        if grade.id not in quotas:
            continue
        room = int(Fraction(quotas[grade.id]) * len(complete) / 100)
        holders = [each for each in ranked if granted[each.subject] == grade]
        kept = _fitting([each.place for each in holders], room)
        for each in holders[kept:]:
            granted[each.subject] = lower
    return granted


def _fitting(places: list[int], room: int) -> int:
    """Return how many of the first may stay without parting equals."""
    if len(places) <= room:
        return len(places)
    kept = room
    while kept and places[kept - 1] == places[kept]:
        kept -= 1
    return kept
