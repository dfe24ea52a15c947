"""Words of meetings for people: tones of states, the invitation, the standard rules to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from linli.tripartite.terms import MeetingState, ResolutionState
from linli.web.templatetags.parts import moment

if TYPE_CHECKING:
    from datetime import date

    from linli.tripartite.models import Resolution
    from linli.tripartite.queries.meetings import Whole

TONES: dict[str, str] = {
    MeetingState.CALLED: "wait",
    MeetingState.MINUTED: "wait",
    MeetingState.APPROVED: "ok",
    MeetingState.CANCELLED: "off",
    ResolutionState.OPEN: "wait",
    ResolutionState.DONE: "wait",
    ResolutionState.ACCEPTED: "ok",
    ResolutionState.DROPPED: "off",
}
OUTCOMES = (
    "一致同意",
    "同意，按决议办理",
    "继续征求意见，下次再议",
    "已说明情况，没有异议",
    "没有形成一致意见",
)
RULES = """一、参加方：社区居民委员会、业主委员会（物业管理委员会）、物业服务企业，各推定人员参加。
二、召集：每季度至少召开一次联席会议；有急事时，任何一方可以提议，由社区在三个工作日内召集。
三、议题：各方会前提出，由社区汇总；居民反映集中的、上次决议没有办结的，必须列入。
四、议事：逐项讨论，各方充分发表意见；属于业主共同决定的事项，依照《民法典》第二百七十八条由业主表决，会议不代替业主作决定。
五、决议：写明事项、办理一方、完成期限；办结要有凭证，由下一次会议确认。
六、公开：纪要经确认后向居民公开，不公开个人信息。"""
WORKFLOW = """一、收集：居民通过窗口、热线、网格员或公示栏二维码反映，社区登记。
二、分办：属于物业服务的转企业，属于业主自治的转业主委员会，属于公共事务的由社区办理；说不清的，提交联席会议。
三、会商：联席会议逐项明确办理一方和期限。
四、办理：承办方按期办结，上传凭证；办不了的，期限届满前说明原因。
五、确认：下一次会议逐项确认，没有办好的退回重办。
六、公开和监督：结果在公示栏和小区公开页公布，接受居民评价。"""


def tone_of(row: Resolution, today: date) -> str:
    """Return how a resolution is shown: late if it is open past its day."""
    late = row.state == ResolutionState.OPEN and row.due_on < today
    return "late" if late else TONES[row.state]


def invitation(whole: Whole) -> str:
    """Return the text one sends to a group: when, where, what about."""
    row = whole.meeting
    lines = [
        gettext("【联席会议通知】%(estate)s：%(title)s") % {"estate": row.estate.name, "title": row.title},
        gettext("时间：%(at)s") % {"at": moment(row.planned_at)},
    ]
    if row.place_note:
        lines.append(gettext("地点：%(place)s") % {"place": row.place_note})
    lines.append(gettext("议题："))
    lines += [f"{item.row.number}. {item.row.title}" for item in whole.items]
    lines.append(gettext("请社区、业主委员会、物业服务企业各派人参加；不能到会的，请提前告诉社区。"))
    return "\n".join(lines)
