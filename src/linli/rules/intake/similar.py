"""Names that are nearly the same: the second spelling of an estate that is there already.

Comparing all names with all would cost the square of their number. Two names one
letter apart become equal when the right letter of each is left out, so names meet
in a table by what is left of them; only those that meet are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

BRACKETS = re.compile(r"\([^()]*\)")
FILLERS = re.compile(r"住宅小区|居民小区|小区|社区|住宅区|住宅|[()\-·.、,，#]")
# What tells two estates of one name apart: 一期 and 二期, 东院 and 西院, A区 and B区 are not misspellings.
TELLING = re.compile("[0-9a-z一二三四五六七八九十甲乙丙丁东南西北中前后左右上下新老旧]")
SHORTEST = 3  # of names of two letters half would be one letter apart
ENOUGH = 8  # names looked at for each meeting point: bounded, whatever the file


@dataclass(frozen=True, slots=True)
class _Core:
    """What of a name tells: its letters without fillers, and the letters that tell parts apart."""

    text: str
    telling: str


@dataclass(slots=True)
class Neighbours:
    """The names met so far in one place, found again by names at most one letter away."""

    _meeting: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def near(self, folded: str) -> str | None:
        """Return another name nearly the same as `folded`; `None` if there is none."""
        for core in _cores(folded):
            for left in _leavings(core.text):
                for other, name in self._meeting.get((left, core.telling), ()):
                    if name != folded and Levenshtein.distance(core.text, other, score_cutoff=1) <= 1:
                        return name
        return None

    def add(self, folded: str) -> None:
        """Remember a name."""
        for core in _cores(folded):
            for left in _leavings(core.text):
                met = self._meeting.setdefault((left, core.telling), [])
                if len(met) < ENOUGH:
                    met.append((core.text, folded))


def _cores(folded: str) -> Iterator[_Core]:
    """Return the name with what its brackets hold, and without."""
    yield _core(folded)
    if "(" in folded and (without := BRACKETS.sub("", folded)):
        yield _core(without)


def _core(folded: str) -> _Core:
    text = FILLERS.sub("", folded) or folded
    return _Core(text, "".join(TELLING.findall(text)))


def _leavings(text: str) -> set[str]:
    """Return the text and, if it is long enough, the text without each of its letters."""
    if len(text) < SHORTEST:
        return {text}
    return {text, *(text[:n] + text[n + 1 :] for n in range(len(text)))}
