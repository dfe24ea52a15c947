"""Pairs of neighbouring characters as numbers: an index of them finds any part of a name, in any script.

A pair is two code points in one number, so that a database compares numbers, alike under every collation.
"""

from __future__ import annotations

from itertools import pairwise

WIDTH = 21  # bits of a code point
PROBES = 2


def grams(*texts: str) -> set[int]:
    """Return the pairs in `texts`; the last character of each is paired with nothing.

    So each character begins a pair, and one character alone is found by the range of pairs it begins.
    """
    found: set[int] = set()
    for text in texts:
        codes = [*map(ord, text), 0]
        found.update((one << WIDTH) | other for one, other in pairwise(codes))
    return found


def probes(text: str) -> list[tuple[int, int]]:
    """Return ranges of pairs, half-open, each of which every text that holds `text` has one in.

    At most `PROBES` of them, the first and the last: what is left to compare after these is little.
    """
    if len(text) == 1:
        return [(ord(text) << WIDTH, (ord(text) + 1) << WIDTH)]
    pairs = list(dict.fromkeys((ord(one) << WIDTH) | ord(other) for one, other in pairwise(text)))
    if len(pairs) > PROBES:
        pairs = [pairs[0], pairs[-1]]
    return [(pair, pair + 1) for pair in pairs]
