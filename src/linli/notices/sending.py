"""Out of the house: one message to one robot or mailbox, through Apprise.

Only the one plugin that is needed is loaded, and only when something is sent: all of Apprise takes seconds
and 50 MB, which no web worker should carry.
"""

from __future__ import annotations

import importlib
import logging
from typing import Any, NamedTuple
from urllib.parse import quote

from django.conf import settings

from linli.kernel.errors import Refused
from linli.notices.terms import ChannelKind

PLUGINS = {
    ChannelKind.WECOM: ("wecombot", "NotifyWeComBot"),
    ChannelKind.DINGTALK: ("dingtalk", "NotifyDingTalk"),
    ChannelKind.FEISHU: ("feishu", "NotifyFeishu"),
    ChannelKind.EMAIL: ("email", "NotifyEmail"),
}
LIMITS = "cto=5&rto=10&redirect=no"  # seconds to connect and to wait; robots don't move


class Answer(NamedTuple):
    """why: what the service or the network said, for the administrator; "" if it went out"""

    went: bool
    why: str = ""


def send(kind: str, kept: str, *, title: str, body: str) -> Answer:
    """Send one message; `kept` is what `addresses.token` returned. Blocks for some seconds at worst.

    :raises Refused: for e-mail, if the installation has no mail server
    """
    address = _address(ChannelKind(kind), kept)
    apprise = importlib.import_module("apprise")
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:
        robot = _robot(ChannelKind(kind), address, apprise)
        went = robot is not None and robot.notify(title=title, body=body)
        why = said.getvalue()
    return Answer(bool(went), "" if went else " ".join(why.split())[:300] or "没有回应 / no answer")


def _robot(kind: ChannelKind, address: str, apprise: Any) -> Any:
    """Return Apprise's sender for an address; None if the address makes no sense to it."""
    module, name = PLUGINS[kind]
    plugin = getattr(importlib.import_module(f"apprise.plugins.{module}"), name)
    parts = plugin.parse_url(address)
    asset = apprise.AppriseAsset(
        app_id="Linli", app_desc="Linli", app_url="", storage_mode=apprise.PersistentStoreMode.MEMORY
    )
    try:
        return plugin(asset=asset, **parts) if parts else None
    except apprise.exception.AppriseException:
        return None


def _address(kind: ChannelKind, kept: str) -> str:
    if kind != ChannelKind.EMAIL:
        return f"{PLUGINS[kind][0]}://{kept}/?{LIMITS}"
    server = settings.MAIL_SERVER
    if not server:
        raise Refused(
            "本系统还没有配置发信服务器（环境变量 MAIL_SERVER），请联系系统管理员。",
            "This installation has no mail server (environment variable MAIL_SERVER). Ask the administrator.",
        )
    joined = "&" if "?" in server else "?"
    return f"{server}{joined}to={quote(kept)}&{LIMITS}"
