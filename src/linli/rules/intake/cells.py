"""What a cell can hold once a file has been opened, and what is said about a cell that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from linli.kernel.text import Text

SHOWN = 100
# A spreadsheet takes text that begins like this for a formula; the wide forms too, in East Asian editions.
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose formula reaches outside the workbook, or has no stored value to read."""

    source: str


Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | Formula | None
Row: TypeAlias = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong cell. row: the spreadsheet's own number; column: the heading of the contract."""

    row: int
    column: str
    value: str
    reason: Text

    def as_json(self) -> dict[str, object]:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason_zh": self.reason.zh,
            "reason_en": self.reason.en,
        }


def shown(cell: Cell) -> str:
    """Return a cell as people know it, short enough for a message."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        text = cell.source
    elif isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        text = str(int(cell))
    elif isinstance(cell, datetime):
        text = cell.isoformat(sep=" ")
    else:
        text = str(cell)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def is_blank(cell: Cell) -> bool:
    """Test if a cell holds nothing, or only spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def starts_formula(text: str) -> bool:
    """Test if a spreadsheet would take `text` for a formula; a plain negative number it would not."""
    return text.startswith(STARTS_FORMULA) and not _is_number(text)


def _is_number(text: str) -> bool:
    body = text[1:] if text[:1] in "+-" else text
    whole, _, part = body.partition(".")
    return body.isascii() and whole.isdigit() and (part.isdigit() or "." not in body)
