"""The annex 红色物业评分表 as DOCX: the same form as the PDF, open to be edited and signed."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table, _Cell

from linli.paper.documents import Remark, ScoreSheet, SheetLine
from linli.paper.fit import foresee
from linli.paper.sheet_data import sheet_data
from linli.paper.word.face import HEITI, SONGTI, XIAOBIAOSONG, Face, shape, write
from linli.paper.word.page import blank, saved
from linli.paper.word.tables import fill, repeat, ruled
from linli.paper.word.xml import CELL, SIDES, put
from linli.paper.words import chinese_date, plain, points, signed

WIDTHS = [9.0, 28.6, 79.9, 10.0, 14.5, 44.0]
HEADINGS = ("项目", "内容", "评定标准", "分值", "得分", "备注")
CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
# Word's lines are taller than typst's: what the page has less for air.
TALLER = 34.0
SMALLEST = 7.0
LINE = 1.22


def score_sheet(sheet: ScoreSheet) -> bytes:
    """Return the annex sheet of one estate as DOCX: A4, one page unless the reasons are very long."""
    document = blank(f"{sheet.title} {sheet.unit}", "", sheet.date)
    _page(document)
    fit = foresee(sheet_data(sheet), airy=2.0, height=276.0 - TALLER)
    size = fit["size"] if fit else SMALLEST
    write(
        shape(document.add_paragraph(), align=CENTER, after=6, line=24), sheet.title, Face(XIAOBIAOSONG, 18)
    )
    day = chinese_date(sheet.date) or "　　　　年　　月　　日"
    _spread(document, (f"单位：{sheet.unit}", f"日期：{day}"), after=3)
    _table(document, sheet, size, fit["gap"] if fit else 0.2)
    _spread(document, sheet.signatures, before=9, after=24)
    foot = sheet_data(sheet)["foot"]
    write(shape(document.add_paragraph(), line=10), foot, Face(SONGTI, 7.5))
    return saved(document)


def _page(document: Document) -> None:
    section = document.sections[-1]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(11), Mm(9)
    section.left_margin = section.right_margin = Mm(12)
    section.header_distance = section.footer_distance = Mm(5)


def _spread(document: Document, texts: tuple[str, ...], *, before: float = 0, after: float = 0) -> None:
    """Set texts on one line, spread over its width by tab stops."""
    paragraph = shape(document.add_paragraph(), before=before, after=after, line=13)
    stops = paragraph.paragraph_format.tab_stops
    for place in range(1, len(texts)):
        stops.add_tab_stop(Mm(186 * place / len(texts) if len(texts) > 2 else 132))
    write(paragraph, "\t".join(texts), Face(SONGTI, 9.5))


def _table(document: Document, sheet: ScoreSheet, size: float, gap: float) -> None:
    table = ruled(document, rows=len(sheet.lines) + 2, widths=WIDTHS)
    for place, heading in enumerate(HEADINGS):
        fill(table.cell(0, place), heading, Face(HEITI, size), line=LINE)
        put(table.cell(0, place)._tc.get_or_add_tcPr(), "shd", CELL, val="clear", color="auto", fill="F4F1EC")
    repeat(table, 0)
    row = 1
    for name, lines in sheet.sections():
        for offset, line in enumerate(lines):
            _row(table, row + offset, line, size)
        _section(table.cell(row, 0).merge(table.cell(row + len(lines) - 1, 0)), name, size)
        row += len(lines)
    _total(table, row, sheet, size)
    _air(table, gap)


def _row(table: Table, number: int, line: SheetLine, size: float) -> None:
    cells = table.rows[number].cells
    song = Face(SONGTI, size)
    fill(cells[1], line.item, Face(HEITI, size), align=LEFT, line=LINE)
    fill(cells[2], line.criterion, song, align=LEFT, line=LINE)
    fill(cells[3], plain(line.maximum), song, line=LINE)
    lost = any(remark.points is not None and remark.points < 0 for remark in line.remarks)
    score = "\n".join(part for part in (points(line.score), line.mark) if part)
    fill(cells[4], score, Face(SONGTI, size, bold=lost), line=LINE)
    fill(cells[5], "\n".join(map(_remark, line.remarks)), song, align=LEFT, line=LINE)


def _remark(remark: Remark) -> str:
    text = f"{remark.text}＊" if remark.discretion else remark.text
    return text if remark.points is None else f"{signed(remark.points)} {text}"


def _section(cell: _Cell, name: str, size: float) -> None:
    """Write the 项目 of a group upright, one character below another."""
    for spare in cell.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    fill(cell, name, Face(HEITI, size), line=LINE)
    put(cell._tc.get_or_add_tcPr(), "textDirection", CELL, val="tbRlV")


def _total(table: Table, number: int, sheet: ScoreSheet, size: float) -> None:
    cells = table.rows[number].cells
    song = Face(SONGTI, size)
    label = cells[0].merge(cells[1])
    for spare in label.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    fill(label, "总分", Face(HEITI, size), line=LINE)
    fill(cells[2], sheet.summary, song, align=LEFT, line=LINE)
    fill(cells[3], plain(sheet.maximum), song, line=LINE)
    fill(cells[4], points(sheet.total), Face(SONGTI, size + 1.5, bold=True), line=LINE)
    fill(cells[5], "　".join(part for part in (sheet.grade, sheet.note) if part), song, align=LEFT, line=LINE)


def _air(table: Table, gap: float) -> None:
    """Give every row the same air above and below. gap: in mm."""
    for row in table.rows:
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            margins = put(cell._tc.get_or_add_tcPr(), "tcMar", CELL)
            for side, width in (("top", gap), ("left", 1.2), ("bottom", gap), ("right", 1.2)):
                measure = {"w": str(int(width * 1440 / 25.4)), "type": "dxa"}
                put(margins, side, SIDES, **measure)
