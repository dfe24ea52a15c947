"""Foresee how large the annex sheet may be set, so that the typesetter need not try sizes one by one.

An estimate in em and millimetres, on the careful side; whoever prints checks that it held.
"""

from __future__ import annotations

from math import ceil
from typing import Any

# The cells of templates/score-sheet.typ in millimetres, without their insets.
ITEM, CRITERION, SCORE, REMARKS = 25.8, 77.1, 11.7, 41.2
PAGE_HEIGHT = 276.0
# Title, 单位 line, signatures and foot together.
FIXED = 45.0
CAP, LEADING, PARAGRAPH = 0.733, 0.46, 0.5
POINTS_WIDTH = 3.2
MM_PER_PT = 25.4 / 72
TIGHT = 0.45
# Lines never fill their width: no full stop begins one and no bracket ends one.
FILL = 0.95
SIZES = (8.8, 8.4, 8.0)


def breadth(text: str) -> float:
    """Return the width of a text in em: one for a Chinese character, a good half for a Latin one."""
    return sum(0.58 if ord(sign) < 0x2000 else 1.0 for sign in text)


def lines(text: str, width: float) -> int:
    """Return on how many lines of that width (em) a text stands."""
    return max(1, ceil(breadth(text) / (width * FILL)))


def _tall(count: int) -> float:
    """Return the height in em of a paragraph of so many lines."""
    return count * CAP + (count - 1) * LEADING


def _remarks(remarks: list[dict[str, str]], em: float) -> float:
    heights = [
        _tall(lines(one["text"], REMARKS / em - (POINTS_WIDTH if one["points"] else 0))) for one in remarks
    ]
    return sum(heights) + PARAGRAPH * max(0, len(heights) - 1)


def _row(line: dict[str, Any], em: float) -> float:
    """Return the height of a row in em, without the air around it."""
    return max(
        _tall(lines(line["item"], ITEM / em)),
        _tall(lines(line["criterion"], CRITERION / em)),
        _remarks(line["remarks"], em),
        CAP * 1.15 + (LEADING + CAP) * bool(line["mark"]),
    )


def foresee(data: dict[str, Any], *, airy: float, height: float = PAGE_HEIGHT) -> dict[str, float] | None:
    """Return the size of type (pt) and the air above and below a row (mm), or None if it may not fit.

    data: what the template reads; airy: the most air a row is given; height: of the page without margins.
    """
    rows = [line for section in data["sections"] for line in section["lines"]]
    for size in SIZES:
        em = size * MM_PER_PT
        last = max(
            _tall(lines(data["note"] + data["grade"], REMARKS / em)),
            _tall(lines(data["summary"], CRITERION / em)),
        )
        text = (sum(_row(line, em) for line in rows) + CAP + max(last, CAP * 1.25)) * em
        gap = (height - FIXED - text) / (2 * (len(rows) + 2))
        if gap >= TIGHT:
            return {"size": size, "gap": round(min(gap, airy), 2)}
    return None
