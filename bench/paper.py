"""How long papers, lists and bundles take at best; a sheet is set against weasyprint where it is installed.

Run: .venv/bin/python bench/paper.py
The goal: a score sheet, warm, in at most 1/20 of weasyprint's time (`pip install weasyprint` to compare).
"""

from __future__ import annotations

import importlib.util
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from html import escape
from typing import Any

from tests.paper.samples import sheet
from tests.rules.bundles import ABOUT, PACK, facts, subject

from linli.paper import csvs, docx, pdf, xlsx
from linli.paper.columns import Column, Row
from linli.paper.documents import ScoreSheet
from linli.paper.roundbook import Book, FactColumn, ItemColumn, Line, Lost, round_workbook
from linli.paper.roundfacts import read_facts
from linli.rules.bundle import check, make, make_round

GOAL = 20
TURNS = 8
ROWS, COLUMNS = 30_000, 25
SUBJECTS = 30_000


def best(run: Callable[[int], Any], count: int) -> float:
    """Return the shortest of some runs in seconds, the least disturbed one; a run is told its number."""
    run(-1)
    times = []
    for number in range(count):
        start = time.perf_counter()
        run(number)
        times.append(time.perf_counter() - start)
    return min(times)


def once(run: Callable[[], Any]) -> tuple[float, Any]:
    """Return the time of one run in seconds, and what it gave."""
    start = time.perf_counter()
    made = run()
    return time.perf_counter() - start, made


def another(number: int) -> ScoreSheet:
    """Return a sheet no earlier run has set: another estate, other remarks."""
    one = sheet(unit=f"第 {number} 物业服务有限公司（第 {number} 小区）")
    remarked = replace(one.lines[1].remarks[0], text=f"第 {number} 次联席会议没有纪要")
    lines = (one.lines[0], replace(one.lines[1], remarks=(remarked,)), *one.lines[2:])
    return replace(one, lines=lines)


def as_html(one: ScoreSheet) -> str:
    """Return the same annex as a page, as a browser or weasyprint would be given it."""
    head = "".join(f"<th>{name}</th>" for name in ("项目", "内容", "评定标准", "分值", "得分", "备注"))
    body = ""
    for name, lines in one.sections():
        for place, line in enumerate(lines):
            group = f'<th rowspan="{len(lines)}">{escape(name)}</th>' if place == 0 else ""
            remarks = "<br>".join(escape(f"{remark.points} {remark.text}") for remark in line.remarks)
            cells = (escape(line.item), escape(line.criterion), line.maximum, line.score, remarks)
            body += f"<tr>{group}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    style = (
        "@page{size:A4;margin:11mm 12mm}body{font:8.6pt/1.36 'Noto Sans CJK SC'}"
        "table{border-collapse:collapse;width:100%}td,th{border:.5pt solid #000;padding:1mm}"
    )
    signs = "".join(f"<td style='border:0;height:9mm'>{escape(text)}</td>" for text in one.signatures)
    foot = f"<p>规则版本 {one.policy} · 校验码 {one.check} · {escape(one.foot)}"
    total = (
        f"<tr><th colspan=2>总分<td>{escape(one.summary)}<td>{one.maximum}<td>{one.total}<td>{one.grade}</tr>"
    )
    return (
        f"<!doctype html><meta charset=utf-8><style>{style}</style><h1>{one.title}</h1>"
        f"<p>{escape(one.unit)}<table><thead><tr>{head}</tr></thead>{body}{total}</table>"
        f"<table><tr>{signs}</tr></table>{foot}"
    )


def weasyprint() -> Callable[[int], Any] | None:
    """Return how weasyprint prints the same annex, or None where it is not installed."""
    if importlib.util.find_spec("weasyprint") is None:
        return None
    from weasyprint import HTML

    return lambda number: HTML(string=as_html(another(number))).write_pdf()


def _shifted(run: Callable[[int], Any], first: int, number: int) -> Any:
    return run(first + number)


