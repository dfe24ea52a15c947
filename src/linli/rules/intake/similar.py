"""Names that are nearly the same: the second spelling of an estate that is there already.

Comparing all names with all would cost the square of their number. Two names one
letter apart become equal when the right letter of each is left out, so it is
enough to leave out the first letter of all names and see which are equal, then the second …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

BRACKETS = re.compile(r"\([^()]*\)")
FILLERS = re.compile(r"住宅小区|居民小区|小区|社区|住宅区|住宅|[()\-·.、,，#]")
# What tells two estates of one name apart: 一期 and 二期, 东院 and 西院, A区 and B区 are not misspellings.
TELLING = re.compile("[0-9a-z一二三四五六七八九十甲乙丙丁东南西北中前后左右上下新老旧]")
SHORTEST = 4  # of three letters one is a third: 元和街 and 人和街 are two streets, not one misspelt
LONGEST = 30  # beyond, one letter is no longer what matters


def near(names: Iterable[str]) -> dict[int, int]:
    """Return, for names nearly the same as an earlier one, the number of the earlier one.

    names: folded, each another; numbered from 0 in order
    """
    found: dict[int, int] = {}
    lengths: dict[int, tuple[list[str], list[int]]] = {}
    for base, number in _bases(names):
        bases, numbers = lengths.setdefault(base.index("|"), ([], []))
        bases.append(base)
        numbers.append(number)
    for length, (bases, numbers) in lengths.items():
        _note(found, bases, numbers)
        if SHORTEST <= length <= LONGEST:
            shorter, their_numbers = lengths.get(length - 1, ((), ()))
            first = dict(zip(reversed(shorter), reversed(their_numbers), strict=True))
            for place in range(length):
                left = [base[:place] + base[place + 1 :] for base in bases]
                different = _note(found, left, numbers)
                for base in first.keys() & different:
                    _pair(found, first[base], numbers[left.index(base)])
    return found


def _bases(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Return of each name its letters without fillers, and behind a "|" those that tell parts apart."""
    for number, name in enumerate(names):
        yield _base(name), number
        if "(" in name and (without := BRACKETS.sub("", name)):
            yield _base(without), number


def _base(name: str) -> str:
    text = FILLERS.sub("", name) or name
    return f"{text}|{''.join(TELLING.findall(text))}"


def _note(found: dict[int, int], left: list[str], numbers: list[int]) -> set[str]:
    """Note all that became equal to an earlier one; return the different ones."""
    different = set(left)
    if len(different) == len(left):
        return different
    first: dict[str, int] = {}
    for base, number in zip(left, numbers, strict=True):
        _pair(found, first.setdefault(base, number), number)
    return different


def _pair(found: dict[int, int], one: int, other: int) -> None:
    if one != other:
        later, earlier = max(one, other), min(one, other)
        found[later] = min(earlier, found.get(later, earlier))
