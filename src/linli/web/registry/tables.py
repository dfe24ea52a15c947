"""Lists on their way out to Excel. The headings are those the import reads: what leaves can come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext

from linli.paper import xlsx
from linli.paper.columns import Column
from linli.registry.queries.estates import Row

if TYPE_CHECKING:
    from linli.registry.models import Company
    from linli.registry.queries.grids import Grid

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ESTATES = (
    Column("小区名称", width=26),
    Column("所属街道", width=16),
    Column("所属社区", width=16),
    Column("所属网格", width=12),
    Column("地址", width=30),
    Column("建成年份", width=10),
    Column("楼栋数", "integer"),
    Column("户数", "integer"),
    Column("建筑面积（㎡）", "decimal", width=16),
    Column("管理类型", width=12),
    Column("小区类别", width=14),
    Column("物业服务企业", width=34),
    Column("档案完整度（%）", "integer"),
    Column("小区编码", width=22),
)
COMPANIES = (
    Column("物业服务企业", width=34),
    Column("统一社会信用代码", width=22),
    Column("法定代表人", width=12),
    Column("省监管平台登记日期", "date"),
    Column("在管项目", "integer"),
    Column("在管户数", "integer"),
)
GRIDS = (
    Column("所属街道", width=16),
    Column("所属社区", width=16),
    Column("网格编号", width=10),
    Column("所属网格", width=18),
    Column("网格员", width=18),
    Column("小区名称", width=26),
    Column("小区编码", width=22),
)
FAULTS = (
    Column("行", "integer"),
    Column("列", width=22),
    Column("填的内容", width=30),
    Column("为什么没收", width=60),
    Column("Reason", width=60),
)


def words_estates() -> str:
    return gettext("小区")


def estates(rows: Iterable[Row]) -> HttpResponse:
    """Send a list of estates as a workbook."""
    return send(
        gettext("小区清单"),
        ESTATES,
        (
            (
                row.name, row.subdistrict, row.community, row.grid, row.address,
                str(row.built_year or ""), row.buildings, row.households, row.floor_area,
                str(row.mode_words), str(row.kind_words), row.company, row.percent, row.code,
            )
            for row in rows
        ),
    )  # fmt: skip


def companies(rows: Iterable[Company]) -> HttpResponse:
    """Send a list of companies as a workbook."""
    cells: Iterable[Any] = (
        (
            row.name, row.uscc, row.legal_representative, row.registered_on,
            row.projects_now, row.households,  # type: ignore[attr-defined]
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("企业清单"), COMPANIES, cells)


def grids(found: Iterable[tuple[Grid, str, str]]) -> HttpResponse:
    """Send grids with their workers, one row for each of their estates, as a workbook."""
    rows = (
        (grid.subdistrict, grid.community, grid.number, grid.name, "、".join(grid.workers), name, code)
        for grid, name, code in found
    )
    return send(gettext("网格清单"), GRIDS, rows)


def faults(found: Iterable[dict[str, Any]]) -> HttpResponse:
    """Send the faults of an import, one to a row, with the spreadsheet's own row numbers."""
    rows = (
        (one["row"], one["column"], str(one["value"]), one["reason_zh"], one["reason_en"]) for one in found
    )
    return send(gettext("导入问题清单"), FAULTS, rows)


def send(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    """Send a workbook under its name."""
    response = HttpResponse(xlsx.table(columns, rows, sheet=name), content_type=MEDIA)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response
