"""Lists of mandates on their way out to Excel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext

from linli.paper.columns import Column
from linli.web.registry.tables import send

if TYPE_CHECKING:
    from linli.mandates.queries import gaps
    from linli.mandates.queries import mandates as queries

MANDATES = (
    Column("街道", width=18),
    Column("责任", width=22),
    Column("负责哪里", width=24),
    Column("姓名或科室", width=18),
    Column("职务", width=18),
    Column("办公电话", width=16),
    Column("从", "date"),
    Column("到（次日）", "date"),
    Column("走访次数", "integer"),
    Column("上次走访", "date"),
)
GAPS = (
    Column("街道", width=18),
    Column("缺什么", width=40),
    Column("社区", "integer"),
    Column("已包干", "integer"),
    Column("没有包干的社区", width=50),
    Column("只包干了一部分的社区", width=40),
)


def mandates(rows: Iterable[queries.Row]) -> HttpResponse:
    """Send a list of mandates as a workbook."""
    cells: Iterable[Any] = (
        (
            row.subdistrict, str(row.mandate.get_kind_display()), row.place, row.mandate.name,
            row.mandate.title, row.mandate.phone, row.mandate.since, row.mandate.until,
            row.visits if row.is_visited else None, row.last,
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("包干联系"), MANDATES, cells)


def without(rows: Iterable[gaps.Subdistrict]) -> HttpResponse:
    """Send what nobody answers for as a workbook."""
    cells: Iterable[Any] = (
        (
            row.name, "、".join(str(each) for each in row.missing), row.communities, row.covered,
            "、".join(row.uncovered), "、".join(row.partly),
        )
        for row in rows
        if not row.is_whole
    )  # fmt: skip
    return send(gettext("没有明确责任的地方"), GAPS, cells)
