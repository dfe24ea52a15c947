"""Out of the house: one message to one robot or mailbox, through Apprise."""

from __future__ import annotations

import logging
from typing import NamedTuple
from urllib.parse import quote

import apprise
from django.conf import settings

from linli.kernel.errors import Refused
from linli.notices.terms import ChannelKind

SCHEMES = {ChannelKind.WECOM: "wecombot", ChannelKind.DINGTALK: "dingtalk", ChannelKind.FEISHU: "feishu"}
LIMITS = "cto=5&rto=10&redirect=no"  # seconds to connect and to wait; robots don't move


class Answer(NamedTuple):
    """why: what the service or the network said, for the administrator; "" if it went out"""

    went: bool
    why: str = ""


def send(kind: str, kept: str, *, title: str, body: str) -> Answer:
    """Send one message; `kept` is what `addresses.token` returned. Blocks for some seconds at worst.

    :raises Refused: for e-mail, if the installation has no mail server
    """
    asset = apprise.AppriseAsset(
        app_id="Linli", app_desc="Linli", app_url="", storage_mode=apprise.PersistentStoreMode.MEMORY
    )
    robot = apprise.Apprise(asset=asset)
    if not robot.add(_address(kind, kept)):
        return Answer(False, "地址不能用 / the address can't be used")
    with apprise.LogCapture(  # type: ignore[no-untyped-call]
        level=logging.WARNING, fmt="%(message)s"
    ) as said:
        went = robot.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT)
        why = said.getvalue()
    return Answer(bool(went), "" if went else " ".join(why.split())[:300] or "没有回应 / no answer")


def _address(kind: str, kept: str) -> str:
    if kind != ChannelKind.EMAIL:
        return f"{SCHEMES[ChannelKind(kind)]}://{kept}/?{LIMITS}"
    server = settings.MAIL_SERVER
    if not server:
        raise Refused(
            "本系统还没有配置发信服务器（环境变量 MAIL_SERVER），请联系系统管理员。",
            "This installation has no mail server (environment variable MAIL_SERVER). Ask the administrator.",
        )
    joined = "&" if "?" in server else "?"
    return f"{server}{joined}to={quote(kept)}&{LIMITS}"