def side_by_side(ours: Callable[[int], Any], theirs: Callable[[int], Any] | None) -> tuple[float, float]:
    """Return the shortest times of both, run in turns so that a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS):
        first = 100 * (turn + 1)
        times[0].append(best(partial(_shifted, ours, first), 5))
        if theirs is not None:
            times[1].append(once(partial(theirs, first))[0])
    return min(times[0]), min(times[1], default=0.0)


def rows() -> Iterator[Row]:
    """Yield the rows of a long list: texts, points, days, counts."""
    points, day = [Decimal("4.75")] * 15, [date(2026, 10, 8)] * 3
    for number in range(ROWS):
        yield (f"小区{number}", f"建设路 {number} 号院", *points, *day, *([number] * 4), "续签合同未备案")


def columns() -> list[Column]:
    """Return the columns of that list."""
    marks = [Column(f"第{n}项", "points", full=Decimal(5)) for n in range(15)]
    days = [Column(f"日期{n}", "date") for n in range(3)]
    counts = [Column(f"数量{n}", "integer") for n in range(4)]
    return [Column("小区"), Column("地址", width=30), *marks, *days, *counts, Column("备注")]


def papers() -> None:
    """Print the times of single papers."""
    cold, made = once(lambda: pdf.score_sheet(another(0)))
    warm, theirs = side_by_side(lambda number: pdf.score_sheet(another(number)), weasyprint())
    print(f"score sheet, PDF: first {cold * 1000:.0f} ms, warm {warm * 1000:.1f} ms, {len(made) // 1000} kB")
    if theirs:
        ratio = theirs / warm
        word = "met" if ratio >= GOAL else "NOT MET"
        print(f"  weasyprint, warm: {theirs * 1000:.0f} ms, {ratio:.0f} times ours (goal {GOAL}): {word}")
    else:
        print("  weasyprint is not installed here: no ratio (goal: at most 1/20 of its time)")
    spent = best(lambda number: docx.score_sheet(another(number)), 5)
    print(f"score sheet, DOCX: {spent * 1000:.0f} ms")


def lists() -> None:
    """Print the times of long lists."""
    assert len(columns()) == COLUMNS
    for name, run in (
        ("XLSX", lambda: xlsx.table(columns(), rows(), title="考评结果")),
        ("CSV", lambda: csvs.table(columns(), rows())),
    ):
        spent, made = once(run)
        size = f"{ROWS:,} rows x {COLUMNS} columns"
        print(f"{name}, {size}: {spent:.2f} s, {ROWS / spent:,.0f} rows/s, {len(made) / 1e6:.1f} MB")


def workbooks() -> None:
    """Print the times of a province's round as a workbook, out and back in."""
    items = tuple(ItemColumn(item.id, item.title_zh, item.maximum) for item in PACK.card.items)
    named = tuple(FactColumn(spec.name, spec.label_zh) for spec in PACK.card.facts.values())
    scores, values = tuple(item.full - 1 for item in items), tuple(n % 3 for n in range(len(named)))
    lost = tuple(Lost(item.title, Decimal(1), "未落实", "fact.name", False) for item in items[:4])
    one = Line(
        code="",
        estate="和顺家园",
        subdistrict="湛河北路街道",
        community="文园社区",
        company="平顶山市禾邻物业服务有限公司",
        scores=scores,
        total=Decimal(83),
        bonus=Decimal(0),
        grade="良好",
        vetoed=False,
        complete=True,
        facts=values,
        lost=lost,
    )
    lines = [replace(one, code=f"{n:06}", rank=n + 1) for n in range(SUBJECTS)]
    spent, made = once(lambda: round_workbook(Book("考评", PACK.code, PACK.sha256, items, named, lines)))
    read, found = once(lambda: read_facts(made))
    assert len(found.values) == SUBJECTS
    size = f"{SUBJECTS:,} estates, {len(made) / 1e6:.1f} MB"
    print(f"round as a workbook, {size}: written in {spent:.1f} s, facts read back in {read:.1f} s")


def bundles() -> None:
    """Print the times of bundles, one score and a province."""
    one = make(PACK, ABOUT, subject())
    spent = best(lambda _: make(PACK, ABOUT, subject()), 10)
    checked = best(lambda _: check(one), 10)
    size = f"{len(one) // 1000} kB"
    print(f"bundle of a score, {size}: made in {spent * 1000:.0f} ms, checked in {checked * 1000:.0f} ms")
    many = (subject(code=str(n), kept=facts(lines__findings=n % 17)) for n in range(SUBJECTS))
    spent, made = once(lambda: make_round(PACK, ABOUT, many))
    checked, report = once(lambda: check(made))
    assert report.same
    size = f"{SUBJECTS:,} scores, {len(made) / 1e6:.1f} MB"
    print(f"bundle of a round, {size}: made in {spent:.1f} s, checked in {checked:.1f} s")


def main() -> None:
    """Print everything, and the most memory it took."""
    papers()
    lists()
    workbooks()
    bundles()
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
