"""Lists as XLSX, written in bulk: a frozen heading, filters, dates as dates, figures as figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

from rustpy_xlsxwriter import Format, write_worksheets

from linli.paper.columns import FORMATS, Cell, Column, Row, check_headings
from linli.paper.words import clean

# A spreadsheet keeps fifteen digits of a number and thirty-two thousand characters of a text.
MOST_DIGITS = 15
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_name(wish: str) -> str:
    """Return a name a sheet may bear: no []:*?/\\, no ' at an end, at most 31 characters, never empty."""
    return _NOT_IN_NAMES.sub("·", wish).strip("' ")[:LONGEST_NAME].rstrip("' ") or "Sheet1"


def value(cell: Cell) -> Any:
    """Return what is written for a value: exact, or as text where a spreadsheet would round it."""
    write = _WRITERS.get(type(cell))
    if write is None:
        return _kin(cell)
    return write(cell)


def _kin(cell: Cell) -> Any:
    """Write a value of a subclass, such as a word of an enumeration.

    :raises TypeError: a value of another kind, such as a float, which is not exact
    """
    for kind in (str, bool, int, Decimal, datetime, date):
        if isinstance(cell, kind):
            return _WRITERS[kind](str(cell) if kind is str else cell)
    raise TypeError(f"a list holds no {type(cell).__name__}: {cell!r}")


def _text(text: str) -> str | None:
    if len(text) > MOST_CHARACTERS or not text.isprintable():
        text = clean(text)[:MOST_CHARACTERS]
    return text or None


def _number(number: Decimal | int) -> float | str:
    text = str(number)
    # Most figures are short, and for these the text alone says that a float holds them.
    if len(text) <= MOST_DIGITS and text[-1].isdigit():
        return float(text)
    exact = Decimal(number)
    if not exact.is_finite() or len(exact.normalize().as_tuple().digits) > MOST_DIGITS:
        return format(exact, "f")
    return float(exact)


_WRITERS: dict[type, Callable[[Any], Any]] = {
    type(None): lambda cell: None,
    bool: lambda cell: "是" if cell else "否",
    str: _text,
    int: _number,
    Decimal: _number,
    date: lambda cell: cell,
    datetime: lambda cell: cell.replace(tzinfo=None),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook. rows: any iterable, read once; title: a line above the headings."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    title: str = ""
    frozen: int = 1


def table(columns: Sequence[Column], rows: Iterable[Row], *, title: str = "", sheet: str = "") -> bytes:
    """Return a list as the bytes of a workbook with one sheet.

    rows: any iterable, read once; title: a line above the headings; sheet: name of the sheet.
    :raises ValueError: no columns, two with one heading, or a row of another length
    """
    return workbook([Sheet(sheet or title, columns, rows, title)])


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return several lists as one workbook, each with a frozen and filtered heading.

    :raises ValueError: as `table`, or two sheets with one name
    """
    out = BytesIO()
    write_workbook(out, sheets)
    return out.getvalue()


def write_workbook(file: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write a workbook into an open file; a list may be a generator.

    :raises ValueError: as `workbook`
    """
    names = [sheet_name(sheet.name) for sheet in sheets]
    if len(set(names)) != len(names):
        raise ValueError(f"two sheets have the same name: {names}")
    for sheet in sheets:
        check_headings(sheet.columns)
    named = dict(zip(names, sheets, strict=True))
    titled = {name: sheet for name, sheet in named.items() if sheet.title and len(sheet.columns) > 1}
    write_worksheets(
        [(name, _records(sheet.columns, sheet.rows)) for name, sheet in named.items()],
        file,
        freeze_panes={n: {"row": 1 + (n in titled), "col": each.frozen} for n, each in named.items()},
        header_row=dict.fromkeys(titled, 1),
        merge_ranges={name: [_title(sheet)] for name, sheet in titled.items()},
        row_heights={name: {0: 30.0} for name in titled},
        autofilter=dict.fromkeys(names, True),
        header_format=dict.fromkeys(names, _heading_format()),
        column_widths={name: [column.breadth for column in each.columns] for name, each in named.items()},
        column_formats={name: [_format(column) for column in each.columns] for name, each in named.items()},
        conditional_formats={name: _shades(each.columns) for name, each in named.items()},
        page_setup={name: _page(each) for name, each in named.items()},
    )


def _page(sheet: Sheet) -> dict[str, Any]:
    """Return how the sheet is printed: A4, one page wide, the heading on every page."""
    heading = 1 if sheet.title and len(sheet.columns) > 1 else 0
    wide = len(sheet.columns) > 6
    return {"landscape": wide, "paper_size": 9, "fit_to_pages": (1, 0), "repeat_rows": (0, heading)}


def _shades(columns: Sequence[Column]) -> dict[str, Any]:
    """Return the shading of points below the full mark: half a point, two points, more."""
    shades = {}
    for column in columns:
        if column.full is not None:
            full = float(column.full)
            steps = ((full - 2, "#E9B8B0"), (full - 0.5, "#F3D5CF"), (full, "#FAECE8"))
            shades[column.heading] = [
                {
                    "type": "cell",
                    "criteria": "between",
                    "min": -1000,
                    "max": top - 0.001,
                    "format": Format().set_background_color(color),
                }
                for top, color in steps
            ]
    return shades


def _title(sheet: Sheet) -> Any:
    made = Format().set_bold().set_font_size(16).set_align("center").set_align("vcenter")
    return (0, 0, 0, len(sheet.columns) - 1, clean(sheet.title), made)


def _records(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    headings = [column.heading for column in columns]
    empty = True
    for row in rows:
        empty = False
        yield dict(zip(headings, map(value, row), strict=True))
    if empty:
        # The headings are taken from the first record; a list of nothing still says what it lists.
        yield dict.fromkeys(headings)


def _format(column: Column) -> Format:
    """Return the format of a column; text is marked as text, so that no edit turns it into a formula."""
    made = Format().set_align("vcenter")
    code = FORMATS[column.kind]
    return made.set_num_format(code) if code else made.set_quote_prefix()


def _heading_format() -> Format:
    made = Format().set_bold().set_background_color("#F4F1EC").set_border_bottom("thin")
    return made.set_align("vcenter").set_text_wrap()
