"""CSV as it comes: UTF-8 with or without its mark, GB 18030, and commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from linli.base.tables import limits, scan
from linli.base.tables.sheet import refused
from linli.kernel.errors import Refused
from linli.rules.intake.cells import Row

SEPARATORS = ",;\t，；"
DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
QUOTED = re.compile(r'"(?:[^"]|"")*"')
LINES_LOOKED_AT = 30
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def rows(data: bytes) -> list[tuple[int, Row]]:
    """Return the records with their numbers as a spreadsheet program would show them.

    :raises Refused: if it is no text, its quotes are broken, or it is beyond the limits
    """
    text = decode(data)
    declared = DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    mark = declared[1] if declared else separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        return [*enumerate(_bounded(reader), start=1)]
    except csv.Error as error:
        raise refused(
            f"第{reader.line_num}行附近的引号或内容不正确（{error}）。请检查后另存。",
            f"near line {reader.line_num} the quotes or the content are broken ({error}). Mend and save it.",
        ) from error


def decode(data: bytes) -> str:
    """Return the text of a file whose encoding nobody has told us.

    :raises Refused: if it is neither UTF-8, UTF-16 with its mark, nor GB 18030
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data:
        raise _no_text()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise _no_text() from error
        return _strictly(data, "gb18030")


def separator(text: str) -> str:
    """Return what separates the cells: the mark that most of the first lines hold equally often."""
    head = QUOTED.sub("", text[: 256 * 1024]).splitlines()[:LINES_LOOKED_AT]
    best, most = ",", 0
    for mark in SEPARATORS:
        counts = sorted(line.count(mark) for line in head if line.strip())
        typical = counts[len(counts) // 2] if counts else 0
        if typical > most:
            best, most = mark, typical
    return best


def _bounded(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, record in enumerate(reader):
        if number >= limits.ROWS:
            raise scan.too_long()
        if len(record) > limits.COLUMNS_OF_DATA:
            if len(record) >= limits.COLUMNS_AT_ALL or any(record[limits.COLUMNS_OF_DATA :]):
                raise scan.too_wide()
            del record[limits.COLUMNS_OF_DATA :]
        yield record


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell a few wrong bytes in UTF-8 from GB 18030, as which they would pass for strange words."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < sum(character > "\x7f" for character in text)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text() from error


def _no_text() -> Refused:
    return refused(
        "它不是文本，或编码不是UTF-8、GBK、GB18030。请另存为“CSV UTF-8”。",
        "it is no text, or neither UTF-8 nor GB 18030. Save it as “CSV UTF-8”.",
    )
