"""The old binary .xls: looked through record by record, then read in a confined process of its own.

Its reader trusts offsets and sizes inside the file, so a hostile one could loop
or ask for any amount of memory; a process with limits can only end itself.

Source: [MS-XLS] Excel Binary File Format
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from linli.base.tables import confined, limits, scan
from linli.base.tables.compound import STREAM, Broken, Compound
from linli.base.tables.sheet import refused
from linli.kernel.errors import Refused

EPOCH_1904, PASSWORD, EXTERNAL_BOOK, SHEET = 0x22, 0x2F, 0x1AE, 0x85
# Records of one cell begin with its row and column; of several cells they end with the last column.
ONE_CELL = frozenset({0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6})
MANY_CELLS = frozenset({0xBD})
OWN_BOOKS = (b"\x01\x04", b"\x01\x3a")  # a workbook naming itself, or an add-in
MACRO_SHEETS = (b"\x01", b"\x06")


def check(data: bytes) -> int:
    """Look through an .xls; return the year its serial numbers count from.

    :raises Refused: if it is encrypted, holds macros or links, is broken, or is beyond the limits
    """
    try:
        compound = Compound(data)
        entries = {entry.name: entry for entry in compound.entries}
        if "encryptedpackage" in entries or "encryptioninfo" in entries:
            raise _password()
        if any(name.startswith(("_vba_project", "vba")) for name in entries):
            raise _contains("宏", "macros")
        book = entries.get("workbook") or entries.get("book")
        if book is None or book.kind != STREAM:
            raise broken()
        return _look(compound.read(book))
    except Broken as error:
        raise broken() from error


def rows(data: bytes, sheet: str | None) -> dict[str, Any]:
    """Return the sheet as `calamine.load` does, read in a process of its own.

    :raises Refused: if it cannot be read within the limits
    :raises LookupError: if there is no such sheet, or none with anything in it
    """
    command = [sys.executable, "-P", "-m", confined.__name__, sheet or ""]
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no shell; the file itself goes to stdin)
            command,
            input=data,
            capture_output=True,
            timeout=limits.CHILD_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
    except subprocess.TimeoutExpired as error:
        raise broken() from error
    if done.returncode == confined.NOTHING_THERE:
        raise LookupError(sheet or "")
    if done.returncode != 0:
        raise broken()
    found: dict[str, Any] = pickle.loads(done.stdout)  # noqa: S301  (written by our own process)
    return found


def broken() -> Refused:
    """Return the refusal of an .xls that cannot be trusted to be one."""
    return refused(
        "这个.xls已损坏，或不是真正的.xls。请用电子表格软件打开后另存为.xlsx。",
        "this .xls is damaged or none at all. Open it in a spreadsheet program and save it as .xlsx.",
    )


def _look(book: bytes) -> int:
    """Walk over the records of the workbook stream."""
    epoch, bottom, right = 1900, 0, 0
    for kind, body in _records(book):
        if kind in ONE_CELL and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            bottom, right = max(bottom, row), max(right, column)
        elif kind in MANY_CELLS and len(body) >= 6:
            bottom, right = max(bottom, body[0] | body[1] << 8), max(right, body[-2] | body[-1] << 8)
        elif kind == EPOCH_1904 and body[:2] == b"\x01\x00":
            epoch = 1904
        else:
            _check_record(kind, body)
    scan.check_bounds(bottom, right)
    return epoch


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for _ in range(limits.ELEMENTS):
        if at + 4 > len(book):
            return
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length
    raise scan.too_large()


def _check_record(kind: int, body: bytes) -> None:
    if kind == PASSWORD:
        raise _password()
    if kind == EXTERNAL_BOOK and body[2:4] not in OWN_BOOKS:
        raise _contains("指向其他文件的外部链接", "links to other files")
    if kind == SHEET and body[5:6] in MACRO_SHEETS:
        raise _contains("宏", "macros")


def _password() -> Refused:
    return refused(
        "它有密码保护。请在电子表格软件里去掉密码后另存。",
        "it is protected by a password. Remove the password and save it again.",
    )


def _contains(zh: str, en: str) -> Refused:
    return refused(
        f"里面有{zh}。请把表格“仅粘贴值”到新的工作簿后另存为.xlsx。",
        f"it holds {en}. Paste the table as values into a new workbook and save it as .xlsx.",
    )
