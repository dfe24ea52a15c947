"""Words of places and people. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    CITY = "city", _("市")
    DISTRICT = "district", _("区")
    SUBDISTRICT = "subdistrict", _("街道（镇）")
    COMMUNITY = "community", _("社区（村）")
    GRID = "grid", _("网格")
    ESTATE = "estate", _("小区")


class Role(TextChoices):
    BUREAU = "bureau", _("区住建局")
    ORGANISATION = "organisation", _("区委组织部")
    SUBDISTRICT = "subdistrict", _("街道")
    COMMUNITY = "community", _("社区")
    GRID = "grid", _("网格员")
    INSTRUCTOR = "instructor", _("党建指导员")
    COMPANY = "company", _("物业服务企业")
    COMMITTEE = "committee", _("业委会")
    OWNER = "owner", _("业主")
    ASSESSOR = "assessor", _("考评组成员")
    ADMIN = "admin", _("系统管理员")
