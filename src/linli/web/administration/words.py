"""What the journal and the permission table say to people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.people.terms import Role
from linli.web.registry.words import FIELDS as REGISTRY_FIELDS
from linli.web.registry.words import VERBS as REGISTRY_VERBS

if TYPE_CHECKING:
    from linli.people.queries.journal import Lines
    from linli.rules.calendars.table import Calendar

PERMISSIONS: dict[str, Any] = {
    "desk.open": _("打开工作台"),
    "estate.view": _("查看小区档案"),
    "estate.edit": _("登记和修改小区"),
    "estate.import": _("导入小区清单"),
    "company.view": _("查看企业"),
    "company.edit": _("登记和修改企业"),
    "committee.edit": _("登记业主委员会"),
    "project.edit": _("登记人员、合同、公示、制度"),
    "contract.file": _("办理合同备案"),
    "contact.reveal": _("查看完整电话（留痕）"),
    "round.view": _("查看考评轮次"),
    "round.manage": _("组织考评轮次"),
    "fact.attest": _("填报考评事实"),
    "award.give": _("按区裁量打分"),
    "appeal.make": _("提出申诉"),
    "appeal.answer": _("答复申诉"),
    "listing.decide": _("决定红黑榜"),
    "result.publish": _("公布结果"),
    "journal.view": _("查看操作记录"),
    "user.manage": _("管理账号和岗位"),
    "place.manage": _("管理地域"),
    "setting.manage": _("修改设置"),
}
GROUPS: tuple[tuple[str, Any], ...] = (
    ("account.", _("登录和账号")),
    ("posting.", _("岗位")),
    ("estate.", _("小区")),
    ("company.", _("企业")),
    ("project.", _("服务项目")),
    ("contract.", _("合同")),
    ("committee.", _("业主委员会")),
    ("disclosure.", _("公示")),
    ("emergency.", _("三防工作")),
    ("contact.", _("查看电话")),
    ("round.", _("考评轮次")),
    ("fact.", _("考评事实")),
    ("award.", _("裁量打分")),
    ("appeal.", _("申诉")),
    ("listing.", _("红黑榜")),
    ("result.", _("结果公布")),
    ("file.", _("文件")),
    ("place.", _("地域")),
    ("grid.", _("网格")),
    ("setting.", _("设置")),
    ("journal.", _("操作记录")),
    ("calendar.", _("日历")),
)
VERBS: dict[str, Any] = {
    **REGISTRY_VERBS,
    "account.sign_in": _("登录"),
    "account.sign_out": _("退出登录"),
    "account.idle_out": _("离开太久，自动退出"),
    "account.fail": _("登录失败"),
    "account.lock": _("连续失败，账号锁定"),
    "account.unlock": _("解锁账号"),
    "account.revoke": _("结束别处的登录"),
    "account.open": _("开立账号"),
    "account.change": _("修改姓名或手机号"),
    "account.close": _("停用账号"),
    "account.reopen": _("重新启用账号"),
    "account.password": _("改密码"),
    "account.reset_password": _("重置密码"),
    "account.second_factor": _("设置第二重验证"),
    "account.second_factor_removed": _("取消第二重验证"),
    "account.second_factor_reset": _("清除第二重验证"),
    "account.backup_codes": _("换备用码"),
    "posting.open": _("安排岗位"),
    "posting.end": _("结束岗位"),
    "posting.extend": _("企业进驻，岗位随到小区"),
    "posting.curtail": _("企业撤出，岗位随之结束"),
    "place.import": _("导入区划"),
    "place.import_refused": _("导入区划未成"),
    "place.rename": _("地域改名"),
    "place.end": _("地域撤销"),
    "place.reopen": _("地域恢复"),
    "grid.open": _("设立网格"),
    "grid.import": _("导入网格清单"),
    "grid.rename": _("网格改名"),
    "grid.end": _("撤销网格"),
    "setting.change": _("修改设置"),
    "calendar.load": _("装入日历"),
    "journal.export": _("导出操作记录"),
    "journal.broken": _("核对操作记录，发现不符"),
    "import.upload": _("上传小区清单"),
    "import.check": _("核对小区清单"),
    "import.accept": _("收下小区清单"),
    "import.drop": _("放弃小区清单"),
    "import.estates": _("导入小区清单"),
    "file.store": _("上传文件"),
    "contact.reveal": _("查看完整电话"),
    "import.rows": _("导入小区清单"),
    "completeness.renew": _("重算档案完整度"),
    "fact.attest": _("填报事实"),
    "award.give": _("裁量打分"),
    "award.take_back": _("撤回裁量打分"),
    "round.plan": _("建立轮次"),
    "round.extend": _("延长期限"),
    "round.bar": _("设定回避"),
    "round.ask_scoring": _("发起计分"),
    "round.score": _("计分"),
    "round.score_part": _("计分"),
    "round.look": _("核看轮次"),
    "round.remind": _("催办"),
    "round.ask_workbook": _("导出轮次"),
    "result.ask_files": _("生成公布文件"),
    "round.open": _("开始填报"),
    "round.close": _("结束填报，进入核看"),
    "round.reopen": _("重新开放填报"),
    "round.draft": _("定为公示稿"),
    "round.withdraw": _("撤回公示"),
    "round.finalise": _("定稿"),
    "round.publish": _("公布轮次"),
    "round.supersede": _("由新结果取代"),
    "appeal.make": _("提出申诉"),
    "appeal.accept": _("申诉成立"),
    "appeal.reject": _("申诉不成立"),
    "appeal.withdraw": _("撤回申诉"),
    "round.rule": _("裁定是否否决"),
    "round.decide": _("决定轮次结果"),
    "result.publish_draft": _("公布草案"),
    "result.publish": _("公布结果"),
    "result.renew_draft": _("按申诉更新公示"),
    "result.ask": _("发起公布"),
    "listing.propose": _("提出上榜建议"),
    "listing.decide": _("决定上榜"),
    "listing.serve": _("事先告知"),
    "listing.accept": _("同意上榜"),
    "listing.decline": _("决定不上榜"),
    "listing.reopen": _("重新审议上榜"),
    "listing.issue": _("发布上榜"),
    "listing.rectify": _("整改后退榜"),
    "listing.leave": _("退出榜单"),
    "listing.expire": _("上榜到期"),
    "listing.review": _("复核榜单"),
    "listing.object": _("对上榜提出异议"),
    "listing.answer": _("答复异议"),
    "listing.sweep": _("榜单到期处理"),
}

FIELDS: dict[str, Any] = {
    **REGISTRY_FIELDS,
    "user": _("账号编号"),
    "username": _("用户名"),
    "phone_changed": _("手机号改了"),
    "active": _("在用"),
    "role": _("岗位"),
    "organisation": _("单位"),
    "people": _("人数"),
    "sessions": _("登录处数"),
    "device": _("设备"),
    "network": _("网段"),
    "how": _("登录方式"),
    "outcome": _("结果"),
    "form": _("文件格式"),
    "verb": _("事项"),
    "person": _("用户名"),
    "place": _("地方"),
    "first": _("从"),
    "last": _("到"),
    "before": _("编号早于"),
    "size": _("大小"),
    "sha256": _("内容指纹"),
    "state": _("状态"),
    "value": _("取值"),
    "points": _("分值"),
    "reason": _("理由"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal as a page shows it. changes: name, before, after"""

    number: int
    at: datetime
    who: str
    role: str
    what: str
    verb: str
    place: str
    clause: str
    note: str
    changes: tuple[tuple[str, str, str], ...]


