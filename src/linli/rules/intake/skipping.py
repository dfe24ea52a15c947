"""Rows of a list that are no entries: blank ones, totals, notes, and headings printed again on each page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from linli.rules.folding import fold
from linli.rules.intake.cells import Cell, Row, is_blank
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
# What such rows hold or begin with; looked for first, so that an entry costs one search.
SUSPECT = re.compile(
    r"合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|汇\s*总|total|名\s*称|^\W*(?:注|说明|备|附|填|制表|审|复|负|单位|联系|日期|note|remark|estate|name"
    r"|小\s*区\s*名?$|项目名?$|楼盘名?$)",
    re.IGNORECASE,
)
SUSPECT_LINE = re.compile(rf"^\s*$|{SUSPECT.pattern}", re.IGNORECASE | re.MULTILINE)


def may_skip(rows: Sequence[Row], name_at: int) -> bool:
    """Test if any of these rows may be no entry, by one look at their names and first cells together.

    Where each stands on a line of its own, every cell that is suspect alone is suspect there too.
    """
    cells: list[Any] = [row[name_at] for row in rows]
    if name_at:
        cells += [row[0] if row[0].__class__ is str else "-" for row in rows]
    try:
        together = "\n".join(cells)
    except TypeError:
        return True
    return bool(SUSPECT_LINE.search(together))


def reason(row: Row, name_at: int, layout: Layout) -> str:
    """Return why a row is no entry, "" if it is one.

    name_at: where the name of an entry stands
    """
    name, first = row[name_at], row[0]
    if name.__class__ is str and name != "":
        if not SUSPECT.search(name) and (
            name_at == 0 or first.__class__ is not str or not SUSPECT.search(first)
        ):
            return "" if not is_blank(name) else _of_nameless(row)
        return _of_named(str(name), row, layout)
    return _of_nameless(row) if is_blank(name) else ""


def _of_nameless(row: Row) -> str:
    said = [cell for cell in row if not is_blank(cell)]
    if not said:
        return BLANK
    return _of_words(said[0])


def _of_named(name: str, row: Row, layout: Layout) -> str:
    if plain(name) in layout.repeats:
        return HEADING
    if _is_entry(row, layout):
        return ""
    return _of_words(row[0]) or _of_words(name)


def _is_entry(row: Row, layout: Layout) -> bool:
    """Test if a row says how the estate is managed and where it is, as no total and no note does."""
    cells = [row[layout.places[code]] for code in ("subdistrict", "mode") if code in layout.places]
    return len(set(cells)) == len(cells) and not any(is_blank(cell) for cell in cells)


def _of_words(cell: Cell) -> str:
    words = fold(cell) if isinstance(cell, str) else ""
    if TOTAL_WORDS.match(words):
        return TOTAL
    return NOTE if NOTE_WORDS.match(words) else ""
