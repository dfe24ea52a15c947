"""The summary of a period (A3): how the duties of the guideline were carried out, as an official paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from linli.paper.letters import Office
from linli.paper.official import Annex, Block, Grid, Notice, Paragraph
from linli.paper.words import chinese_date

SHOWN = 8  # shortcomings named in the body; the tables hold them all


@dataclass(frozen=True, slots=True)
class Line:
    """One duty or place: how many obligations are met, still due, overdue; deeds: what was counted."""

    clause: str
    name: str
    met: int
    due: int
    overdue: int
    deeds: int

    @property
    def owed(self) -> int:
        return self.met + self.due + self.overdue


@dataclass(frozen=True, slots=True)
class Report:
    """What a summary says. late: a duty's name, a few who are overdue, and how many in all

    running: the period is not over yet, so that the figures are those of `day`
    """

    place: str
    period: str
    day: dt.date
    total: Line
    duties: tuple[Line, ...]
    places: tuple[Line, ...]
    late: tuple[tuple[str, tuple[str, ...], int], ...]
    running: bool


def summary_letter(office: Office, report: Report, *, day: dt.date, number: str = "") -> Notice:
    """Return the 通报 of a period: what was asked, what was done, what is overdue; the tables as annexes."""
    body: list[Block] = [
        Paragraph(
            f"根据{office.basis}，现将{report.place}{report.period}“红色物业”各项工作落实情况总结通报如下。"
            f"数据由日常工作记录汇总，截至{chinese_date(report.day)}。"
        ),
        Paragraph("一、总体情况", 1),
        Paragraph(_overall(report)),
        Paragraph("二、逾期未落实的工作", 1),
        *_late(report),
        Paragraph("三、下一步要求", 1),
        Paragraph(_next(report)),
    ]
    annexes = [Annex(f"{report.period}各项工作落实情况", (_grid("工作", report.duties, report.total),))]
    if report.places:
        annexes.append(Annex(f"{report.period}各地落实情况", (_grid("地方", report.places, None),)))
    return Notice(
        issuer=office.name,
        title=f"关于{report.period}“红色物业”\n工作落实情况的通报",
        recipients=office.recipients,
        body=tuple(body),
        date=day,
        number=number,
        annexes=tuple(annexes),
        copies_to=office.copies_to,
        printed_by=office.name,
        printed=day,
        contact=office.contact,
    )


def _overall(report: Report) -> str:
    total = report.total
    if not total.owed:
        return "本期没有应落实的事项。"
    share = f"{100 * total.met / total.owed:.1f}" if total.owed else "0.0"
    words = f"本期应落实{total.owed}项次，已落实{total.met}项次，占{share}%；逾期未落实{total.overdue}项次"
    return f"{words}；尚未到期{total.due}项次。" if report.running or total.due else f"{words}。"


def _late(report: Report) -> list[Block]:
    if not report.late:
        return [Paragraph("没有逾期未落实的工作。")]
    ranked = sorted(report.late, key=lambda each: -each[2])
    found: list[Block] = [
        Paragraph(f"{place}.{name}：{_named(names, number)}。")
        for place, (name, names, number) in enumerate(ranked[:SHOWN], start=1)
    ]
    rest = len(ranked) - SHOWN
    return [*found, Paragraph(f"其余{rest}类见附件。")] if rest > 0 else found


def _named(names: tuple[str, ...], number: int) -> str:
    listed = "、".join(names)
    return f"{listed}等{number}个" if number > len(names) else listed


def _next(report: Report) -> str:
    if not report.late:
        return "请各单位继续按照细则要求落实各项工作，及时记录。"
    return "请有关单位对照附件查明原因，尽快补齐应办事项，规范记录；确已办理的，及时补记。"


def _grid(heading: str, lines: tuple[Line, ...], total: Line | None) -> Grid:
    rows = [*lines, total] if total else list(lines)
    return Grid(
        ("条款", heading, "应落实", "已落实", "未到期", "逾期") if heading == "工作"
        else (heading, "应落实", "已落实", "未到期", "逾期"),
        tuple(_row(line, heading == "工作") for line in rows),
        (1.0, 4.6, 1.1, 1.1, 1.1, 1.1) if heading == "工作" else (4.0, 1.5, 1.5, 1.5, 1.5),
    )  # fmt: skip


def _row(line: Line, cited: bool) -> tuple[str, ...]:
    figures = tuple(str(each) for each in (line.owed, line.met, line.due, line.overdue))
    return (line.clause, line.name, *figures) if cited else (line.name, *figures)
