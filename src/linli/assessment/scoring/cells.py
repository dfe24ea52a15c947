"""The points of a sheet's items as one short text, so that a board of thousands reads one row per estate.

Five digits per item in card order: hundredths of a point, or one of two marks. Fixed width, so that the
database can sort by one item; digits only, so that every database sorts them alike.
"""

from __future__ import annotations

from linli.rules.scorecard.outcome import ItemResult, Result

WIDTH = 5
UNSCORED = 99999
ABSENT = 99998


def encode(result: Result) -> str:
    """Return the cells of a result."""
    return "".join([f"{_cell(line):05d}" for line in result.items])


def decode(cells: str) -> list[int]:
    """Return each item's hundredths, `UNSCORED` or `ABSENT`; empty while nothing was scored."""
    return [int(cells[at : at + WIDTH]) for at in range(0, len(cells), WIDTH)]


def zeros(result: Result) -> int:
    """Return how many items earned nothing; a bonus nobody has is no zero."""
    return sum(1 for line in result.items if line.earned == 0 and line.item.kind != "bonus")


def _cell(line: ItemResult) -> int:
    if line.status == "n/a":
        return ABSENT
    return UNSCORED if line.earned is None else line.earned
