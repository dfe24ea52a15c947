"""What is printed, as plain values: nothing here knows a database, a clock or a page size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

SIGNATURES = ("考评组成员（签字）：", "被考评单位（签字）：", "社区党组织（签字）：")


@dataclass(frozen=True, slots=True)
class Remark:
    """One reason in 备注. points: signed (a deduction is negative), None for words alone."""

    text: str
    points: Decimal | None = None
    discretion: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of the annex. score: None while the item is not scored; mark: a word under the score (酌定)."""

    section: str
    item: str
    criterion: str
    maximum: Decimal
    score: Decimal | None = None
    remarks: tuple[Remark, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The annex 红色物业评分表 of one estate, in the annex's own wording and order.

    unit: the company, with the estate in brackets; summary and note: the 总分 row's third and last cell;
    policy and check: the pack's code and the check code of the bundle, both printed at the foot.
    """

    unit: str
    lines: tuple[SheetLine, ...]
    maximum: Decimal
    date: date | None = None
    total: Decimal | None = None
    title: str = "红色物业评分表"
    summary: str = ""
    note: str = ""
    grade: str = ""
    policy: str = ""
    check: str = ""
    foot: str = ""
    signatures: tuple[str, ...] = SIGNATURES

    def sections(self) -> Iterator[tuple[str, tuple[SheetLine, ...]]]:
        """Yield each 项目 with its rows, in the annex's order."""
        for name, lines in groupby(self.lines, key=lambda line: line.section):
            yield name, tuple(lines)

    def blank(self) -> ScoreSheet:
        """Return the same annex without date, scores and remarks, to be filled in by hand."""
        empty = tuple(replace(line, score=None, remarks=(), mark="") for line in self.lines)
        return replace(self, lines=empty, date=None, total=None, summary="", note="", grade="", check="")


@dataclass(frozen=True, slots=True)
class Contact:
    """Who serves the residents: 物业企业, 居民委员会 …, with a number to call."""

    role: str
    name: str
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing a resident can do behind the QR code, in two words and half a sentence."""

    title: str
    text: str


DEEDS = (
    Deed("反映问题", "拍张照、说一句，约 30 秒，不用注册"),
    Deed("查进度", "凭查询码看办到哪一步、谁在办、几天到期"),
    Deed("评服务", "办得好不好，由您来评，一户一票"),
    Deed("看明细", "收费、承诺、考评得分和每一处扣分"),
)


@dataclass(frozen=True, slots=True)
class Poster:
    """The A4 sheet in an estate's doorway. url: what the QR code opens; place: 街道 社区."""

    estate: str
    place: str
    url: str
    contacts: tuple[Contact, ...] = ()
    deeds: tuple[Deed, ...] = DEEDS
    hotline: str = ""
    sponsor: str = ""
    basis: str = ""
    printed: date | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One estate of a round. scores: one per item column, None where not scored or not applicable."""

    estate: str
    place: str
    company: str
    scores: tuple[Decimal | None, ...]
    total: Decimal | None
    grade: str = ""
    rank: int | None = None
    vetoed: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The table of a whole round, landscape, as many pages as it needs.

    items: heading and full mark of every item column.
    """

    title: str
    subtitle: str
    items: tuple[tuple[str, Decimal], ...]
    rows: tuple[SummaryRow, ...]
    foot: str = ""
    signatures: tuple[str, ...] = ()
