"""Rows of long tables, written as XML at once: a round of hundreds of estates is set in a blink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml

from linli.paper.word.face import SCRIPTS, Face
from linli.paper.words import clean

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINE = 1.3


def row(texts: Sequence[str], widths: Sequence[float], face: Face, *, heading: bool = False) -> Any:
    """Return a w:tr of centred cells. widths: in mm; heading: repeated at the head of every page."""
    cells = "".join(_cell(text, width, face) for text, width in zip(texts, widths, strict=True))
    form = "<w:cantSplit/>" + ("<w:tblHeader/>" if heading else "")
    return parse_xml(f'<w:tr xmlns:w="{_W}"><w:trPr>{form}</w:trPr>{cells}</w:tr>')


def _cell(text: str, width: float, face: Face) -> str:
    twips = round(width * 1440 / 25.4)
    form = f'<w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{form}{''.join(_paragraph(part, face) for part in text.split(chr(10)))}</w:tc>"


def _paragraph(text: str, face: Face) -> str:
    line = round(face.size * LINE * 20)
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    form = f'<w:pPr><w:snapToGrid w:val="0"/>{spacing}<w:jc w:val="center"/></w:pPr>'
    return f"<w:p>{form}{''.join(_run(part, face) for part in SCRIPTS.findall(clean(text)))}</w:p>"


def _run(text: str, face: Face) -> str:
    name = quoteattr(face.name)
    hint = "" if text.isascii() else ' w:hint="eastAsia"'
    fonts = f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}{hint}/>"
    form = f'<w:rPr>{fonts}<w:sz w:val="{round(face.size * 2)}"/></w:rPr>'
    return f'<w:r>{form}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
