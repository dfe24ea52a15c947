"""Cards out of a file, one at a time: .json, .jsonl, .csv and .xlsx."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from linli.kernel.errors import Refused
from linli.rules.scorecard import strict_json
from linli.rules.scorecard.facts import quote

MOST_JSON = 256 * 1024 * 1024
MOST_LINE = 4 * 1024 * 1024
PIECE = 1024 * 1024


class Raw(NamedTuple):
    """One card as the file holds it.

    place: how to name it where its subject cannot be used
    broken: why it could not even be read, in both languages; None otherwise
    """

    place: str
    card: Any
    table: bool = False
    broken: tuple[str, str] | None = None


class Source(NamedTuple):
    """The cards of a file; single: the file was one card and not a list."""

    cards: Iterator[Raw]
    single: bool = False


def open_cards(path: Path) -> Source:
    """Return the cards of a file by its extension.

    :raises Refused: if the file is no such file, or cannot be read as what it claims to be
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(READERS)
        raise Refused(f"{path.name}：只能读 {known}", f"{path.name}: can only read {known}")
    try:
        return reader(path)
    except OSError as error:
        raise Refused(f"{path.name}：打不开文件", f"{path.name}: cannot be opened") from error


def _json(path: Path) -> Source:
    if path.stat().st_size > MOST_JSON:
        raise Refused(
            f"{path.name}：超过 256 MB，请改用 .jsonl", f"{path.name}: more than 256 MB; use .jsonl instead"
        )
    try:
        found = strict_json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, strict_json.NotJson) as error:
        raise Refused(
            f"{path.name}：不是有效的 JSON（{error}）", f"{path.name}: is not JSON ({error})"
        ) from None
    if not isinstance(found, list):
        return Source(iter([Raw("#1", found)]), single=True)
    return Source(Raw(f"#{n}", each) for n, each in enumerate(found, 1))


def _jsonl(path: Path) -> Source:
    path.open("rb").close()
    return Source(_lines(path))


def _lines(path: Path) -> Iterator[Raw]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MOST_LINE):
            number += 1
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            if line.strip():
                yield _line(_at(number), line)


def _at(number: int) -> str:
    return f"第 {number} 行 (line {number})"


def _line(place: str, line: bytes) -> Raw:
    if len(line) >= MOST_LINE:
        return Raw(place, "", broken=("一行超过 4 MB", "the line is longer than 4 MB"))
    try:
        return Raw(place, strict_json.loads(line.decode()))
    except (UnicodeDecodeError, strict_json.NotJson) as error:
        shown = line[:60].decode("utf-8", "replace").strip()
        return Raw(place, shown, broken=(f"不是有效的 JSON（{error}）", f"is not JSON ({error})"))


def _csv(path: Path) -> Source:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        if not file.readline(PIECE).strip():
            raise Refused(f"{path.name}：没有表头", f"{path.name}: there is no heading row")
    return Source(_table(_csv_rows(path, encoding)))


def _encoding(path: Path) -> str:
    """Return "utf-8-sig" or "gb18030", whichever the whole file is.

    :raises Refused: if it is neither
    """
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while piece := file.read(PIECE):
                    decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused(f"{path.name}：既不是 UTF-8 也不是 GBK 编码", f"{path.name}: is neither UTF-8 nor GBK")


Row = tuple[int, list[Any], tuple[str, str] | None]


def _csv_rows(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        rows = csv.reader(_bounded_lines(file), strict=True)
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield rows.line_num, [], (f"不是有效的 CSV（{error}）", f"is not CSV ({error})")
                return
            yield rows.line_num, cells, None


def _bounded_lines(file: IO[str]) -> Iterator[str]:
    while line := file.readline(MOST_LINE):
        if len(line) >= MOST_LINE:
            raise csv.Error("一行太长 / a line is too long")
        yield line


def _xlsx(path: Path) -> Source:
    # Only here: nobody else who scores cards should wait for the reader of workbooks.
    from linli.base import tables

    sheet = tables.read(path)
    return Source(_table((number, list(cells), None) for number, cells in sheet))


def _table(rows: Iterator[Row]) -> Iterator[Raw]:
    """Yield one card per row below the heading; an empty cell is a missing fact."""
    heading: list[str] = []
    for number, cells, broken in rows:
        place = _at(number)
        if broken is not None:
            yield Raw(place, "", True, broken)
        elif not any(_is_filled(each) for each in cells):
            continue
        elif not heading:
            heading = [str(each).strip() for each in cells]
            yield from _heading_faults(place, heading)
        else:
            yield _row(place, heading, cells)


def _heading_faults(place: str, heading: list[str]) -> Iterator[Raw]:
    while heading and not heading[-1]:
        heading.pop()
    if "subject" not in heading:
        yield Raw(place, "", True, ("表头缺少 subject 一栏", "the heading has no column 'subject'"))
    for name in dict.fromkeys(heading):
        if heading.count(name) > 1:
            words = (
                f"表头有 {heading.count(name)} 个 {name!r}",
                f"the heading names {name!r} more than once",
            )
            yield Raw(place, name, True, words)


def _row(place: str, heading: list[str], cells: list[Any]) -> Raw:
    beyond = [quote(each) for each in cells[len(heading) :] if _is_filled(each)]
    if beyond:
        return Raw(place, beyond[0], True, ("比表头多出一格", "has a cell beyond the heading"))
    facts = {name: each for name, each in zip(heading, cells, strict=False) if _is_filled(each)}
    subject = facts.pop("subject", None)
    if isinstance(subject, float) and subject.is_integer():
        subject = int(subject)
    return Raw(place, {"subject": None if subject is None else str(subject), "facts": facts}, True)


def _is_filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


READERS: dict[str, Callable[[Path], Source]] = {
    ".json": _json,
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".xlsx": _xlsx,
}
