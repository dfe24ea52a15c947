"""The typst compiler, kept warm: our own fonts only, no network, data that never becomes code."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"
# Paper without a day of its own still needs a stamp that is the same tomorrow.
NO_DAY = date(2022, 1, 14)
_COUNT = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
_lock = Lock()


@cache
def _fonts() -> typst.Fonts:
    """Return the shipped fonts, opened once per process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _compiler(template: str) -> typst.Compiler:
    """Return the compiler of one template; it keeps parsed fonts and unchanged layout between calls."""
    nowhere = str(TEMPLATES / "packages")
    return typst.Compiler(
        input=str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


def press(template: str, data: dict[str, Any], *, day: date | None = None) -> bytes:
    """Return the PDF of a template filled with data: the same bytes for the same data.

    template: file name in templates/; data: JSON values, read by the template as values and never evaluated;
    day: what the file states as its date of creation.
    """
    stamp = day or NO_DAY
    moment = datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    # One compiler is one conversation: sys_inputs of two threads must not meet in it.
    with _lock:
        made = _compiler(template).compile(format="pdf", sys_inputs=inputs, timestamp=moment)
    if not isinstance(made, bytes):
        raise TypeError(f"{template}: typst gave {type(made).__name__} instead of one PDF")
    return made


def pages(pdf: bytes) -> int | None:
    """Return how many pages a PDF of ours has, or None if it does not say so in the open."""
    found = _COUNT.search(pdf)
    return int(found[1]) if found else None


def warm() -> None:
    """Open the fonts and parse the templates ahead of the first request of a worker."""
    for template in sorted(path.name for path in TEMPLATES.glob("*.typ") if path.stem != "base"):
        _compiler(template)
    _fonts()
