"""Figures and dates as Chinese papers write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

MINUS = "−"
# XML 1.0 holds none of these, and no printer has a glyph for them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text without the control characters that no document format may hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def chinese_date(day: date | None) -> str:
    """Return 2022年1月14日: Arabic digits without leading zeros (GB/T 9704-2012, 7.3.5.4); "" for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def points(value: Decimal | None, *, empty: str = "") -> str:
    """Return points with two decimals, as every score is shown; `empty` for None."""
    return empty if value is None else f"{value:.2f}".replace("-", MINUS)


def signed(value: Decimal) -> str:
    """Return points with their sign: −2.00, +2.00."""
    return f"{value:+.2f}".replace("-", MINUS)


def plain(value: Decimal) -> str:
    """Return a number without needless zeros: 5, 2.5, 100."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def check_code(digest: str) -> str:
    """Return the first twelve hex digits of a hash in groups of four, as printed at a sheet's foot."""
    return " ".join(digest[start : start + 4] for start in range(0, 12, 4))
