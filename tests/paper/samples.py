"""The annex of the guideline with invented marks, for the tests and the bench of the papers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from linli.paper.documents import Remark, ScoreSheet, SheetLine
from linli.rules import packs

D = Decimal
CARD = packs.load("xinhua-2022").card
_SECTIONS = {section.id: section for section in CARD.sections}


def _group(section: str) -> str:
    """Return the name of the block a section is printed in."""
    return _SECTIONS[_SECTIONS[section].printed_in or section].name_zh


ANNEX: tuple[tuple[str, str, str, int], ...] = tuple(
    (_group(item.section), item.title_zh, item.criterion_zh, int(item.maximum)) for item in CARD.items
)
LOST = {
    "“三方联动”工作": ("2", "四季度未召开联席会议"),
    "信息公示": ("1.25", "收费标准未公示"),
    "合同签订及备案": ("2.5", "续签合同未备案"),
    "物业服务满意率": ("1", "满意率 83.6%，比 90% 低一个完整的 5%"),
    "消防安全情况": ("2.5", "楼道杂物 3 处、飞线 1 处、标识缺 1 处"),
}


def line(section: str, item: str, criterion: str, full: int, *, longer: int = 1) -> SheetLine:
    """Return a row of the annex. longer: how many times its reason is repeated."""
    lost, reason = LOST.get(item, ("0", ""))
    remarks = tuple(Remark(reason, -D(lost), discretion=item == "信息公示") for _ in range(longer) if reason)
    return SheetLine(section, item, criterion, D(full), D(full) - D(lost), remarks)


def sheet(*, unit: str = "平顶山市禾邻物业服务有限公司（和顺家园）", longer: int = 1) -> ScoreSheet:
    """Return a filled annex sheet."""
    return ScoreSheet(
        unit=unit,
        lines=tuple(line(*row, longer=longer) for row in ANNEX),
        maximum=D(100),
        date=dt.date(2026, 11, 23),
        total=D("90.75"),
        summary="满分 100（95 + 加分 5）。优秀 ≥ 90，良好 ≥ 80，合格 ≥ 60",
        grade="优秀",
        policy="xinhua-2022",
        check="9f2c 41d7 b0e8",
        foot="带＊的按本区裁量读法",
    )
