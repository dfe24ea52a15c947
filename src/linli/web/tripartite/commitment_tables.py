"""Commitments on their way out to Excel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext

from linli.paper.columns import Column
from linli.tripartite.terms import Side, Verdict
from linli.web.registry.tables import send

if TYPE_CHECKING:
    from linli.tripartite.queries.commitments import Row

COMMITMENTS = (
    Column("小区", width=24),
    Column("哪一方", width=26),
    Column("承诺", width=60),
    Column("从", "date"),
    Column("到（次日）", "date"),
    Column("绑定的数据", width=30),
    Column("目标", width=10),
    Column("现在", width=10),
    Column("数据说", width=12),
    Column("数据来源", width=40),
    Column("居民评", "integer"),
    Column("说做到了", "integer"),
    Column("撤回日期", "date"),
    Column("撤回原因", width=30),
)
WITHOUT = (Column("没有承诺的一方", width=30), Column("小区", width=30), Column("编码", width=24))


def commitments(rows: Iterable[Row]) -> HttpResponse:
    """Send a list of commitments as a workbook."""
    sides, verdicts = dict(Side.choices), dict(Verdict.choices)
    cells: list[Any] = []
    for each in rows:
        row, said = each.row, each.judged
        figures = ("", "", "", "", "")
        if said:
            figures = (
                said.measure.words.zh, f"{said.target_words}{said.measure.unit.zh}",
                f"{said.value_words}{said.measure.unit.zh}" if said.value_words else "",
                str(verdicts[said.verdict]), said.figure.source.zh,
            )  # fmt: skip
        voices = (each.voices.total, each.voices.kept) if each.voices.enough else (None, None)
        cells.append(
            (row.estate.name, str(sides[row.side]), row.text, row.since, row.until, *figures, *voices,
             row.withdrawn_on, row.withdrawn_why)
        )  # fmt: skip
    return send(gettext("服务承诺"), COMMITMENTS, cells)


def without(estates: Iterable[Any], side: Side) -> HttpResponse:
    """Send the estates without a commitment of a side as a workbook."""
    return send(
        gettext("没有承诺的小区"), WITHOUT, [(str(side.label), row.name, row.code) for row in estates]
    )
