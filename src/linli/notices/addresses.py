"""What a person pastes as the address of a robot, read strictly: only the known services, only their tokens.

Nothing of the pasted address but the token is ever used: no channel can be made to call another server.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from linli.kernel.errors import Refused
from linli.notices.terms import ChannelKind

PATTERNS = {
    ChannelKind.WECOM: re.compile(
        r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([A-Za-z0-9_-]{8,80})"
    ),
    ChannelKind.DINGTALK: re.compile(
        r"https://oapi\.dingtalk\.com/robot/send\?access_token=([A-Za-z0-9]{8,100})"
    ),
    ChannelKind.FEISHU: re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([A-Za-z0-9_-]{8,80})/?"),
}
EXAMPLES = {
    ChannelKind.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
    ChannelKind.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=…",
    ChannelKind.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/…",
}
SECRET = re.compile(r"[A-Za-z0-9]{0,100}")


def token(kind: str, pasted: str, secret: str = "") -> str:
    """Return what is kept of an address: the e-mail address, the robot's token, or "secret@token".

    :raises Refused: if it is not an address of that service, showing what one looks like
    """
    text = pasted.strip()
    if kind == ChannelKind.EMAIL:
        return _email(text)
    found = PATTERNS[ChannelKind(kind)].fullmatch(text)
    if found is None:
        label, example = ChannelKind(kind).label, EXAMPLES[ChannelKind(kind)]
        raise Refused(
            f"这不是{label}的地址。请在群里打开机器人的设置，复制完整的 Webhook 地址，形如 {example}",
            f"Not the address of such a robot. Copy its whole webhook address, which looks like {example}",
            fields=("address",),
        )
    if not SECRET.fullmatch(secret.strip()):
        raise Refused(
            "加签密钥只有字母和数字，请重新复制（没有启用加签就留空）。",
            "The signing secret has letters and digits only; leave it empty if signing is off.",
            fields=("secret",),
        )
    return f"{secret.strip()}@{found[1]}" if secret.strip() and kind == ChannelKind.DINGTALK else found[1]


def mask(kind: str, kept: str) -> str:
    """Return an address as it is shown: enough to tell two apart, not enough to use it."""
    if kind == ChannelKind.EMAIL:
        name, _, host = kept.partition("@")
        return f"{name[:1]}***@{host}"
    return f"***{kept[-4:]}"


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(
            "请写一个完整的邮箱地址，例如 wuye@example.cn。",
            "Write a whole e-mail address, such as wuye@example.cn.",
            fields=("address",),
        ) from None
    return text
