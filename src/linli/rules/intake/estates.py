"""Check a list of estates: every row, every fault at once; and name what may be there already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from linli.kernel.collecting import uncollected
from linli.kernel.text import Text
from linli.rules.intake import estate_headings, headings, similar
from linli.rules.intake.cells import Row, is_blank
from linli.rules.intake.estate_columns import COLUMNS, REQUIRED
from linli.rules.intake.estate_rows import Checked, Context
from linli.rules.intake.estate_sheet import EstateSheet
from linli.rules.intake.headings import Layout

BATCH = 1_000


def suits(rows: Iterable[tuple[int, Row]]) -> bool:
    """Test if these rows look like a list of estates: for choosing the sheet of a workbook."""
    found = headings.find(rows, COLUMNS)
    return found is not None and all(code in found.places for code in REQUIRED)


@uncollected()
def check(
    rows: Iterable[tuple[int, Row]],
    context: Context,
    *,
    epoch: int = 1900,
    progress: Callable[[int], None] | None = None,
) -> Checked:
    """Check a list of estates; never stops at the first fault.

    rows: numbered as in the spreadsheet, the headings among the first of them
    epoch: 1900 or 1904, what the workbook's serial numbers count from
    progress: called now and then, and at the end, with the number of the last row looked at
    Source: the columns and checks of the contract, clauses B1 B2 B3
    """
    stream = iter(rows)
    first = list(islice(stream, headings.ROWS_LOOKED_AT + 1))
    layout = headings.find(first, COLUMNS)
    checked = Checked(layout=layout, faults=estate_headings.faults(layout, first))
    if layout is None or checked.faults:
        checked.refused = sum(_would_count(number, row, layout) for number, row in chain(first, stream))
        return checked
    sheet = EstateSheet(layout, context, epoch, checked)
    for batch in _batches(chain(first, stream)):
        sheet.take([(number, row) for number, row in batch if number > layout.row])
        if progress is not None:
            progress(batch[-1][0])
    _doubt_names(sheet, context)
    checked.warnings.sort(key=lambda warning: warning.row)
    return checked


def _batches(rows: Iterator[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _doubt_names(sheet: EstateSheet, context: Context) -> None:
    """Warn of accepted names that are nearly those of other estates; never merge them."""
    fresh = [row for row in sheet.checked.rows if not row.known]
    for place in {row.subdistrict: None for row in fresh}:
        rows = [row for row in fresh if row.subdistrict == place]
        registered = list(context.registered.get(place, {}).items())
        names = [*(folded for folded, _ in registered), *(row.key for row in rows)]
        for later, earlier in similar.near(names).items():
            if later < len(registered):
                continue
            row = rows[later - len(registered)]
            if earlier < len(registered):
                name, where = registered[earlier][1], ("已登记", "registered")
            else:
                other = rows[earlier - len(registered)]
                name, where = other.name, (f"第{other.row}行", f"in row {other.row}")
            zh = f"是不是{where[0]}的“{name}”？名称相近，已按另一个小区处理。"
            en = (
                f"Already there as “{name}” ({where[1]})? The names are alike; it is taken as another estate."
            )
            sheet.warn(row, "name", row.name, Text(zh, en), similar=name)


def _would_count(number: int, row: Row, layout: Layout | None) -> bool:
    """Test if a row would have been checked, had the headings been right."""
    return layout is not None and number > layout.row and not all(is_blank(cell) for cell in row)
