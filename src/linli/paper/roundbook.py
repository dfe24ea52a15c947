"""A whole round as one workbook: results, deductions, facts, and what it was judged by.

The format is described in docs/paper.md; headings and sheet names are part of it. `roundfacts` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from linli.paper.columns import Cell, Column, Row
from linli.paper.xlsx import Sheet, workbook

FORMAT = "linli-round-1"
RESULTS, DEDUCTIONS, FACTS, ABOUT = "考评结果", "扣分明细", "事实", "说明"
CODE, ESTATE = "小区编号", "小区"
NOT_APPLICABLE = "不适用"
PLACE = (Column("街道"), Column("社区"), Column("物业服务企业", "text", 28))

Value = bool | int | Decimal | str | None


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """One item of the card: its identifier, its wording in the annex, its full mark."""

    id: str
    title: str
    full: Decimal


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One fact of the card. label: what people call it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Lost:
    """One deduction (positive points lost) with its reason, fact and evidence."""

    item: str
    points: Decimal
    reason: str
    fact: str = ""
    discretion: bool = False
    evidence: str = ""


def losses(items: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> Iterator[Lost]:
    """Yield the deductions of a result as `linli score --json` writes it; titles: of the items, by id."""
    for item in items:
        for each in item["deductions"]:
            yield Lost(
                item=titles[item["id"]],
                points=Decimal(each["points"]),
                reason=each["reason_zh"],
                fact=each["fact"] or "",
                discretion=each["discretion"],
            )


def scores_of(items: Iterable[Mapping[str, Any]]) -> tuple[Decimal | None, ...]:
    """Return the points of each item of such a result; None while it is not scored."""
    return tuple(None if each["score"] is None else Decimal(each["score"]) for each in items)


@dataclass(frozen=True, slots=True)
class Line:
    """One estate of the round. scores and facts: in the order of the book's items and facts.

    A fact is True/False, a number, "n/a", or None where it is missing.
    """

    code: str
    estate: str
    subdistrict: str
    community: str
    company: str
    scores: tuple[Decimal | None, ...]
    total: Decimal | None
    bonus: Decimal | None
    grade: str
    vetoed: bool
    complete: bool
    facts: tuple[Value, ...]
    lost: tuple[Lost, ...] = ()
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The round as a whole. lines: a sequence, because each sheet reads them once."""

    title: str
    policy: str
    policy_hash: str
    items: tuple[ItemColumn, ...]
    facts: tuple[FactColumn, ...]
    lines: Sequence[Line]


def round_workbook(book: Book) -> bytes:
    """Return the round as XLSX: 考评结果, 扣分明细, 事实 and 说明."""
    return workbook(
        [
            Sheet(RESULTS, _result_columns(book), _results(book.lines), book.title, frozen=3),
            Sheet(DEDUCTIONS, _DEDUCTION_COLUMNS, _deductions(book.lines), frozen=2),
            Sheet(FACTS, _fact_columns(book), _facts(book.lines), frozen=2),
            Sheet(ABOUT, (Column("项"), Column("值", "text", 60)), _about(book)),
        ]
    )


def _result_columns(book: Book) -> list[Column]:
    items = [Column(item.title, "points", 9, item.full) for item in book.items]
    tail = [
        Column("加分", "points"),
        Column("总分", "points"),
        Column("等次"),
        Column("一票否决"),
        Column("完整"),
    ]
    return [Column("名次", "integer"), Column(CODE), Column(ESTATE, "text", 20), *PLACE, *items, *tail]


def _results(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        place = (line.subdistrict, line.community, line.company)
        last = (line.bonus, line.total, line.grade, line.vetoed, line.complete)
        yield (line.rank, line.code, line.estate, *place, *line.scores, *last)


_DEDUCTION_COLUMNS = (
    Column(CODE),
    Column(ESTATE, "text", 20),
    Column("内容", "text", 20),
    Column("扣分", "points"),
    Column("原因", "text", 48),
    Column("事实", "text", 26),
    Column("本区裁量"),
    Column("佐证", "text", 30),
)


def _deductions(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        for lost in line.lost:
            basis = (lost.reason, lost.fact, lost.discretion, lost.evidence)
            yield (line.code, line.estate, lost.item, lost.points, *basis)


def _fact_columns(book: Book) -> list[Column]:
    """Return one column per fact, headed by its label and its name, by which it is read back."""
    named = [Column(f"{fact.label}（{fact.name}）", "text", 18) for fact in book.facts]
    return [Column(CODE), Column(ESTATE, "text", 20), *named]


def _facts(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        yield (line.code, line.estate, *map(_fact, line.facts))


def _fact(value: Value) -> Cell:
    return NOT_APPLICABLE if value == "n/a" else value


def _about(book: Book) -> Iterator[Row]:
    yield ("格式", FORMAT)
    yield ("考评", book.title)
    yield ("规则版本", book.policy)
    yield ("规则校验值", book.policy_hash)
    yield (
        "填写说明",
        "只有“事实”一页读回；空格是没有这项事实，“不适用”是没有这项要求；得分由规则算出，改了不作数",
    )
