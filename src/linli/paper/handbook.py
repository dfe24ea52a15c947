"""The work handbook of a Party organisation (基层党组织工作手册), as plain values, Word and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.paper.official import Grid
from linli.paper.press import press
from linli.paper.word import handbook as word
from linli.paper.words import chinese_date, clean

TITLE = "基层党组织工作手册"
NOTHING = "本期没有记录。"


@dataclass(frozen=True, slots=True)
class Count:
    """Members on a day, in numbers only."""

    as_of: date
    full: int
    probationary: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the plan. state: 计划中, 已开展, 已取消 with its reason"""

    on: date
    kind: str
    topic: str
    state: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the regulation asks in the period. every: 每月1次; owed, met: windows of it"""

    name: str
    every: str
    owed: int
    met: int
    held: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One activity that was held.

    host: who held it, with whom; instructor: 到场, 未到场 or "" where none is sent
    """

    kind: str
    on: date
    topic: str
    present: int
    expected: int
    place: str = ""
    host: str = ""
    instructor: str = ""
    lecturer: str = ""
    minutes: str = ""
    photos: int = 0

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return the head of the record in pairs of word and value; what is not known is left out."""
        pairs = (
            ("时间", chinese_date(self.on)),
            ("地点", self.place),
            ("主题", self.topic),
            ("举办组织", self.host),
            ("应到", f"{self.expected}人"),
            ("实到", f"{self.present}人"),
            ("主讲人", self.lecturer),
            ("党建指导员", self.instructor),
            ("照片", f"{self.photos}张" if self.photos else ""),
        )
        return tuple((word, value) for word, value in pairs if value)


@dataclass(frozen=True, slots=True)
class Handbook:
    """The handbook of one organisation over one period. facts: word and value; last: last day of it"""

    organisation: str
    period: str
    last: date
    printed: date
    facts: tuple[tuple[str, str], ...] = ()
    members: tuple[Count, ...] = ()
    plan: tuple[Planned, ...] = ()
    asked: tuple[Asked, ...] = ()
    activities: tuple[Recorded, ...] = ()
    place: str = ""

    def tables(self) -> tuple[tuple[str, Grid | None], ...]:
        """Return the parts before the records: heading and table, None where nothing is known."""
        members = tuple(
            (
                chinese_date(each.as_of),
                f"{each.full}",
                f"{each.probationary}",
                f"{each.full + each.probationary}",
            )
            for each in self.members
        )
        plan = tuple((chinese_date(each.on), each.kind, each.topic, each.state) for each in self.plan)
        asked = tuple(
            (each.name, each.every, f"{each.owed}", f"{each.met}", f"{each.held}") for each in self.asked
        )
        return (
            ("一、党组织基本情况", _grid(("项目", "内容"), self.facts, (0.28, 0.72))),
            (
                "二、党员队伍（只记人数）",
                _grid(("统计日期", "正式党员", "预备党员", "合计"), members, (0.34, 0.22, 0.22, 0.22)),
            ),
            ("三、工作计划", _grid(("日期", "活动", "主题", "状态"), plan, (0.22, 0.2, 0.36, 0.22))),
            (
                "四、组织生活落实情况",
                _grid(
                    ("制度", "要求", "应落实（期）", "已落实（期）", "开展次数"),
                    asked,
                    (0.3, 0.22, 0.16, 0.16, 0.16),
                ),
            ),
        )

    def records(self) -> tuple[tuple[str, Recorded], ...]:
        """Return the activities in the order of days, each with its heading."""
        found = sorted(self.activities, key=lambda each: (each.on, each.kind))
        return tuple(
            (f"{n}．{each.kind}（{chinese_date(each.on)}）", each) for n, each in enumerate(found, 1)
        )


def _grid(
    headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]
) -> Grid | None:
    return Grid(headings, rows, widths) if rows else None


def handbook_docx(book: Handbook) -> bytes:
    """Return the handbook for Word: cover, tables, then each activity with its minutes."""
    return word.handbook(
        word.Pages(
            title=TITLE,
            organisation=book.organisation,
            period=book.period,
            place=book.place,
            printed=book.printed,
            tables=book.tables(),
            records=tuple((heading, each.facts(), each.minutes) for heading, each in book.records()),
            nothing=NOTHING,
        )
    )


def handbook_pdf(book: Handbook) -> bytes:
    """Return the handbook as PDF, A4."""
    data = {
        "title": TITLE,
        "organisation": clean(book.organisation),
        "period": clean(book.period),
        "place": clean(book.place),
        "printed": chinese_date(book.printed),
        "nothing": NOTHING,
        "tables": [{"title": title, "grid": _plain(grid)} for title, grid in book.tables()],
        "records": [
            {
                "title": clean(heading),
                "facts": [[word, clean(value)] for word, value in each.facts()],
                "minutes": [clean(line) for line in each.minutes.splitlines() if line.strip()],
            }
            for heading, each in book.records()
        ],
    }
    return press("handbook.typ", data, day=book.printed)


def _plain(grid: Grid | None) -> dict[str, object] | None:
    if grid is None:
        return None
    return {
        "headings": list(grid.headings),
        "rows": [[clean(cell) for cell in row] for row in grid.rows],
        "widths": list(grid.widths),
    }
