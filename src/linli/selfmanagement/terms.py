"""Words of self-management. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Work(TextChoices):
    """The four duties of grid workers at self-managed estates (细则二（二）, C3)."""

    POLICY = "policy", _("政策宣传")
    INFORMATION = "information", _("信息收集")
    GUIDANCE = "guidance", _("党建指导")
    SUPERVISION = "supervision", _("日常监督")


class Source(TextChoices):
    """Where money comes from (C4)."""

    CONSTRUCTION = "construction", _("社区建设经费")
    BENEFIT = "benefit", _("惠民项目资金")
    OTHER = "other", _("其他资金")


class Route(TextChoices):
    """On which of the three routes it supports self-management (C4)."""

    OPERATION = "operation", _("运行保障")
    SUBSIDY = "subsidy", _("服务补贴")
    BALANCE = "balance", _("项目平衡")


class Entry(TextChoices):
    RECEIVED = "received", _("到账")
    SPENT = "spent", _("支出")
    RETURNED = "returned", _("退回")
    CORRECTION = "correction", _("更正")
