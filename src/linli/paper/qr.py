"""QR codes as SVG, for posters, sheets and pages."""

from __future__ import annotations

from io import BytesIO

import segno


def svg(text: str, *, border: int = 0) -> str:
    """Return the QR code of a text as one SVG element without size, style or script.

    border: quiet zone in modules (4 where nothing else keeps the surroundings white). Error correction is
    level M at least, so that a scratch on a poster does not hurt it.
    """
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=border, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return out.getvalue().decode("utf-8").strip()
