"""Words of messages to people. Imports nothing of ours."""

from __future__ import annotations

from datetime import time

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChannelKind(TextChoices):
    WECOM = "wecom", _("企业微信群机器人")
    DINGTALK = "dingtalk", _("钉钉群机器人")
    FEISHU = "feishu", _("飞书群机器人")
    EMAIL = "email", _("电子邮件")


class Sent(TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("没有发出")


QUIET_FROM, QUIET_UNTIL = time(21, 0), time(8, 0)
DIGEST_AT = time(8, 30)
TRIES = 3
