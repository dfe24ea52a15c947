"""Read a column at a time: most columns repeat a few values, so each different cell is read only once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from unicodedata import is_normalized

from linli.rules.folding import UNTIDY
from linli.rules.identifiers import Unfit
from linli.rules.intake.cells import Cell

# Anything `tidy` would change, or `starts_formula` could refuse.
OUT_OF_ORDER = re.compile(f"{UNTIDY.pattern}|(?:^|\\|)[-=+@＝＋－＠]")
KEPT = 50_000  # cells remembered for one column, so that memory doesn't grow with the file


class Reader(dict[Any, Any]):
    """What each different cell of a column was read as: a value, `None` if empty, an `Unfit` if refused.

    refusals: whether any cell was refused yet
    Finding a cell again is a look into a dict without any call into Python: half the speed of the check.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__({"": None, None: None})
        self.read = read
        self.refusals = False

    def __missing__(self, cell: Cell) -> Any:
        found: Any = None
        if not (isinstance(cell, str) and cell.isspace()):
            try:
                found = self.read(cell)
            except Unfit as refusal:
                found = refusal
                self.refusals = True
        if found == "":
            found = None
        self[cell] = found
        return found

    def column(self, cells: Sequence[Cell]) -> list[Any]:
        """Read the cells of a column, or of a part of it."""
        if len(self) > KEPT:
            self.clear()
            self.update({"": None, None: None})
        return [*map(self.__getitem__, cells)]


class NumberReader(Reader):
    """A reader of numbers: to a dict True is 1 and False is 0, to us they are none."""

    def column(self, cells: Sequence[Cell]) -> list[Any]:
        if 1 in cells or 0 in cells:
            cells = [str(cell) if cell is True or cell is False else cell for cell in cells]
        return super().column(cells)


class AmountReader(NumberReader):
    """A reader of amounts, most of which are different: a float with few places is read on the spot."""

    def __init__(self, read: Callable[[Any], Any], *, most: float, places: int) -> None:
        super().__init__(read)
        self.most, self.places = most, places

    def column(self, cells: Sequence[Cell]) -> list[Any]:
        """Read the cells; the shortest spelling of a float with few places is the number."""
        most, places, slowly = self.most, self.places, self.__getitem__
        return [
            Decimal(plain)
            if cell.__class__ is float
            and 0 < cell <= most
            and (plain := repr(cell)).find(".") >= len(plain) - 1 - places
            else slowly(str(cell) if cell is True or cell is False else cell)
            for cell in cells
        ]


class TextReader(Reader):
    """A reader of texts, most of which are different and in order: looked at together, not one by one."""

    def __init__(self, read: Callable[[Any], Any], most: int) -> None:
        super().__init__(read)
        self.most = most

    def column(self, cells: Sequence[Cell]) -> list[Any]:
        try:
            together = "|".join(cells)  # type: ignore[arg-type]
        except TypeError:
            return super().column(cells)
        if OUT_OF_ORDER.search(together) or not is_normalized("NFC", together):
            return super().column(cells)
        if len(max(cells, key=len)) > self.most:  # type: ignore[arg-type]
            return super().column(cells)
        return [cell or None for cell in cells]
