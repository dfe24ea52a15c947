"""Reading the table of a year's holidays and make-up days that an administrator loads each November."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from linli.kernel.errors import Refused
from linli.kernel.text import Text
from linli.kernel.workdays import Day
from linli.rules.folding import fold, tidy
from linli.rules.intake import dates, headings
from linli.rules.intake.cells import Cell, Fault, Row, is_blank, shown
from linli.rules.intake.headings import Layout, column

COLUMNS = (
    column("date", "日期", "date day 年月日", required=True),
    column("works", "是否工作日", "is_workday workday 工作日 类型 安排 上班", required=True),
    column("festival", "节日", "festival name holiday 节假日 名称"),
)
WORKS = frozenset(
    {"1", "true", "yes", "是", "工作日", "上班", "调休上班", "补班", "班", "workday", "makeup_workday"}
)
RESTS = frozenset({"0", "false", "no", "否", "休息日", "放假", "休息", "休", "节假日", "holiday", "weekend"})
# Off in every year since 2014; a table that lacks one of them is cut short.
ALWAYS_OFF = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year and its days as the table says, or faults; with a fault the days mean nothing."""

    year: int = 0
    days: tuple[Day, ...] = ()
    faults: tuple[Fault, ...] = ()


def parse_calendar(rows: Iterable[tuple[int, Row]], *, epoch: int = 1900) -> Calendar:
    """Read a table with a heading row and one row per day: date, works or not, and what is celebrated.

    Every day of the year or only those that differ from the weekday rule; all faults are told at once.
    rows: numbered as in the spreadsheet; epoch: of the workbook's bare serial numbers
    """
    listed = list(islice(rows, MOST_ROWS))
    layout = headings.find(listed, COLUMNS)
    missing = [
        known.title for known in COLUMNS if known.required and known.code not in (layout or _NONE).places
    ]
    if layout is None or missing:
        wanted = "、".join(missing)
        words = Text(f"没有找到标题：{wanted}。", f"These headings are missing: {wanted}.")
        return Calendar(faults=(Fault(layout.row if layout else 1, wanted, "", words),))
    days: dict[date, Day] = {}
    faults: list[Fault] = []
    read_date = dates.reader(epoch)
    for number, row in listed:
        if number > layout.row and not all(is_blank(cell) for cell in row):
            _take(number, row, layout, read_date, days, faults)
    faults += _unsound(days) if days or not faults else []
    if faults:
        return Calendar(faults=tuple(faults))
    return Calendar(next(iter(days)).year, tuple(days[on] for on in sorted(days)))


_NONE = Layout(0, {}, {})


def _take(
    number: int,
    row: Row,
    layout: Layout,
    read_date: Callable[[Cell], date],
    days: dict[date, Day],
    faults: list[Fault],
) -> None:
    """Read one row into `days`, or its faults into `faults`."""

    def cell(code: str) -> Cell:
        place = layout.places.get(code)
        return row[place] if place is not None and place < len(row) else None

    try:
        on = read_date(cell("date"))
    except Refused as error:
        faults.append(Fault(number, "日期", shown(cell("date")), error.text))
        return
    said = fold(shown(cell("works")))
    if said not in WORKS | RESTS:
        words = Text("写“上班”或“放假”（也可写 1 或 0）。", "Write 上班 or 放假 (or 1 or 0).")
        faults.append(Fault(number, "是否工作日", shown(cell("works")), words))
    elif on in days:
        faults.append(Fault(number, "日期", str(on), Text("这一天重复了。", "This day stands here twice.")))
    else:
        days[on] = Day(on, said in WORKS, tidy(shown(cell("festival")))[:40])


def _unsound(days: dict[date, Day]) -> list[Fault]:
    """Say what no calendar of one whole year would hold."""
    if not days:
        return [Fault(0, "日期", "", Text("表里没有一天。", "The table holds no day."))]
    years = sorted({on.year for on in days})
    if len(years) > 1:
        listed = "、".join(str(year) for year in years)
        return [Fault(0, "日期", listed, Text("一次只装一年。", "Load one year at a time."))]
    faults = []
    for month, day, festival in ALWAYS_OFF:
        on = date(years[0], month, day)
        if on not in days or days[on].workday:
            words = Text(
                f"{festival}应放假，表可能不全。", f"{on} is always off; the table may be cut short."
            )
            faults.append(Fault(0, "日期", str(on), words))
    return faults
