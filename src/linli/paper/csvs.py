"""Open data: lists as CSV that any spreadsheet opens, and as JSON that any program reads."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from linli.paper.columns import Cell, Column, Row, check_headings, dangerous
from linli.paper.words import clean

# Without it Excel and WPS take UTF-8 for GBK.
BOM = "\ufeff"


def table(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Return a list as CSV: UTF-8 with a byte order mark, CRLF, formulas made harmless by a leading '.

    :raises ValueError: no columns, two with one heading, or a row of another length
    """
    return "".join(lines(columns, rows)).encode("utf-8")


def lines(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the CSV in pieces, for an answer that is sent while it is read.

    :raises ValueError: as `table`
    """
    check_headings(columns)
    buffer = StringIO()
    write = csv.writer(buffer, lineterminator="\r\n")
    yield BOM
    write.writerow([_safe(column.heading) for column in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row of {len(row)} values in a list of {len(columns)} columns")
        write.writerow([_text(cell) for cell in row])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _safe(text: str) -> str:
    text = clean(text)
    return f"'{text}" if dangerous(text) else text


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case Decimal():
            return format(cell, "f")
        case datetime():
            return cell.isoformat(sep=" ", timespec="minutes")
        case str():
            return _safe(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def json_table(keys: Sequence[str], rows: Iterable[Row], *, about: dict[str, Any] | None = None) -> bytes:
    """Return a list as one JSON document {"about": {…}, "rows": [{key: value}]}: figures as decimal strings.

    :raises ValueError: a row of another length than the keys
    """
    records = [dict(zip(keys, map(_plain, row), strict=True)) for row in rows]
    document = {"about": about or {}, "rows": records}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _plain(cell: Cell) -> Any:
    if cell is None or isinstance(cell, bool | int):
        return cell
    return clean(cell) if isinstance(cell, str) else _text(cell)
