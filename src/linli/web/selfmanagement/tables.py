"""Lists of self-management on their way out to Excel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext

from linli.paper.columns import Column
from linli.selfmanagement.terms import Work
from linli.web.registry.tables import send

if TYPE_CHECKING:
    from linli.selfmanagement.queries import estates as overview
    from linli.selfmanagement.queries import funds, sums

STATES = {"ok": "有效", "wait": "快到期", "late": "没有或已失效"}
PLACES = (Column("小区", width=24), Column("街道", width=16), Column("社区", width=16))
MONEY = tuple(
    Column(name, "decimal", width=14)
    for name in ("计划（元）", "到账（元）", "支出（元）", "退回（元）", "余额（元）")
)
WORKS = tuple(Column(str(work.label), "integer") for work in Work)
ESTATES = (
    *PLACES,
    Column("服务章程", width=14),
    Column("章程有效到（次日）", "date"),
    Column("服务协议", width=14),
    Column("协议有效到（次日）", "date"),
    *WORKS,
    *MONEY,
)
FUNDS = (
    Column("资金", width=34),
    Column("小区", width=24),
    Column("年度", "integer"),
    Column("资金来源", width=16),
    Column("扶持方式", width=14),
    *MONEY,
    Column("结清日期", "date"),
)
SUMS = (Column("地方", width=24), Column("层级", width=14), *MONEY)
LEDGER = (
    Column("日期", "date"),
    Column("收支", width=10),
    Column("用途或来由", width=40),
    Column("凭证号", width=16),
    Column("金额（元）", "decimal", width=14),
    Column("余额（元）", "decimal", width=14),
    Column("垫支理由", width=30),
    Column("登记人", width=14),
)


def estates(rows: Iterable[overview.Row]) -> HttpResponse:
    """Send how self-managed estates stand as a workbook."""
    cells: Iterable[Any] = (
        (
            row.estate.name, row.subdistrict, row.community, *_paper(row.charter), *_paper(row.agreement),
            *(row.works.get(work, 0) for work in Work.values), *_money(row.money),
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("自主管理小区"), ESTATES, cells)


def works(rows: Iterable[overview.Row], *, month: str) -> HttpResponse:
    """Send how often each of the four duties was done in a month as a workbook."""
    cells: Iterable[Any] = (
        (row.estate.name, row.subdistrict, row.community, *(row.works.get(work, 0) for work in Work.values))
        for row in rows
    )
    return send(gettext("网格员四项职责") + month, (*PLACES, *WORKS), cells)


def all_funds(rows: Iterable[sums.Row]) -> HttpResponse:
    """Send a list of funds with their sums as a workbook."""
    cells: Iterable[Any] = (
        (
            row.fund.title, row.fund.estate.name, row.fund.year, str(row.fund.get_source_display()),
            str(row.fund.get_route_display()), *_money(row.money), row.fund.closed_on,
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("自主管理扶持资金"), FUNDS, cells)


def all_sums(found: sums.Sums, levels: dict[str, Any]) -> HttpResponse:
    """Send the sums of places as a workbook."""
    cells: Iterable[Any] = (
        ("　" * row.depth + row.name, str(levels.get(row.level, "")), *_money(row.money))
        for row in found.places
    )
    return send(gettext("扶持资金汇总"), SUMS, cells)


def ledger(found: funds.Ledger) -> HttpResponse:
    """Send the ledger of a fund as a workbook."""
    cells: Iterable[Any] = (
        (
            line.row.on, str(line.row.get_kind_display()), line.row.purpose, line.row.voucher, line.change,
            line.balance, line.row.advance_why, line.row.recorded_by_name,
        )
        for line in found.lines
    )  # fmt: skip
    return send(found.fund.title, LEDGER, cells)


def _paper(paper: overview.Paper) -> tuple[Any, ...]:
    return STATES[paper.tone], paper.row.valid_until if paper.row else None


def _money(money: Any) -> tuple[Any, ...]:
    return money.planned, money.received, money.spent, money.returned, money.balance
