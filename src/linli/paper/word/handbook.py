"""The work handbook as DOCX: a cover, then tables, then the record of each activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from linli.paper.official import Grid
from linli.paper.word.face import FANGSONG, HEITI, NO2, NO3, NO4, XIAOBIAOSONG, Face, indent, shape, write
from linli.paper.word.page import LINE, TYPE_WIDTH, blank, official_page, saved
from linli.paper.word.tables import plain_table
from linli.paper.word.xml import PARAGRAPH, put
from linli.paper.words import chinese_date

CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
COVER_SIZE = 34.0
TOP = 7 * LINE


@dataclass(frozen=True, slots=True)
class Pages:
    """What stands on them. records: heading, facts and minutes of each activity"""

    title: str
    organisation: str
    period: str
    place: str
    printed: date
    tables: tuple[tuple[str, Grid | None], ...]
    records: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]
    nothing: str


def handbook(pages: Pages) -> bytes:
    """Return the handbook as DOCX, A4, in the page of official papers."""
    document = blank(f"{pages.title} {pages.organisation} {pages.period}", pages.organisation, pages.printed)
    official_page(document)
    _cover(document, pages)
    for number, (title, grid) in enumerate(pages.tables):
        _heading(document, title, fresh=number == 0)
        if grid is None:
            _text(document, pages.nothing)
        else:
            plain_table(document, grid, TYPE_WIDTH)
    _heading(document, "五、活动记录", fresh=True)
    if not pages.records:
        _text(document, pages.nothing)
    for title, facts, minutes in pages.records:
        _heading(document, title, level=2)
        plain_table(document, Grid(("项目", "内容"), facts, (0.22, 0.78)), TYPE_WIDTH)
        for line in minutes.splitlines():
            if line.strip():
                _text(document, line.strip())
    return saved(document)


def _cover(document: Document, pages: Pages) -> None:
    write(
        shape(document.add_paragraph(), align=CENTER, before=TOP, line=COVER_SIZE * 1.3),
        pages.title,
        Face(XIAOBIAOSONG, COVER_SIZE),
    )
    write(
        shape(document.add_paragraph(), align=CENTER, before=2 * LINE, line=LINE * 1.2),
        pages.organisation,
        Face(HEITI, NO2),
    )
    for words in (pages.period, pages.place):
        if words:
            line = shape(document.add_paragraph(), align=CENTER, before=LINE / 2, line=LINE)
            write(line, words, Face(FANGSONG, NO3))
    printed = shape(document.add_paragraph(), align=CENTER, before=8 * LINE, line=LINE)
    write(printed, f"{chinese_date(pages.printed)}由记录生成", Face(FANGSONG, NO4))


def _heading(document: Document, title: str, *, level: int = 1, fresh: bool = False) -> None:
    line = shape(document.add_paragraph(), align=LEFT, before=LINE / 2, after=LINE / 4, line=LINE)
    line.paragraph_format.page_break_before = fresh
    put(line._p.get_or_add_pPr(), "keepNext", PARAGRAPH)
    put(line._p.get_or_add_pPr(), "outlineLvl", PARAGRAPH, val=str(level - 1))
    write(line, title, Face(HEITI, NO3 if level == 1 else NO4))


def _text(document: Document, words: str) -> None:
    line = shape(document.add_paragraph(), align=WD_ALIGN_PARAGRAPH.JUSTIFY, line=LINE * 0.85)
    write(indent(line, first=2, size=NO4), words, Face(FANGSONG, NO4))
