"""Words of party work. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Form(TextChoices):
    """What an organisation is."""

    COMMITTEE = "committee", _("党委（党工委）")
    BRANCH = "branch", _("党支部")
    JOINT = "joint", _("联合党支部")
    GRID = "grid", _("网格党支部")
    GROUP = "group", _("党小组")


class Way(TextChoices):
    """How a unit is or is to be covered: own branch, the six ways of 细则三（一）, the group of 三（五）."""

    OWN = "own", _("单独成立党支部")
    RECRUIT = "recruit", _("选聘党员大学生")
    RECOMMEND = "recommend", _("推荐党员就业")
    DEVELOP = "develop", _("发展新党员")
    INSTRUCTOR = "instructor", _("选派党建指导员")
    JOINT = "joint", _("与相邻的物业服务企业联合组建")
    ATTACHED = "attached", _("挂靠网格党支部")
    GROUP = "group", _("委派网格党支部委员组建党小组")


class Unit(TextChoices):
    """What is to be covered."""

    COMPANY = "company", _("物业服务企业")
    ESTATE = "estate", _("自主管理庭院")
    COMMITTEE = "committee", _("业主委员会")


class Standing(TextChoices):
    """What kind of member."""

    FULL = "full", _("正式党员")
    PROBATIONARY = "probationary", _("预备党员")


class ActivityKind(TextChoices):
    """三会一课, the theme day and the rest of organisational life."""

    MEMBERS = "members_meeting", _("支部党员大会")
    COMMITTEE = "committee_meeting", _("支部委员会")
    GROUP = "group_meeting", _("党小组会")
    LECTURE = "lecture", _("党课")
    THEME_DAY = "theme_day", _("主题党日")
    ORGANISATION_LIFE = "organisation_life", _("组织生活会")
    APPRAISAL = "appraisal", _("民主评议党员")
    OPEN = "open_activity", _("开放式党组织活动")


class Element(TextChoices):
    """The five haves of 细则三（二）, then the elements of a courtyard of 三（五）."""

    VENUE = "venue", _("有场所")
    FACILITIES = "facilities", _("有设施")
    SIGNS = "signs", _("有标志")
    FLAG = "flag", _("有党旗")
    RULES = "rules", _("有制度")
    MEMBERS = "members", _("党员公示")


class PositionKind(TextChoices):
    COMPANY = "company", _("物业服务企业阵地")
    COURTYARD = "courtyard", _("自主管理庭院阵地")


FIVE_HAVES = (Element.VENUE, Element.FACILITIES, Element.SIGNS, Element.FLAG, Element.RULES)
COURTYARD_ELEMENTS = (Element.FLAG, Element.SIGNS, Element.MEMBERS)  # 党旗、党组织标识、党员公示
ELEMENTS = {PositionKind.COMPANY: FIVE_HAVES, PositionKind.COURTYARD: COURTYARD_ELEMENTS}


class PublicityKind(TextChoices):
    BOARD = "board", _("宣传栏")
    BANNER = "banner", _("横幅")
    SCREEN = "screen", _("电子屏")
    OTHER = "other", _("其他宣传阵地")
