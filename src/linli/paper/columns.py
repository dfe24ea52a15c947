"""Columns of a list and the values in them, the same for XLSX, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from linli.paper.fit import breadth

Kind = Literal["text", "integer", "points", "decimal", "percent", "date", "time"]
Cell = str | int | bool | Decimal | date | datetime | None
Row = Sequence[Cell]

FORMATS: dict[Kind, str] = {
    "text": "",
    "integer": "#,##0",
    "points": "0.00",
    "decimal": "#,##0.00",
    "percent": "0.0",
    "date": "yyyy-mm-dd",
    "time": "yyyy-mm-dd hh:mm",
}
WIDTHS: dict[Kind, float] = {
    "text": 16, "integer": 10, "points": 9, "decimal": 13, "percent": 9, "date": 12, "time": 17,
}  # fmt: skip
NARROWEST, WIDEST = 6.0, 60.0
# Signs a spreadsheet takes for the beginning of a formula, in both widths.
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    heading: stable, it is read back in; width: in characters, by default from the kind;
    full: the full mark of a column of points, below which a cell is shaded.
    """

    heading: str
    kind: Kind = "text"
    width: float = 0
    full: Decimal | None = None

    @property
    def breadth(self) -> float:
        """Return the width to set, wide enough for the heading and its filter button."""
        wanted = self.width or max(WIDTHS[self.kind], breadth(self.heading) * 2 + 3)
        return min(WIDEST, max(NARROWEST, wanted))


def check_headings(columns: Iterable[Column]) -> None:
    """Refuse columns that could not be told apart when read back.

    :raises ValueError: there is no column, or two have the same heading
    """
    headings = [column.heading for column in columns]
    if not headings:
        raise ValueError("a list needs at least one column")
    if len(set(headings)) != len(headings):
        raise ValueError(f"two columns have the same heading: {headings}")


def dangerous(text: str) -> bool:
    """Say whether a spreadsheet might take a text for a formula."""
    return text.startswith(TRIGGERS)
