"""An official paper in the layout of GB/T 9704-2012, part by part in the order of the page."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line

from linli.paper.fit import breadth
from linli.paper.official import Annex, Block, Grid, Notice, Paragraph
from linli.paper.word.face import (
    FANGSONG,
    HEITI,
    KAITI,
    NO2,
    NO3,
    NO4,
    RED,
    XIAOBIAOSONG,
    Face,
    indent,
    shape,
    write,
)
from linli.paper.word.page import LINE, TYPE_WIDTH, blank, official_page, rule, saved
from linli.paper.word.tables import TABLE, fill, plain_table, ruled
from linli.paper.word.xml import PARAGRAPH, SIDES, put
from linli.paper.words import chinese_date

# Of the width of 28 characters of 16 pt, 156 mm lack 5.8 pt: a quarter of a point between any two.
TRACKING = -5
# Levels that head what follows; 1. and （1） are mostly the text itself, and a chain of them would not break.
HEADINGS = (1, 2)
LEVELS = {0: FANGSONG, 1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}
BODY = Face(tracking=TRACKING)
CENTER, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
MM = 72 / 25.4
RED_HEX = "E60012"
# What the date of printing needs in the 版记, in mm.
DAY_WIDTH = 62.0
# 发文机关标志: as tall as looks dignified, narrowed down to 60 % before it is made smaller.
MARK_SIZE, MARK_NARROWEST = 42.0, 60


def notice(paper: Notice) -> bytes:
    """Return an official paper as DOCX: a red-headed document, a letter (信函 10.1) or minutes (纪要 10.3).

    Faces are named, not embedded: 仿宋, 小标宋, 楷体, 黑体 are those of the reader's machine.
    """
    document = blank(paper.title.replace("\n", ""), paper.issuer, paper.date)
    official_page(document)
    HEADS[paper.form](document, paper)
    _title(document, paper.title)
    if paper.recipients:
        write(_line(document), f"{paper.recipients.rstrip('：:')}：", BODY)
    _blocks(document, paper.body)
    _attachments(document, paper.annexes)
    _present(document, paper.present)
    _signature(document, paper)
    if paper.contact:
        write(indent(_line(document), first=2), f"（{paper.contact}）", BODY)
    for number, annex in enumerate(paper.annexes, start=1):
        _annex(document, annex, number if len(paper.annexes) > 1 else 0)
    _imprint(document, paper)
    return saved(document)


def _line(
    document: Document, *, align: WD_ALIGN_PARAGRAPH = JUSTIFY, before: float = 0, after: float = 0
) -> Line:
    """Return a new line of the grid."""
    return shape(document.add_paragraph(), align=align, before=before, after=after, line=LINE)


def _mark(document: Document, words: str, *, before: float) -> Line:
    """Set the red mark: one line as wide as the type area allows (7.2.4)."""
    fitting = TYPE_WIDTH * MM / max(1.0, breadth(words))
    scale = max(MARK_NARROWEST, min(100, int(fitting / MARK_SIZE * 100)))
    size = min(MARK_SIZE, int(fitting / scale * 100 * 2) / 2)
    paragraph = shape(document.add_paragraph(), align=CENTER, before=before, line=size * 1.15)
    write(paragraph, words, Face(XIAOBIAOSONG, size, color=RED, scale=scale))
    return paragraph


def _red_head(document: Document, paper: Notice) -> None:
    """Set mark, document number and red rule; the mark's top is 35 mm below the top of the type area."""
    _mark(document, paper.head, before=35 * MM)
    number = shape(document.add_paragraph(), align=CENTER, before=2 * LINE, line=LINE)
    write(number, paper.number or "　　　〔　　　　〕　　号", BODY)
    # 4 mm below the number.
    rule(number, "bottom", eighths=18, color=RED_HEX, space=round(4 * MM))


def _letter_head(document: Document, paper: Notice) -> None:
    """Set the head of a letter: mark 30 mm from the paper's edge, double red lines, number at the right."""
    section = document.sections[-1]
    section.top_margin = Mm(30)
    section.different_first_page_header_footer = True
    foot = section.first_page_footer.paragraphs[0]
    rule(foot, "top", eighths=12, color=RED_HEX, style="thinThickSmallGap")
    mark = _mark(document, paper.head, before=0)
    rule(mark, "bottom", eighths=18, color=RED_HEX, space=round(4 * MM), style="thickThinSmallGap")
    number = shape(document.add_paragraph(), align=RIGHT, before=LINE / 2, line=LINE)
    write(number, paper.number or "　　　〔　　　　〕　　号", BODY)


