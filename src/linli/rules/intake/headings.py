"""Find the headings of a table under its title rows, in Chinese or English, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from linli.rules.folding import fold
from linli.rules.intake.cells import Cell, Row, is_blank, shown

ROWS_LOOKED_AT = 60
FEWEST = 2  # recognised headings; a title or a note may hold one by chance
BRACKETED = re.compile(r"\([^()]*\)")
DECORATION = re.compile(r"[*:：;,，。、_\s\"'“”·]|^\d+[.、]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column we know: its code, the heading of the contract, and other ways to write it."""

    code: str
    title: str
    names: frozenset[str]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings stand. `places`: code → index from 0; `row`: number of the last heading row."""

    row: int
    places: Mapping[str, int]
    written: Mapping[str, str]  # code → the heading as it is written
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    repeats: frozenset[str] = field(
        default_factory=frozenset
    )  # what the first column's cell says when repeated


def column(code: str, title: str, names: str, *, required: bool = False) -> Column:
    """Return a column from its other names, separated by spaces or, where they hold spaces, by "|"."""
    given = names.split("|") if "|" in names else names.split()
    return Column(code, title, frozenset(plain(name) for name in [title, *given]), required)


def plain(heading: str) -> str:
    """Return a heading without brackets and what they hold, units, marks and spaces, folded."""
    folded = fold(heading)
    bare = DECORATION.sub("", BRACKETED.sub("", folded))
    return bare or DECORATION.sub("", folded.replace("(", "").replace(")", ""))


def find(rows: Iterable[tuple[int, Row]], columns: Sequence[Column]) -> Layout | None:
    """Return the layout whose row, alone or with the one below, has the most known headings.

    Rows are numbered as in the spreadsheet; `None` if no row looks like headings.
    """
    known = {name: item.code for item in columns for name in item.names}
    first = list(islice(rows, ROWS_LOOKED_AT))
    best: Layout | None = None
    for index, (number, row) in enumerate(first):
        layout = _layout(number, row, known)
        below = first[index + 1] if index + 1 < len(first) else None
        if below is not None and _continues(row, below[1], known):
            layout = _better(layout, _layout(below[0], _joined(row, below[1], known), known))
        best = _better(best, layout)
    return best if best is not None and len(best.places) >= FEWEST else None


def _better(one: Layout | None, other: Layout) -> Layout:
    """Prefer more headings; of equals the first."""
    return other if one is None or len(other.places) > len(one.places) else one


def _layout(number: int, row: Row, known: Mapping[str, str]) -> Layout:
    places: dict[str, int] = {}
    written: dict[str, str] = {}
    unknown: list[str] = []
    ambiguous: list[str] = []
    for index, cell in enumerate(row):
        heading = _text(cell)
        code = known.get(plain(heading)) if heading else None
        if code is None:
            unknown.extend([heading] if heading and heading not in unknown else [])
        elif code not in places:
            places[code], written[code] = index, heading
        elif heading != written[code] or row[index - 1] != cell:  # a heading merged over two columns is one
            ambiguous.append(code)
    repeats = frozenset(plain(heading) for heading in written.values())
    return Layout(number, places, written, tuple(unknown), tuple(ambiguous), repeats)


def _continues(above: Row, below: Row, known: Mapping[str, str]) -> bool:
    """Test if `below` is the second row of two-storey headings: nothing in it but parts of headings."""
    parts = 0
    for index, cell in enumerate(below):
        text, over = _text(cell), _text(above[index]) if index < len(above) else ""
        if not text or text == over:
            continue
        if plain(text) not in known and plain(over + text) not in known:
            return False
        parts += 1
    return parts > 0


def _joined(above: Row, below: Row, known: Mapping[str, str]) -> list[Cell]:
    joined: list[Cell] = []
    group = ""
    for index in range(max(len(above), len(below))):
        over = _text(above[index]) if index < len(above) else ""
        under = _text(below[index]) if index < len(below) else ""
        # Without merged cells, as in CSV, the upper heading stands only over its first column.
        group = over or (group if under else "")
        if not under or under == over:
            joined.append(over or under)
        else:
            both = plain(group + under)
            joined.append(group + under if both in known or plain(under) not in known else under)
    return joined


def _text(cell: Cell) -> str:
    return "" if is_blank(cell) or not isinstance(cell, str) else shown(cell).strip()
