"""Lists of the three sides on their way out to Excel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from linli.paper.columns import Column
from linli.tripartite.terms import Direction, MeetingState, ResolutionState, Side
from linli.web.registry.tables import send

if TYPE_CHECKING:
    from linli.tripartite.models import Appointment, Resolution
    from linli.tripartite.queries import mechanisms
    from linli.tripartite.queries import meetings as held

PLACES = (Column("小区", width=24), Column("街道", width=16), Column("社区", width=16))
MEETINGS = (
    Column("会议", width=36),
    *PLACES,
    Column("状态", width=14),
    Column("计划日期", "date"),
    Column("开会日期", "date"),
    Column("到会", width=36),
    Column("议题", "integer"),
    Column("决议", "integer"),
    Column("未办结", "integer"),
)
RESOLUTIONS = (
    Column("决议", width=50),
    Column("小区", width=24),
    Column("会议", width=36),
    Column("开会日期", "date"),
    Column("由谁办", width=26),
    Column("负责人", width=12),
    Column("完成期限", "date"),
    Column("状态", width=18),
    Column("完成日期", "date"),
    Column("做了什么", width=50),
)
ESTATES = (
    *PLACES,
    Column("联动机制自", "date"),
    Column("缺哪一方", width=30),
    Column("缺哪份文件", width=20),
    Column("义务质量总监", width=14),
    Column("上次会议", "date"),
    Column("在办决议", "integer"),
    Column("超期决议", "integer"),
)
APPOINTMENTS = (
    Column("姓名", width=12),
    Column("职务", width=20),
    Column("方向", width=30),
    Column("小区", width=24),
    Column("物业服务企业", width=34),
    Column("任期从", "date"),
    Column("任期止（次日）", "date"),
)
WITHOUT = (Column("缺什么", width=34), Column("小区或企业", width=40), Column("编码", width=24))


def meetings(rows: Iterable[held.Row]) -> HttpResponse:
    """Send a list of meetings as a workbook."""
    states, sides = dict(MeetingState.choices), dict(Side.choices)
    cells: Iterable[Any] = (
        (
            row.meeting.title, row.meeting.estate.name, row.subdistrict, row.community,
            str(states[row.meeting.state]), timezone.localdate(row.meeting.planned_at), row.meeting.held_on,
            "、".join(str(sides[side]) for side in row.sides), row.items, row.resolutions, row.open,
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("联席会议"), MEETINGS, cells)


def _labels(words: Iterable[Any]) -> str:
    return "、".join(str(word.label) for word in words)


def resolutions(rows: Iterable[Resolution], *, named: bool) -> HttpResponse:
    """Send a list of resolutions as a workbook. named: with who answers for them"""
    states, sides = dict(ResolutionState.choices), dict(Side.choices)
    cells: Iterable[Any] = (
        (
            row.text, row.estate.name, row.meeting.title, row.meeting.held_on, str(sides[row.side]),
            row.owner if named else "", row.due_on, str(states[row.state]), row.done_on,
            row.report if named else "",
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("会议决议"), RESOLUTIONS, cells)


def estates(rows: Iterable[mechanisms.Row]) -> HttpResponse:
    """Send how estates stand with their three sides as a workbook."""
    cells: Iterable[Any] = (
        (
            row.estate.name, row.subdistrict, row.community,
            row.mechanism.since if row.mechanism else None,
            _labels(row.missing), _labels(row.lacking),
            row.director, row.last, row.open, row.overdue,
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("三方联动"), ESTATES, cells)


def appointments(rows: Iterable[Appointment]) -> HttpResponse:
    """Send a list of cross-appointments as a workbook."""
    directions = dict(Direction.choices)
    cells: Iterable[Any] = (
        (
            row.name, row.title, str(directions[row.direction]), row.estate.name if row.estate else "",
            row.company.name, row.since, row.until,
        )
        for row in rows
    )  # fmt: skip
    return send(gettext("交叉任职"), APPOINTMENTS, cells)


def without(estates: Iterable[Any], companies: Iterable[Any]) -> HttpResponse:
    """Send who lacks a cross-appointment as a workbook."""
    director, seat = gettext("没有义务质量总监"), gettext("负责人没有任“两委”兼职委员")
    cells = [(director, row.name, row.code) for row in estates]
    cells += [(seat, row.name, row.uscc) for row in companies]
    return send(gettext("没有交叉任职"), WITHOUT, cells)
