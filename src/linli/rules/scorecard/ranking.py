"""The order of results: not vetoed first, then by total; equal totals share a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from linli.rules.scorecard.outcome import Result

SHARED = 3  # parts of the key that decide the place: veto, completeness, total


class Ranked(NamedTuple):
    """A subject and its place; places after equals are skipped (1, 2, 2, 4)."""

    place: int
    subject: str
    result: Result


def order(results: Mapping[str, Result], *, worst_first: bool = False) -> list[Ranked]:
    """Return the results in order; equal totals share a place and stand side by side.

    A vetoed card stands below every card that is not, an incomplete card below every complete one
    of its kind. Among those of one place the higher base score stands first, then more points on the
    items that can veto (satisfaction in the annex), then the subject.

    Source: no rule in the guideline; domain reference 13, row 31
    """
    sign = -1 if worst_first else 1
    keys = {subject: tuple(sign * part for part in _key(result)) for subject, result in results.items()}
    ranked: list[Ranked] = []
    for n, subject in enumerate(sorted(results, key=lambda each: (keys[each], each)), 1):
        last = ranked[-1] if ranked else None
        same = last is not None and keys[last.subject][:SHARED] == keys[subject][:SHARED]
        ranked.append(Ranked(last.place if same and last else n, subject, results[subject]))
    return ranked


def _key(result: Result) -> tuple[int, ...]:
    vetoing = sum(line.earned or 0 for line in result.items if line.item.effects)
    return (
        int(result.vetoed),
        int(not result.complete),
        -result.earned,
        -(result.earned - result.extra),
        -vetoing,
    )
