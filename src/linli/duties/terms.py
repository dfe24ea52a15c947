"""Words of duties. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """How an obligation stands, as `rules.duties.judging` says it."""

    MET = "met", _("已落实")
    DUE = "due", _("待办")
    OVERDUE = "overdue", _("超期")
    NOT_APPLICABLE = "not_applicable", _("不适用")


TONES: dict[str, str] = {
    State.MET: "ok",
    State.DUE: "wait",
    State.OVERDUE: "late",
    State.NOT_APPLICABLE: "off",
}


class Every(TextChoices):
    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    HALF_YEAR = "half_year", _("每半年")
    YEAR = "year", _("每年")
    TERM = "term", _("每届")
    ONCE = "once", _("应当具备")
    WITHIN = "within", _("限期")
    OWN_DUE = "own_due", _("按定下的期限")
    ANY = "any", _("不定期")


class SubjectKind(TextChoices):
    ORGANISATION = "organisation", _("党组织")
    COMPANY = "company", _("物业服务企业")
    ESTATE = "estate", _("小区")
    INSTRUCTOR = "instructor", _("党建指导员")
    MANDATE = "mandate", _("联系点和包干片")
    COMMUNITY = "community", _("社区")
    SUBDISTRICT = "subdistrict", _("街道")
    DISTRICT = "district", _("区")
    CONTRACT = "contract", _("物业服务合同")
    OWNERS_COMMITTEE = "owners_committee", _("业主委员会")
    MEETING = "meeting", _("联席会议")
    RESOLUTION = "resolution", _("会议决议")
    PLAN = "plan", _("组建方案")
