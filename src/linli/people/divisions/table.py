"""Reading a table of divisions: pure, all faults at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from linli.kernel.text import Text
from linli.rules.folding import narrow

COLUMNS = ("code", "code12", "name", "level", "parent_code")
DIGITS = {1: 2, 2: 4, 3: 6, 4: 9, 5: 12}  # how long the code of each level is
TOP = 2  # places begin with the city; provinces only lead there
MOST_BYTES = 64 * 1024 * 1024
MOST_FAULTS = 1000
NAME = re.compile(r"[\w·、（）()—\-\s]{1,100}")

# Longest first: what people leave out when they say the name.
ENDINGS: tuple[tuple[str, str], ...] = (
    ("街道办事处", "街道"),
    ("街道筹备组", "街道"),
    ("街道筹备处", "街道"),
    ("社区居民委员会", "社区"),
    ("社区村民委员会", "社区"),
    ("社区居委会", "社区"),
    ("村村民委员会", "村"),
    ("村村委员会", "村"),
    ("村民村委员会", "村"),
    ("村民委员会委会", "村"),
    ("村民委员会", "村"),
    ("居民委员会", "社区"),
    ("村委会", "村"),
    ("居委会", "社区"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One row: a unit of the statistical divisions.

    level: 1 province, 2 city, 3 district, 4 subdistrict, 5 community
    path: see `kernel.place`; "" for a province
    """

    code: str
    name: str
    short: str
    level: int
    parent: str
    path: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell. row: the file's own line, the heading is 1; 0 if the whole file is meant."""

    row: int
    column: str
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Table:
    """What a file says: units, parents before children, or faults; with a fault the units mean nothing."""

    units: tuple[Unit, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Reading:
    rows: dict[str, tuple[int, Mapping[str, str]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int, column: str, value: str, zh: str, en: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(row, column, value[:60], Text(zh, en)))


def short(name: str) -> str:
    """Return the name as people say it: 文园社区居民委员会 → 文园社区, 武庄村民委员会 → 武庄村."""
    for ending, said in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + said
    return name


def parse(raw: bytes) -> Table:
    """Read a table of divisions: CSV with the columns of `COLUMNS`, UTF-8 (with or without BOM) or GB18030.

    All faults are found in one pass, at most `MOST_FAULTS`. A file of the country, of a city or of one
    district is the same to us: what it does not cover is left alone by the import.
    """
    reading = _Reading()
    text = _decoded(raw, reading)
    if text is not None:
        for number, row in _rows(text, reading):
            _check_row(number, row, reading)
        _check_tree(reading)
    if reading.faults:
        return Table(faults=tuple(sorted(reading.faults, key=lambda fault: fault.row)))
    return Table(units=tuple(_units(reading)))


def _decoded(raw: bytes, reading: _Reading) -> str | None:
    if len(raw) > MOST_BYTES:
        reading.fault(
            0, "", "", "文件超过 64 MB，不像区划表。", "The file is over 64 MB: not a table of divisions."
        )
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    reading.fault(
        0,
        "",
        "",
        "读不出文字：请存为 UTF-8 或 GBK 编码的 CSV。",
        "Not readable text: save it as CSV in UTF-8 or GBK.",
    )
    return None


def _rows(text: str, reading: _Reading) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in COLUMNS if name not in heading]
        if missing:
            wanted = ", ".join(missing)
            reading.fault(
                1, wanted, ",".join(heading), f"首行缺列：{wanted}。", f"Columns missing in line 1: {wanted}."
            )
            return
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * len(heading)]
                yield (
                    reader.line_num,
                    {name: narrow(cell) for name, cell in zip(heading, padded, strict=False)},
                )
    except csv.Error:
        reading.fault(
            reader.line_num,
            "",
            "",
            "这一行不是 CSV，请检查引号。",
            "This line is not CSV: check its quotation marks.",
        )


def _check_row(number: int, row: Mapping[str, str], reading: _Reading) -> None:
    code, level = row["code"], row["level"]
    if level not in {"1", "2", "3", "4", "5"}:
        reading.fault(number, "level", level, "级别应为 1 至 5。", "The level is a number from 1 to 5.")
    elif not (code.isascii() and code.isdigit() and len(code) == DIGITS[int(level)]):
        digits = DIGITS[int(level)]
        reading.fault(
            number,
            "code",
            code,
            f"第 {level} 级的代码是 {digits} 位数字。",
            f"A code of level {level} has {digits} digits.",
        )
    elif row["code12"] != code.ljust(12, "0"):
        reading.fault(
            number,
            "code12",
            row["code12"],
            f"应为代码右补零：{code.ljust(12, '0')}。",
            f"Expected {code.ljust(12, '0')}.",
        )
    if not NAME.fullmatch(row["name"]):
        reading.fault(
            number,
            "name",
            row["name"],
            "名称应为 1 至 100 个文字。",
            "The name has 1 to 100 letters, no other signs.",
        )
    if code in reading.rows:
        first = reading.rows[code][0]
        reading.fault(
            number,
            "code",
            code,
            f"代码重复，第 {first} 行已有。",
            f"The code stands in line {first} already.",
        )
    else:
        reading.rows[code] = (number, row)


def _check_tree(reading: _Reading) -> None:
    names: dict[tuple[str, str], int] = {}
    for number, row in reading.rows.values():
        _check_parent(number, row, reading)
        key = (row["parent_code"], row["name"])
        if key in names and row["name"]:
            reading.fault(
                number,
                "name",
                row["name"],
                f"同一上级下名称重复，第 {names[key]} 行已有。",
                f"Line {names[key]} has the same name under the same parent.",
            )
        names.setdefault(key, number)
    if not reading.rows and not reading.faults:
        reading.fault(0, "", "", "表里没有一行区划。", "The table holds no division.")


def _check_parent(number: int, row: Mapping[str, str], reading: _Reading) -> None:
    parent, level = row["parent_code"], row["level"]
    if level not in {"2", "3", "4", "5"} or (level == "2" and not parent):
        return
    above = reading.rows.get(parent)
    if above is None:
        if level != "2":
            reading.fault(
                number,
                "parent_code",
                parent,
                "表里没有这个上级。",
                "The table has no such parent; add its line.",
            )
    elif above[1]["level"] != str(int(level) - 1):
        reading.fault(
            number, "parent_code", parent, "上级应正好高一级。", "The parent must be exactly one level above."
        )


def _units(reading: _Reading) -> Iterator[Unit]:
    paths: dict[str, str] = {}
    for _, row in sorted(reading.rows.values(), key=lambda pair: (int(pair[1]["level"]), pair[1]["code"])):
        level, code, parent = int(row["level"]), row["code"], row["parent_code"]
        paths[code] = (
            f"{paths.get(parent, '/')}{code}/" if level > TOP else f"/{code}/" if level == TOP else "/"
        )
        yield Unit(code, row["name"], short(row["name"]), level, parent, "" if level < TOP else paths[code])
