"""Words of the coordination of three sides. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """The three sides (细则三（四）)."""

    COMMUNITY = "community", _("社区居委会")
    COMMITTEE = "committee", _("业主委员会（物业管理委员会）")
    COMPANY = "company", _("物业服务企业")


class PaperKind(TextChoices):
    RULES = "rules", _("议事规则")
    WORKFLOW = "workflow", _("工作流程")
    OTHER = "other", _("其他文件")


class MeetingState(TextChoices):
    CALLED = "called", _("已召集")
    MINUTED = "minuted", _("纪要待确认")
    APPROVED = "approved", _("纪要已确认")
    CANCELLED = "cancelled", _("已取消")


class ResolutionState(TextChoices):
    OPEN = "open", _("在办")
    DONE = "done", _("已办，待会议确认")
    ACCEPTED = "accepted", _("会议已确认")
    DROPPED = "dropped", _("不再办理")


class Direction(TextChoices):
    """双向进入、交叉任职: both directions."""

    QUALITY_DIRECTOR = "quality_director", _("兼任物业服务企业义务质量总监")
    COMMUNITY_SEAT = "community_seat", _("兼任社区“两委”委员")


class Verdict(TextChoices):
    """What the figure says of a commitment that is bound to one."""

    KEPT = "kept", _("已兑现")
    BROKEN = "broken", _("未兑现")
    UNKNOWN = "unknown", _("还没有数据")


LEAST_VOICES = 5  # below it, what residents said is not counted out, so that nobody is told from another