def _minutes_head(document: Document, paper: Notice) -> None:
    """Set the head of minutes: mark 35 mm below the top of the type area, issuer and day, red rule (10.3)."""
    _mark(document, paper.head, before=35 * MM)
    if paper.number:
        write(shape(document.add_paragraph(), align=CENTER, before=LINE, line=LINE), paper.number, BODY)
    line = shape(document.add_paragraph(), before=LINE, line=LINE)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(TYPE_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    write(line, f"{paper.issuer}\t{chinese_date(paper.date)}", BODY)
    rule(line, "bottom", eighths=18, color=RED_HEX, space=4)


def _title(document: Document, words: str) -> None:
    """Set the title: 2号小标宋, two blank lines below the rule, one above what follows (7.3.1)."""
    parts = words.split("\n")
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        paragraph = shape(
            document.add_paragraph(),
            align=CENTER,
            before=0 if place else 2 * LINE,
            after=LINE if last else 0,
            line=LINE * 1.1,
        )
        put(paragraph._p.get_or_add_pPr(), "outlineLvl", PARAGRAPH, val="0")
        write(paragraph, part, Face(XIAOBIAOSONG, NO2))


def _blocks(document: Document, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Grid):
            plain_table(document, block, TYPE_WIDTH)
        else:
            _paragraph(document, block)


def _paragraph(document: Document, block: Paragraph) -> None:
    """Set one paragraph of the body, its heading (or leading sentence) in the face of its level (7.3.3)."""
    paragraph = indent(_line(document), first=2)
    face = Face(LEVELS[block.level], tracking=TRACKING)
    if block.level and not block.lead:
        if block.level in HEADINGS:
            put(paragraph._p.get_or_add_pPr(), "keepNext", PARAGRAPH)
            put(paragraph._p.get_or_add_pPr(), "outlineLvl", PARAGRAPH, val=str(block.level))
        write(paragraph, block.text, face)
        return
    if block.lead:
        write(paragraph, block.lead, face)
    write(paragraph, block.text, BODY)


def _attachments(document: Document, annexes: tuple[Annex, ...]) -> None:
    """List the annexes one blank line below the body, without closing marks (7.3.4)."""
    for number, annex in enumerate(annexes, start=1):
        paragraph = _line(document, before=LINE if number == 1 else 0)
        label = "附件：" if number == 1 else "　　　"
        count = f"{number}." if len(annexes) > 1 else ""
        write(indent(paragraph, first=2), f"{label}{count}{annex.title}", BODY)


def _present(document: Document, present: tuple[tuple[str, str], ...]) -> None:
    """List who came, a blank line below the body: the word in 黑体, names aligned behind its colon (10.3)."""
    for place, (word, names) in enumerate(present):
        paragraph = _line(document, before=0 if place else LINE)
        put(paragraph._p.get_or_add_pPr(), "ind", PARAGRAPH, **_hanging(word))
        write(paragraph, f"{word}：", Face(HEITI, tracking=TRACKING))
        write(paragraph, names, BODY)


def _hanging(word: str) -> dict[str, str]:
    """Return the indents of a line that begins two characters in and goes on behind `word` and its colon."""
    width = len(word) + 1
    return {
        "leftChars": str((width + 2) * 100),
        "left": str(round((width + 2) * NO3 * 20)),
        "hangingChars": str(width * 100),
        "hanging": str(round(width * NO3 * 20)),
    }


def _signature(document: Document, paper: Notice) -> None:
    """Set issuer over date: 4 characters in under a seal, else 2; the issuer centred on the date (7.3.5)."""
    if paper.date is None or paper.form == "minutes":
        return
    day = chinese_date(paper.date)
    wide, narrow = breadth(paper.issuer), breadth(day)
    edge = 4.0 if paper.sealed else 2.0
    issuer_edge = max(edge if not paper.sealed else 0.0, edge + (narrow - wide) / 2)
    date_edge = max(edge, issuer_edge + (wide - narrow) / 2)
    above = 3 * LINE if paper.sealed else LINE
    name = indent(_line(document, align=RIGHT, before=above), right=issuer_edge)
    put(name._p.get_or_add_pPr(), "keepNext", PARAGRAPH)
    write(name, paper.issuer, BODY)
    write(indent(_line(document, align=RIGHT), right=date_edge), day, BODY)


def _annex(document: Document, annex: Annex, number: int) -> None:
    """Begin a new page: 附件 in 3号黑体 at the left, the title centred on the third line (7.3.7)."""
    label = _line(document)
    label.paragraph_format.page_break_before = True
    write(label, f"附件{number or ''}", Face(HEITI, NO3))
    title = _line(document, align=CENTER, before=LINE, after=LINE / 2)
    put(title._p.get_or_add_pPr(), "outlineLvl", PARAGRAPH, val="0")
    write(title, annex.title, Face(XIAOBIAOSONG, NO2))
    _blocks(document, annex.blocks)


def _imprint(document: Document, paper: Notice) -> None:
    """Set the 版记 at the foot of the last page: first and last rule 0.35 mm, between 0.25 mm (7.4)."""
    lines = [(f"抄送：{paper.copies_to.rstrip('。')}。", "")] if paper.copies_to else []
    if paper.printed:
        lines.append((paper.printed_by or paper.issuer, f"{chinese_date(paper.printed)}印发"))
    if not lines:
        return
    # The table floats at the foot of the type area and needs a line to hang from.
    shape(document.add_paragraph(), line=1)
    table = ruled(document, rows=len(lines), widths=[TYPE_WIDTH - DAY_WIDTH, DAY_WIDTH], rule=0)
    for side, eighths in (("top", 8), ("insideH", 6), ("bottom", 8)):
        put(table._tbl.tblPr.find(qn("w:tblBorders")), side, SIDES, val="single", sz=str(eighths))
    for row, (text, day) in zip(table.rows, lines, strict=True):
        left, right = row.cells
        if day:
            fill(right, day, Face(FANGSONG, NO4), align=RIGHT)
            indent(right.paragraphs[0], right=1, size=NO4)
        else:
            left = left.merge(right)
        fill(left, text, Face(FANGSONG, NO4), align=JUSTIFY)
        indent(left.paragraphs[0], left=1, size=NO4)
    place = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}
    put(table._tbl.tblPr, "tblpPr", TABLE, leftFromText="0", rightFromText="0", **place)
    shape(document.add_paragraph(), line=1)


HEADS = {"document": _red_head, "letter": _letter_head, "minutes": _minutes_head}
