"""WordprocessingML where python-docx has no word for it: elements put where the schema wants them."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# The sequences of CT_PPr, CT_RPr and CT_TcPr (ECMA-376, part 1, 17.3.1.26, 17.3.2.28, 17.4.69).
PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
CELL = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"
SIDES = "top left bottom right between insideH insideV"


def put(parent: Any, name: str, order: str, **attributes: str) -> Any:
    """Return the child of that name, made if need be in its place of the order, with the attributes set.

    parent: w:pPr, w:rPr, w:tcPr …; order: the schema's sequence; name, order and attributes without prefix.
    """
    element = parent.find(qn(f"w:{name}"))
    if element is None:
        element = OxmlElement(f"w:{name}")
        names = order.split()
        later = {qn(f"w:{other}") for other in names[names.index(name) + 1 :]}
        after = next((child for child in parent if child.tag in later), None)
        if after is None:
            parent.append(element)
        else:
            after.addprevious(element)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
