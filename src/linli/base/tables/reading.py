"""Open a spreadsheet somebody sent: told by its content, checked, and only then read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from python_calamine import CalamineError

from linli.base.tables import calamine, compound, delimited, legacy, limits, workbook
from linli.base.tables.sheet import Sheet, Spot, refused
from linli.kernel.collecting import uncollected
from linli.kernel.errors import Refused
from linli.rules.intake.cells import Cell, Formula, Row

SHEETS_TRIED = 10
XLSX, XLS, CSV = ".xlsx", ".xls", ".csv"
KINDS = (
    (b"PK\x03\x04", XLSX),
    (compound.MAGIC, XLS),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ\x90", "EXE"),
    (b"\x7fELF", "ELF"),
)
MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|\?xml|script|svg|meta)", re.IGNORECASE
)
Ranges = Iterable[tuple[Spot, Spot]]


@uncollected()
def read(source: Path | str | bytes | IO[bytes], filename: str = "", *, sheet: str | None = None) -> Sheet:
    """Return the first visible sheet that holds anything, or the one called `sheet`.

    filename: decides, with the content, what it is; of a path it is the path's own name by default

    :raises Refused: if it isn't an .xlsx, .xls or .csv, could do harm, or is beyond the limits
    """
    name = filename or (str(source) if isinstance(source, Path | str) else "")
    data = _bytes(source)
    kind = _kind(data, Path(name).suffix.lower())
    if kind == CSV:
        return Sheet(Path(name).stem, 1900, delimited.rows(data))
    try:
        return _xlsx(data, sheet) if kind == XLSX else _xls(data, sheet)
    except (CalamineError, LookupError, ValueError, OSError) as error:
        raise refused(
            "没有找到有内容的工作表，或工作簿已损坏。请用电子表格软件打开后另存为.xlsx。",
            "there is no sheet with anything in it, or the workbook is damaged. Save it as .xlsx.",
        ) from error


def read_where(
    source: Path | str | bytes | IO[bytes], filename: str, suits: Callable[[Sheet], bool]
) -> Sheet:
    """Return the first visible sheet that `suits`; the first that holds anything if none does.

    :raises Refused: like `read`
    """
    data = _bytes(source)
    first = read(data, filename)
    if suits(first):
        return first
    for name in first.names[:SHEETS_TRIED]:
        if name != first.name and suits(found := read(data, filename, sheet=name)):
            return found
    return first


def _xlsx(data: bytes, sheet: str | None) -> Sheet:
    findings = workbook.check(data)
    found = calamine.load(io.BytesIO(findings.loose), sheet)
    return _sheet(found, findings.epoch, findings.formulas.get(found["name"], {}))


def _xls(data: bytes, sheet: str | None) -> Sheet:
    epoch = legacy.check(data)
    return _sheet(legacy.rows(data, sheet), epoch, {})


def _sheet(found: Mapping[str, Any], epoch: int, formulas: Mapping[Spot, Formula]) -> Sheet:
    rows: list[list[Cell]] = found["rows"]
    if found["left"]:
        rows = [[*[""] * found["left"], *row] for row in rows]
    for (row, column), formula in formulas.items():
        _put(rows, row, column, formula)
    _fill_merged(rows, found["merged"])
    numbered: list[tuple[int, Row]] = [*enumerate(rows, start=1)]
    return Sheet(found["name"], epoch, numbered, found["names"])


def _put(rows: list[list[Cell]], row: int, column: int, value: Cell) -> None:
    while row >= len(rows):
        rows.append([])
    line = rows[row]
    line.extend([""] * (column + 1 - len(line)))
    line[column] = value


def _fill_merged(rows: list[list[Cell]], merged: Ranges) -> None:
    """Give every cell of a merged range the value of its top left corner."""
    budget = limits.MERGED_CELLS
    for number, ((top, left), (bottom, right)) in enumerate(merged):
        if top >= len(rows) or left >= len(rows[top]) or (value := rows[top][left]) in ("", None):
            continue
        bottom, right = min(bottom, len(rows) - 1), min(right, limits.COLUMNS_OF_DATA - 1)
        budget -= (bottom - top + 1) * (right - left + 1)
        if number >= limits.MERGED_RANGES or budget < 0:
            raise refused(
                "合并的单元格太多。请取消合并后另存。",
                "too many cells are merged. Unmerge them and save it again.",
            )
        for row in rows[top : bottom + 1]:
            end = min(right + 1, len(row))
            row[left:end] = [value] * (end - left)


def _bytes(source: Path | str | bytes | IO[bytes]) -> bytes:
    if isinstance(source, Path | str):
        path = Path(source)
        if path.stat().st_size > limits.FILE_BYTES:
            raise _too_big()
        data = path.read_bytes()
    else:
        data = source if isinstance(source, bytes) else source.read(limits.FILE_BYTES + 1)
    if len(data) > limits.FILE_BYTES:
        raise _too_big()
    return data


def _kind(data: bytes, suffix: str) -> str:
    """Return what the file is, where its content and its extension agree."""
    if suffix not in (XLSX, XLS, CSV):
        raise refused(
            f"只收.xlsx、.xls和.csv，不收“{suffix or '无扩展名'}”。请另存为.xlsx。",
            f"only .xlsx, .xls and .csv are taken, not “{suffix or 'no extension'}”. Save it as .xlsx.",
        )
    if not data:
        raise refused("文件是空的。", "it is empty.")
    found = next((kind for magic, kind in KINDS if data.startswith(magic)), "")
    found = found or ("HTML/XML" if MARKUP.match(data[:1024]) else CSV)
    if found != suffix:
        if found == XLS and suffix == XLSX:
            legacy.check(data)  # an .xlsx with a password looks like this: then that is the reason to give
        raise refused(
            f"内容是{found}，扩展名却是{suffix}。请用电子表格软件打开后另存为.xlsx。",
            f"its content is {found}, its extension {suffix}. Open it and save it as .xlsx.",
        )
    return found


def _too_big() -> Refused:
    size = limits.FILE_BYTES // 1024 // 1024
    return refused(
        f"文件超过{size} MB。请分成几个文件。", f"it is larger than {size} MB. Split it into several files."
    )
