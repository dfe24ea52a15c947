"""Rows of a list that are no entries: blank ones, totals, notes, and headings printed again on each page."""

from __future__ import annotations

import re

from linli.rules.folding import fold
from linli.rules.intake.cells import Cell, Row
from linli.rules.intake.headings import Layout, plain

BLANK, TOTAL, NOTE, HEADING = "blank", "total", "note", "heading"
TOTAL_WORDS = re.compile(
    r"^.{0,16}?(?:合计|小计|总计|共计|累计|汇总|subtotal|grandtotal|total)(?:[:：(（]?.{0,12})?$",
    re.IGNORECASE,
)
NOTE_WORDS = re.compile(
    r"^(?:注|注释|说明|备注|附注|附|填表说明|填表须知|填报说明|填表人|填报人|制表人?|制表单位|填报单位|填表单位|审核人?|"
    r"复核人?|负责人|单位负责人|联系人|联系电话|日期|填报日期|填表日期|制表日期|note|notes|remark|remarks)"
    r"(?:$|[:：.、,，\d(（①②])",
    re.IGNORECASE,
)
# Only these first letters can begin such a row; looking at them first keeps entries cheap.
SUSPECTS = re.compile(
    "合|小计|总计|共计|累计|汇总|total|^(?:注|说|备|附|填|制|审|复|负|单|联|日|note|remark)", re.IGNORECASE
)


def reason(row: Row, name_at: int, layout: Layout) -> str:
    """Return why a row is no entry, "" if it is one.

    name_at: where the name of an entry stands
    """
    name = row[name_at]
    if isinstance(name, str) and name and not name.isspace():
        return _of_named(name, row, layout)
    said = [cell for cell in row if cell is not None and not (isinstance(cell, str) and not cell.strip())]
    if not said:
        return BLANK
    first = said[0]
    return _of_words(first) if isinstance(first, str) else ""


def _of_named(name: str, row: Row, layout: Layout) -> str:
    first = next(cell for cell in row if cell is not None and cell != "")
    if not SUSPECTS.search(name) and (
        first is name or not isinstance(first, str) or not SUSPECTS.search(first)
    ):
        return HEADING if name in layout.written.values() or plain(name) in layout.repeats else ""
    if _is_entry(row, layout):
        return ""
    return _of_words(first) or _of_words(name)


def _is_entry(row: Row, layout: Layout) -> bool:
    """Test if a row says how the estate is managed and where it is, as no total and no note does."""
    cells = [row[layout.places[code]] for code in ("subdistrict", "mode") if code in layout.places]
    return len(set(cells)) == len(cells) and all(isinstance(cell, str) and cell.strip() for cell in cells)


def _of_words(cell: Cell) -> str:
    words = fold(cell) if isinstance(cell, str) else ""
    if TOTAL_WORDS.match(words):
        return TOTAL
    return NOTE if NOTE_WORDS.match(words) else ""
