"""A sheet as the rest of the house sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from linli.kernel.errors import Refused
from linli.rules.intake.cells import Formula, Row

Spot = tuple[int, int]  # row and column, both counted from 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, each with the spreadsheet's own number, in order.

    epoch: 1900 or 1904, the year the workbook counts the days of its bare serial numbers from
    An empty cell is "" or `None`; a merged cell holds the value of its top left corner; dates are dates.
    """

    name: str
    epoch: int
    rows: list[tuple[int, Row]]
    names: tuple[str, ...] = ()  # the visible sheets of the workbook

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        return iter(self.rows)


@dataclass(slots=True)
class Findings:
    """What the look at a workbook's parts found out, besides that it is harmless.

    tags: how many "<" the fullest part has; formulas: for each part, then for each sheet, the cells whose
    formula must not pass for a value; loose: the workbook as it is to be read
    """

    epoch: int = 1900
    tags: int = 0
    loose: bytes = b""
    formulas: dict[str, Mapping[Spot, Formula]] = field(default_factory=dict)


def refused(zh: str, en: str) -> Refused:
    """Return the refusal of a file: what is wrong and how to mend it."""
    return Refused(f"不能读这个文件：{zh}", f"This file cannot be read: {en}", fields=("file",))