def told(lines: Lines) -> list[Told]:
    """Return a page of the journal in words."""
    roles = dict(Role.choices)
    return [
        Told(
            number=row.id,
            at=row.at,
            who=who(row.actor_name),
            role=str(roles.get(row.role, "")),
            what=what(row.verb),
            verb=row.verb,
            place=lines.places.get(row.place, row.place),
            clause=row.clause,
            note=row.note,
            changes=tuple(_changes(row.change)),
        )
        for row in lines.rows
    ]


def what(verb: str) -> str:
    """Return a verb in words; one that has none yet by its group, and itself."""
    if verb in VERBS:
        return str(VERBS[verb])
    group = next((label for start, label in GROUPS if verb.startswith(start)), "")
    return f"{group} {verb}".strip()


def who(name: str) -> str:
    """Return the name of an actor as people say it."""
    if name == "anonymous":
        return gettext("未登录的人")
    return gettext("系统") if name.startswith("system:") else name


def change_text(change: dict[str, Any]) -> str:
    """Return what changed in one text, each value whole."""
    return "；".join(f"{name}: {_arrow(*_pair(pair))}" for name, pair in change.items())


def _arrow(before: Any, after: Any) -> str:
    had, has = (_whole(value) for value in (before, after))
    return f"{had} → {has}" if had else has


def _whole(value: Any) -> str:
    return "" if value is None else str(value)


def _pair(pair: Any) -> tuple[Any, Any]:
    return (pair[0], pair[1]) if isinstance(pair, list) and len(pair) == 2 else ("", pair)


def _changes(change: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, pair in change.items():
        before, after = _pair(pair)
        yield str(FIELDS.get(name, name)), _short(before), _short(after)


def _short(value: Any) -> str:
    text = _whole(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def months(found: Calendar | None) -> list[tuple[date, list[Any]]]:
    """Return the days that differ from the weekday rule, by month, for the preview of a calendar."""
    by_month: dict[date, list[Any]] = {}
    for day in found.days if found else ():
        if day.workday != (day.on.isoweekday() < 6):
            by_month.setdefault(day.on.replace(day=1), []).append(day)
    return sorted(by_month.items())
