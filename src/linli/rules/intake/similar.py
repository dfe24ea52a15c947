"""Names that are nearly the same: the second spelling of an estate that is there already.

Comparing all names with all would cost the square of their number. Two names one
letter apart become equal when the right letter of each is left out, so it is
enough to leave out the first letter of all names and see which are equal, then the second …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

BRACKETS = re.compile(r"\([^()]*\)")
FILLERS = re.compile(r"住宅小区|居民小区|小区|社区|住宅区|住宅|[()\-·.、,，#]")
# What tells two estates of one name apart: 一期 and 二期, 东院 and 西院, A区 and B区 are not misspellings.
SILENT = re.compile("[^0-9a-z一二三四五六七八九十甲乙丙丁东南西北中前后左右上下新老旧\n]+")
BREAK = "\n"  # in no folded name
SHORTEST = 4  # of three letters one is a third: 元和街 and 人和街 are two streets, not one misspelt
LONGEST = 30  # beyond, one letter is no longer what matters


def near(names: Iterable[str]) -> dict[int, int]:
    """Return, for names nearly the same as an earlier one, the number of the earlier one.

    names: folded, each another; numbered from 0 in order
    """
    found: dict[int, int] = {}
    lengths: dict[int, tuple[list[str], list[int]]] = {}
    for base, number in _bases(list(names)):
        bases, numbers = lengths.setdefault(base.index("|"), ([], []))
        bases.append(base)
        numbers.append(number)
    for length, (bases, numbers) in lengths.items():
        _note(found, bases, numbers)
        if SHORTEST <= length <= LONGEST:
            shorter, their_numbers = lengths.get(length - 1, ([], []))
            first = _firsts(shorter, their_numbers)
            for place in range(length):
                left = [base[:place] + base[place + 1 :] for base in bases]
                different = _note(found, left, numbers)
                for base in first.keys() & different:
                    _pair(found, first[base], numbers[left.index(base)])
    return found


def _bases(names: list[str]) -> Iterator[tuple[str, int]]:
    """Yield of each name its letters without fillers, and behind a "|" those that tell parts apart.

    A name with brackets is yielded a second time without them, right behind the first.
    """
    if not names:
        return
    numbers = [*range(len(names))]
    bare = [(BRACKETS.sub("", name), number) for number, name in enumerate(names) if "(" in name]
    both = [*zip(names, numbers, strict=True), *((name, number) for name, number in bare if name)]
    if len(both) > len(names):
        both.sort(key=itemgetter(1))
    names = [name for name, _ in both]
    # All names in one text: three passes over it cost a fraction of three calls for each name.
    together = FILLERS.sub("", BREAK.join(names)).split(BREAK)
    texts = [text or name for text, name in zip(together, names, strict=True)]
    telling = SILENT.sub("", BREAK.join(texts)).split(BREAK)
    for text, tells, (_, number) in zip(texts, telling, both, strict=True):
        yield f"{text}|{tells}", number


def _firsts(bases: list[str], numbers: list[int]) -> dict[str, int]:
    """Return the first number of each base; numbers are in order."""
    return dict(zip(reversed(bases), reversed(numbers), strict=True))


def _note(found: dict[int, int], left: list[str], numbers: list[int]) -> set[str]:
    """Note all that became equal to an earlier one; return the different ones."""
    different = set(left)
    if len(different) < len(left):
        firsts = _firsts(left, numbers)
        for first, number in zip(map(firsts.__getitem__, left), numbers, strict=True):
            if first != number:
                _pair(found, first, number)
    return different


def _pair(found: dict[int, int], one: int, other: int) -> None:
    if one != other:
        later, earlier = max(one, other), min(one, other)
        found[later] = min(earlier, found.get(later, earlier))
