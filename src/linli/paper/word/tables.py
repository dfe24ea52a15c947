"""Tables in official papers: thin black rules, the heading repeated on every page."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell

from linli.paper.official import Grid
from linli.paper.word.face import FANGSONG, HEITI, SMALL4, Face, shape, write
from linli.paper.word.rows import row
from linli.paper.word.xml import SIDES, put

TABLE = "tblStyle tblpPr tblOverlap tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"


def plain_table(document: Document, grid: Grid, width: float) -> Table:
    """Append a table over the type area. width: in mm, shared out by the grid's widths."""
    columns = shares(grid.widths, width)
    table = ruled(document, rows=0, widths=columns)
    table._tbl.append(row(grid.headings, columns, Face(HEITI, SMALL4), heading=True))
    for texts in grid.rows:
        table._tbl.append(row(texts, columns, Face(FANGSONG, SMALL4)))
    return table


def shares(widths: tuple[float, ...], total: float) -> list[float]:
    """Return the widths in mm that share out a total in the given proportions."""
    whole = sum(widths)
    return [width / whole * total for width in widths]


def ruled(document: Document, *, rows: int, widths: list[float], rule: int = 4, air: int = 55) -> Table:
    """Return an empty table with fixed columns (mm) and rules of `rule` eighths of a point; air: twips."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    borders = put(table._tbl.tblPr, "tblBorders", TABLE)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        put(borders, side, SIDES, val="single" if rule else "nil", sz=str(rule), space="0", color="000000")
    margins = put(table._tbl.tblPr, "tblCellMar", TABLE)
    for side, twips in (("top", air), ("left", 85), ("bottom", air), ("right", 85)):
        put(margins, side, SIDES, w=str(twips), type="dxa")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def fill(
    cell: _Cell, text: str, face: Face, *, align: Any = WD_ALIGN_PARAGRAPH.CENTER, line: float = 1.3
) -> None:
    """Write text into a cell, centred in its height. line: height of a line in sizes of type."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for place, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        write(shape(paragraph, align=align, line=face.size * line), part, face)


def repeat(table: Table, number: int) -> None:
    """Repeat a row at the head of every page."""
    table.rows[number]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
