"""Words of the registry's pages: choices, and what a line of the journal says to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.people.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.base.models import JournalEntry

FOOTHOLDS = ("q", "at", "mode", "kind", "company", "complete", "grid", "sort")
COMPLETE = (("full", _("齐全")), ("gaps", _("有缺项")), ("poor", _("不足60%")))

VERBS: dict[str, Any] = {
    "estate.register": _("登记小区"),
    "estate.import": _("由清单导入"),
    "estate.change": _("修改小区信息"),
    "estate.move": _("调整所属社区或网格"),
    "estate.mode": _("变更管理类型"),
    "estate.close": _("注销小区"),
    "company.register": _("登记企业"),
    "company.change": _("修改企业信息"),
    "project.start": _("企业进驻服务"),
    "project.end": _("企业服务结束"),
    "project.change": _("修改服务项目"),
    "post.appoint": _("关键岗位到任"),
    "post.change": _("修改关键岗位"),
    "post.vacate": _("关键岗位离任"),
    "staffing.count": _("登记人员配置"),
    "contract.sign": _("登记物业服务合同"),
    "contract.change": _("修改物业服务合同"),
    "contract.file": _("合同备案"),
    "contract.withdraw": _("撤回合同备案"),
    "disclosure.show": _("登记公示"),
    "disclosure.check": _("核查公示"),
    "document.issue": _("登记制度文件"),
    "document.change": _("修改制度文件"),
    "emergency.record": _("登记三防工作"),
    "emergency.void": _("作废三防记录"),
    "committee.elect": _("业主委员会选出"),
    "committee.change": _("修改业主委员会信息"),
    "committee.file": _("业主委员会备案"),
    "committee.dissolve": _("业主委员会终止"),
}
FIELDS: dict[str, Any] = {
    "name": _("名称"),
    "address": _("地址"),
    "kind": _("种类"),
    "mode": _("管理类型"),
    "since": _("起始日期"),
    "until": _("结束日期"),
    "built_year": _("建成年份"),
    "buildings": _("楼栋数"),
    "households": _("户数"),
    "occupied_households": _("入住户数"),
    "elderly_households": _("老年人家庭户数"),
    "plan": _("分类推进计划"),
    "floor_area": _("建筑面积"),
    "green_area": _("绿地面积"),
    "lifts": _("电梯数"),
    "garage": _("地下车库"),
    "parking": _("停车位"),
    "building_type": _("建筑类型"),
    "path": _("所属位置"),
    "closed_on": _("注销日期"),
    "fee": _("物业费"),
    "phone": _("电话"),
    "hours": _("值守时间"),
    "number": _("编号"),
    "uscc": _("信用代码"),
    "signed_on": _("签订日期"),
    "start": _("起始日期"),
    "end": _("截止日期"),
    "filed_on": _("备案日期"),
    "filing_number": _("备案编号"),
    "shown_on": _("公示日期"),
    "checked_on": _("核查日期"),
    "members": _("委员人数"),
    "valid_until": _("有效期止"),
    "title": _("标题"),
    "issued_on": _("印发日期"),
    "required": _("应配人数"),
    "order": _("秩序维护"),
    "cleaning": _("保洁"),
    "repair": _("维修"),
    "service": _("客服"),
    "other": _("其他"),
    "party_members": _("正式党员"),
    "probationary": _("预备党员"),
    "elected_on": _("选举日期"),
    "post": _("岗位"),
    "term_until": _("任期届满"),
    "dissolved_on": _("终止日期"),
    "registered_on": _("平台登记日期"),
    "platform_number": _("平台登记号"),
    "duties": _("岗位职责"),
    "legal_representative": _("法定代表人"),
    "place_note": _("公示位置"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal in plain words. changes: field, before, after"""

    at: datetime
    words: Any
    who: str
    clause: str
    note: str
    changes: list[tuple[Any, str, str]]
    good: bool


def told(line: JournalEntry) -> Told:
    """Say what a line of the journal means to whoever may see the thing it is about."""
    roles = dict(Role.choices)
    changes = [
        (FIELDS[name], _plain(pair[0]), _plain(pair[1]))
        for name, pair in line.change.items()
        if name in FIELDS and isinstance(pair, list) and len(pair) == 2
    ]
    return Told(
        at=line.at,
        words=VERBS.get(line.verb, line.verb),
        who=str(roles.get(line.role, gettext("系统"))),
        clause=line.clause,
        note=line.note,
        changes=changes,
        good=line.verb in {"contract.file", "committee.file", "estate.register"},
    )


def gathered(lines: Iterable[Told]) -> list[tuple[Told, int]]:
    """Return lines with how often each was said: those that read alike on one day stand once.

    They need not follow each other: what one command writes about several things alternates.
    """
    found: dict[tuple[object, ...], tuple[Told, int]] = {}
    for line in lines:
        key = timezone.localtime(line.at).date(), str(line.words), line.who, line.note
        first, times = found.get(key, (line, 0))
        found[key] = first, times + 1
    return list(found.values())


def _plain(value: Any) -> str:
    if value is True or value is False:
        return gettext("有") if value else gettext("没有")
    return "" if value is None else str(value)
