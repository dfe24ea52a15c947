"""Check a list of 50,000 estates against bare reading with openpyxl, in one run.

Usage: python bench/intake.py [ROWS]
Goal: at least 4 times the rows per second of openpyxl in read-only mode, every row checked.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from time import perf_counter

import openpyxl
import xlsxwriter

from linli.base.tables import read
from linli.rules.identifiers import uscc_check_character
from linli.rules.intake import estates
from linli.rules.intake.estate_columns import COLUMNS, TITLES
from linli.rules.intake.estate_rows import Checked, Context
from linli.rules.intake.places import Division, Subdistrict

ROWS = 50_000
REPEATS = 3
COUNTY = "410402"
LETTERS = "阳光花园翠湖锦绣天鹅幸福和平金色名都世纪龙泉碧水春晓书香丽景御华府邸嘉苑"
MODES = ("市场化物业", "市场化物业", "自主管理", "无物业")


def district() -> Context:
    """Return the real subdistricts and communities of one district."""
    path = resources.files("linli.people.divisions").joinpath("pingdingshan_2023.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    units = [row for row in rows if row["parent_code"] == COUNTY]
    return Context(
        subdistricts=tuple(
            Subdistrict(
                unit["code"],
                unit["name"],
                tuple(Division(r["code"], r["name"]) for r in rows if r["parent_code"] == unit["code"]),
            )
            for unit in units
        ),
        this_year=2026,
        within=("平顶山市", "新华区"),
    )


def lines(context: Context, number: int) -> Iterator[list[object]]:
    """Make up estates: each with its own name, address, size and dates; companies repeat."""
    chance = random.Random(2026)  # noqa: S311  (test data)
    bodies = [f"91410402MA{n:07d}" for n in range(400)]
    codes = [body + uscc_check_character(body) for body in bodies]
    names: set[str] = set()
    while len(names) < number:
        names.add(
            "".join(chance.choices(LETTERS, k=5)) + chance.choice(("小区", "", "家属院", "一期", "(东区)"))
        )
    for serial, name in enumerate(sorted(names)):
        unit = chance.choice(context.subdistricts)
        company = chance.randrange(len(codes))
        start = date(2018, 1, 1) + timedelta(days=chance.randrange(3000))
        mode = chance.choice(MODES)
        served = mode == MODES[0]
        yield [
            name,
            unit.name,
            chance.choice(unit.communities).name,
            f"{chance.choice(LETTERS)}{chance.choice(LETTERS)}路{serial}号院",
            chance.randint(1980, 2025),
            chance.randint(1, 60),
            chance.randint(20, 4000),
            round(chance.uniform(2000, 400_000), 2),
            mode,
            f"平顶山市第{company}物业服务有限公司" if served else "",
            codes[company] if served else "",
            start,
            start + timedelta(days=1095),
            round(chance.uniform(0.2, 3.5), 2),
        ]


def write(path: Path, context: Context, number: int) -> None:
    """Write the list as a spreadsheet program would: shared strings, formatted dates."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("小区")
    sheet.write_row(0, 0, [TITLES[item.code] for item in COLUMNS])
    for row, line in enumerate(lines(context, number), start=1):
        sheet.write_row(row, 0, line)
    book.close()


def bare(path: Path) -> int:
    """Read every cell with openpyxl and do nothing with it."""
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True))


def checked(path: Path, context: Context) -> Checked:
    """Open the file safely and check every row."""
    sheet = read(path)
    return estates.check(sheet, context, epoch=sheet.epoch)


def best(work: Callable[[], object]) -> float:
    """Return the shortest of a few runs, in seconds."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the ratio."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    context = district()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "estates.xlsx"
        write(path, context, number)
        outcome = checked(path, context)
        assert not outcome.faults, outcome.faults[:3]
        assert len(outcome.rows) == number
        ours, theirs = best(lambda: checked(path, context)), best(lambda: bare(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rows {number:,}, warned of {len(outcome.warnings):,} similar names")
    print(f"openpyxl, bare reading {theirs:6.2f} s   {number / theirs:9,.0f} rows/s")
    print(f"linli, read and checked {ours:5.2f} s   {number / ours:9,.0f} rows/s")
    print(f"ratio {theirs / ours:.1f} (goal 4.0), peak memory of the run {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
