"""Type: faces by the names official papers use, sizes by their Chinese numbers, and how runs carry them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from linli.paper.word.xml import PARAGRAPH, RUN, put
from linli.paper.words import clean

FANGSONG = "仿宋"
KAITI = "楷体"
HEITI = "黑体"
XIAOBIAOSONG = "方正小标宋简体"
SONGTI = "宋体"
# Which face a machine without the first one shows instead (w:altName of the font table).
FALLBACKS = {
    FANGSONG: "仿宋_GB2312",
    KAITI: "楷体_GB2312",
    HEITI: "SimHei",
    XIAOBIAOSONG: "宋体",
    SONGTI: "SimSun",
}
# 字号 in points.
NO2, NO3, NO4, SMALL4, NO5 = 22.0, 16.0, 14.0, 12.0, 10.5
SCRIPTS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
RED = RGBColor(0xE6, 0x00, 0x12)


@dataclass(frozen=True, slots=True)
class Face:
    """How a stretch of text looks. scale: width of characters in per cent; tracking: twips between them."""

    name: str = FANGSONG
    size: float = NO3
    bold: bool = False
    color: RGBColor | None = None
    scale: int = 100
    tracking: int = 0


def write(paragraph: Paragraph, text: str, face: Face) -> None:
    """Append text in a face; what is not ASCII is marked Chinese, or Word sets “” narrow."""
    for part in SCRIPTS.findall(clean(text)):
        run(paragraph, part, face, chinese=not part.isascii())


def run(paragraph: Paragraph, text: str, face: Face, *, chinese: bool = False) -> Run:
    """Append one run and return it."""
    made = paragraph.add_run(text)
    made.font.name = face.name
    made.font.size = Pt(face.size)
    made.font.bold = face.bold
    if face.color is not None:
        made.font.color.rgb = face.color
    properties = made._element.get_or_add_rPr()
    put(
        properties,
        "rFonts",
        RUN,
        eastAsia=face.name,
        cs=face.name,
        **({"hint": "eastAsia"} if chinese else {}),
    )
    if face.tracking:
        put(properties, "spacing", RUN, val=str(face.tracking))
    if face.scale != 100:
        put(properties, "w", RUN, val=str(face.scale))
    return made


def shape(
    paragraph: Paragraph,
    *,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    before: float = 0,
    after: float = 0,
    line: float | None = None,
) -> Paragraph:
    """Set alignment, space (pt) and an exact line height (pt)."""
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before = Pt(before)
    form.space_after = Pt(after)
    # Programs disagree on characters wider than a cell of the grid, so the type keeps the pitch by itself.
    put(paragraph._p.get_or_add_pPr(), "snapToGrid", PARAGRAPH, val="0")
    if line is not None:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(line)
    return paragraph


def indent(
    paragraph: Paragraph, *, first: float = 0, left: float = 0, right: float = 0, size: float = NO3
) -> Paragraph:
    """Indent by whole characters of the paragraph's own size, as Chinese papers count."""
    properties = paragraph._p.get_or_add_pPr()
    for name, count in (("firstLine", first), ("left", left), ("right", right)):
        if count:
            measure = {f"{name}Chars": str(round(count * 100)), name: str(round(count * size * 20))}
            put(properties, "ind", PARAGRAPH, **measure)
    return paragraph
