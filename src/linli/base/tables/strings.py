"""Shared strings: a text kept once and named by many cells is how a small workbook becomes gigabytes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

from linli.base.tables import limits
from linli.base.tables.archive import Part
from linli.base.tables.sheet import refused
from linli.kernel.errors import Refused

SHARED = "xl/sharedstrings.xml"
END = b"</si>"
INDEX = re.compile(rb"<(?:\w+:)?v[^>]*>\s*(\d{1,9})")
TAGS_OF_A_CELL = 4  # <c …><v>0</v></c>


def check(parts: Iterable[Part], tags: int) -> None:
    """Check that the texts of all cells together stay within bounds.

    tags: how many "<" the fullest sheet has, which bounds the number of its cells

    :raises Refused: if there are too many shared strings, one is too long, or they add up to too much
    """
    kept = list(parts)
    shared = next((part for part in kept if part.name.casefold() == SHARED), None)
    if shared is None:
        return
    lengths = _lengths(shared)
    if not lengths or tags // TAGS_OF_A_CELL * max(lengths) <= limits.REPEATED_BYTES:
        return
    for part in kept:
        if part is not shared and part.name.lower().endswith(".xml"):
            _check_sum(part, lengths)


def _lengths(shared: Part) -> array[int]:
    """Return the bytes of each shared string, markup included."""
    lengths = array("L")
    rest = b""
    for chunk in shared.chunks():
        *whole, rest = (rest + chunk).split(END)
        lengths.extend(map(len, whole))
        if len(lengths) > limits.SHARED_STRINGS or len(rest) > limits.WINDOW_BYTES * 2:
            raise _bomb()
    return lengths


def _check_sum(part: Part, lengths: array[int]) -> None:
    total = 0
    for window in _windows(part):
        for found in INDEX.finditer(window):
            index = int(found[1])
            total += lengths[index] if index < len(lengths) else 0
        if total > limits.REPEATED_BYTES:
            raise _bomb()


def _windows(part: Part) -> Iterator[bytes]:
    rest = b""
    for chunk in part.chunks():
        joined = rest + chunk
        cut = joined.rfind(b"</") + 1
        yield joined[:cut]
        rest = joined[cut:]
    yield rest


def _bomb() -> Refused:
    return refused(
        "共享文字的总量太大，像压缩炸弹。请把表格复制到新的工作簿后另存。",
        "its shared texts add up to too much, like a bomb. Copy the table into a new workbook.",
    )
