"""Words of publication. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """How firm a published result is."""

    DRAFT = "draft", _("公示中")
    FINAL = "final", _("已公布")


class Roll(TextChoices):
    """Which list an entry stands on."""

    RED = "red", _("红榜")
    WATCH = "watch", _("关注名单")
    BLACK = "black", _("黑榜")


class EntryState(TextChoices):
    """Where an entry stands, from the proposal to its end."""

    PROPOSED = "proposed", _("待决定")
    NOTICED = "noticed", _("已告知，等待异议")
    ACCEPTED = "accepted", _("同意上榜，待发布")
    DECLINED = "declined", _("不上榜")
    ISSUED = "issued", _("在榜")
    RECTIFIED = "rectified", _("整改合格，已退出")
    LEFT = "left", _("已撤下")
    EXPIRED = "expired", _("到期退出")


ENDED = (EntryState.RECTIFIED, EntryState.LEFT, EntryState.EXPIRED)
TONES = {
    EntryState.PROPOSED: "wait",
    EntryState.NOTICED: "wait",
    EntryState.ACCEPTED: "wait",
    EntryState.DECLINED: "off",
    EntryState.ISSUED: "ok",
    EntryState.RECTIFIED: "ok",
    EntryState.LEFT: "off",
    EntryState.EXPIRED: "off",
}
