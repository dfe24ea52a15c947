"""The notice board of an estate (公示栏) as PDF, A3 or A4: large type, a QR code, a short version code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from linli.paper.press import press
from linli.paper.qr import svg
from linli.paper.words import chinese_date, clean

SIZES = ("a3", "a4")


def board(shown: Mapping[str, Any], *, code: str, url: str, printed: date, size: str) -> bytes:
    """Return the board as one page of PDF; the same bytes for the same values.

    shown: the sections as plain data; code: of the version; url: what the QR code opens; size: of `SIZES`
    :raises ValueError: for another size
    """
    if size not in SIZES:
        raise ValueError(f"no such size: {size}")
    data = {
        "shown": _clean(shown),
        "code": clean(code),
        "url": clean(url),
        "qr": svg(url),
        "printed": chinese_date(printed),
        "size": size,
    }
    return press("board.typ", data, day=printed)


def _clean(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    return clean(str(value))
