"""The sheet of paper: margins, grid, page numbers, and the document around them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from linli.paper.archive import steady
from linli.paper.word.face import FALLBACKS, FANGSONG, NO3, NO4, SONGTI, Face, indent, run, shape, write
from linli.paper.word.xml import PARAGRAPH, RUN, SIDES, put
from linli.paper.words import clean

# GB/T 9704-2012, 5.2: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters.
MARGINS = (37.0, 26.0, 35.0, 28.0)
LINES, CHARACTERS = 22, 28
TYPE_WIDTH, TYPE_HEIGHT = 156.0, 225.0
LINE_TWIPS = int(TYPE_HEIGHT / LINES / 25.4 * 1440)
LINE = LINE_TWIPS / 20
# Word counts the space between characters of the grid in 1/4096 pt.
SPACE_4096 = int((TYPE_WIDTH / CHARACTERS / 25.4 * 72 - NO3) * 4096) - 1
NO_DAY = date(2022, 1, 14)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def blank(title: str, author: str, day: date | None) -> Document:
    """Return an empty document that names our faces, speaks Chinese and states a fixed day."""
    document = docx.Document()
    document._body.clear_content()
    moment = datetime.combine(day or NO_DAY, datetime.min.time(), tzinfo=UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = clean(title), clean(author), clean(author)
    core.created = core.modified = moment
    core.comments, core.language = "", "zh-CN"
    _body_face(document)
    _font_table(document)
    return document


def _body_face(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name = FANGSONG
    normal.font.size = Pt(NO3)
    properties = normal.element.get_or_add_rPr()
    put(properties, "rFonts", RUN, eastAsia=FANGSONG)
    put(properties, "lang", RUN, val="en-US", eastAsia="zh-CN")
    # The grid counts its characters by this size.
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
    put(defaults, "sz", RUN, val=str(int(NO3 * 2)))
    # No air between Chinese and digits: it would break the grid of 28 characters.
    for name in ("autoSpaceDE", "autoSpaceDN"):
        put(normal.element.get_or_add_pPr(), name, PARAGRAPH, val="0")


def _font_table(document: Document) -> None:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in FALLBACKS.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = xml.encode()


def official_page(document: Document) -> None:
    """Give the last section the page of GB/T 9704: margins, grid, odd and even page numbers."""
    section = document.sections[-1]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(edge) for edge in MARGINS
    )
    # The dash stands 7 mm below the type area; the footer is measured from the edge of the paper.
    section.footer_distance = Emu(Mm(35 - 7) - Pt(NO4))
    grid = {"type": "linesAndChars", "linePitch": str(LINE_TWIPS), "charSpace": str(SPACE_4096)}
    put(section._sectPr, "docGrid", "docGrid", **grid)
    _page_numbers(document, section)


def _page_numbers(document: Document, section: Any) -> None:
    """Set — 1 — in 4号 half-width digits: odd pages right, even pages left, one character in (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = shape(footer.paragraphs[0], align=align)
        indent(paragraph, **{"right" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left": 1})
        face = Face(SONGTI, NO4)
        write(paragraph, "— ", face)
        _field(paragraph, "PAGE", face)
        write(paragraph, " —", face)


def _field(paragraph: Paragraph, code: str, face: Face) -> None:
    """Append a field that the reader's program counts, e.g. PAGE."""
    for kind in ("begin", code, "separate", "1", "end"):
        made = run(paragraph, kind if kind == "1" else "", face)
        if kind == code:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
        elif kind == "1":
            continue
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        made._r.append(element)


def rule(
    paragraph: Paragraph,
    side: str,
    *,
    eighths: int,
    color: str = "000000",
    space: int = 1,
    style: str = "single",
) -> None:
    """Draw a line along a side of a paragraph. eighths: thickness in 1/8 pt; space: distance in pt."""
    borders = put(paragraph._p.get_or_add_pPr(), "pBdr", PARAGRAPH)
    put(borders, side, SIDES, val=style, sz=str(eighths), space=str(space), color=color)


def saved(document: Document) -> bytes:
    """Return the file; the same document gives the same bytes."""
    out = BytesIO()
    document.save(out)
    return steady(out.getvalue())
