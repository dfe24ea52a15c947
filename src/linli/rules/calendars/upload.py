"""A year's calendar as an administrator loads it each November: all faults at once, nothing half taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from linli.kernel.text import Text
from linli.kernel.workdays import Day
from linli.rules.folding import fold, tidy
from linli.rules.identifiers import Unfit
from linli.rules.intake import dates, headings
from linli.rules.intake.cells import Cell, Fault, Row, is_blank, shown
from linli.rules.intake.headings import Layout, column

COLUMNS = (
    column("on", "日期", "date day 年月日", required=True),
    column(
        "kind",
        "类型",
        "kind type status 状态 性质 是否上班 是否工作日 工作日 isworkday workday",
        required=True,
    ),
    column("festival", "节日", "festival holiday name 名称 节日名称 节假日 备注"),
)
TITLES = {item.code: item.title for item in COLUMNS}
WORKING = (
    "工作日 上班 调休上班 补班 补班日 调休补班 调休工作日 makeup_workday makeupworkday workday 是 1 true yes"
)
OFF = "放假 休息 休息日 节假日 法定节假日 假日 休假 周末 双休日 holiday weekend off 否 0 false no"
KINDS = {fold(word): True for word in WORKING.split()} | {fold(word): False for word in OFF.split()}
# Off by law every year, whatever the notice moves: a table that works on them is of something else.
ALWAYS_OFF = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"))
FEWEST_OFF = 8  # weekdays off; the law alone gives more in every year
LONGEST = 1000  # rows; a table lists at most each day of the year


@dataclass(slots=True)
class Calendar:
    """What a table says: the days of one year, or faults; with faults the days mean nothing."""

    year: int = 0
    days: list[Day] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int, code: str, cell: Cell, zh: str, en: str) -> None:
        self.faults.append(Fault(row, TITLES.get(code, ""), shown(cell), Text(zh, en)))


def parse_calendar(rows: Iterable[tuple[int, Row]], *, epoch: int = 1900) -> Calendar:
    """Read the table of one year: every day of it, or only those that differ from Monday to Friday.

    rows: numbered as in the spreadsheet; columns 日期, 类型 (工作日/放假…) and, if wanted, 节日
    Source: the State Council's yearly notice; the days always off by 全国年节及纪念日放假办法 art. 2
    """
    calendar = Calendar()
    table = [numbered for _, numbered in zip(range(LONGEST + 1), rows, strict=False)]
    layout = headings.find(table, COLUMNS)
    missing = [
        item.title for item in COLUMNS if item.required and (layout is None or item.code not in layout.places)
    ]
    if layout is None or missing:
        names = "、".join(missing)
        calendar.fault(1, "", "", f"没有找到表头：{names}。", f"There are no headings {names}.")
        return calendar
    seen: dict[date, int] = {}
    for number, row in table:
        if number > layout.row and not all(is_blank(cell) for cell in row):
            _take(calendar, number, row, layout, epoch, seen)
    if not calendar.faults:
        _check_year(calendar, len(table))
    return calendar


def _take(
    calendar: Calendar, number: int, row: Row, layout: Layout, epoch: int, seen: dict[date, int]
) -> None:
    cells = {code: row[index] if index < len(row) else "" for code, index in layout.places.items()}
    workday = KINDS.get(fold(_plain(cells["kind"])))
    if workday is None:
        zh = "类型只能是：工作日、调休上班、放假、周末。"
        calendar.fault(
            number, "kind", cells["kind"], zh, "Only 工作日, 调休上班, 放假, 周末 (workday, holiday)."
        )
    try:
        on = dates.reader(epoch)(cells["on"])
    except Unfit as refusal:
        calendar.fault(number, "on", cells["on"], refusal.text.zh, refusal.text.en)
        return
    if on in seen:
        zh, en = f"与第{seen[on]}行重复。请删去一行。", f"It repeats row {seen[on]}. Remove one of them."
        calendar.fault(number, "on", cells["on"], zh, en)
    seen.setdefault(on, number)
    calendar.days.append(Day(on, bool(workday), tidy(_plain(cells.get("festival", "")))))


def _check_year(calendar: Calendar, rows: int) -> None:
    """Check that the days together are the table of one year in China."""
    years = sorted({day.on.year for day in calendar.days})
    if len(years) != 1 or rows > LONGEST:
        zh, en = "表里应是同一年的日期，至少一天。", "The table must hold days of one and the same year."
        calendar.fault(0, "on", "、".join(map(str, years)), zh, en)
        return
    calendar.year = years[0]
    off = {day.on for day in calendar.days if not day.workday}
    for month, number, name in ALWAYS_OFF:
        day = date(calendar.year, month, number)
        if day not in off and day.isoweekday() < 6:
            calendar.fault(0, "on", str(day), f"{name}{day}应为放假。", f"{day} must be a day off.")
    if sum(day.isoweekday() < 6 for day in off) < FEWEST_OFF:
        zh = f"放假的工作日少于{FEWEST_OFF}天，表不完整。请按国务院办公厅的通知补全。"
        en = (
            f"Fewer than {FEWEST_OFF} weekdays are off: the table is not complete. Complete it by the notice."
        )
        calendar.fault(0, "kind", "", zh, en)


def _plain(cell: Cell) -> str:
    """Return a cell as text; a tick box and a number alike say 1 or 0."""
    return str(int(cell)) if isinstance(cell, bool) else shown(cell)
