from __future__ import annotations

from datetime import datetime, time

import pytest

from linli.kernel.errors import Refused
from linli.notices import addresses, quiet

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa"


@pytest.mark.parametrize(
    ("kind", "pasted", "secret", "kept"),
    [
        ("wecom", f"  {WECOM} ", "", "693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=abcdef123456", "", "abcdef123456"),
        (
            "dingtalk",
            "https://oapi.dingtalk.com/robot/send?access_token=abcdef123456",
            "SEC99",
            "SEC99@abcdef123456",
        ),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/0f-1a-2b3c4d", "", "0f-1a-2b3c4d"),
        ("email", "wuye@example.cn", "", "wuye@example.cn"),
    ],
)
def test_of_an_address_only_the_token_is_kept(kind, pasted, secret, kept):
    assert addresses.token(kind, pasted, secret) == kept


@pytest.mark.parametrize(
    ("kind", "pasted"),
    [
        ("wecom", "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=693a91f6-7aoc"),
        ("wecom", "http://127.0.0.1:8000/cgi-bin/webhook/send?key=693a91f6-7aoc"),
        ("wecom", WECOM + "&redirect=yes"),
        ("feishu", "file:///etc/passwd"),
        ("dingtalk", WECOM),
        ("email", "nobody"),
    ],
)
def test_an_address_of_anything_else_is_refused_with_an_example(kind, pasted):
    with pytest.raises(Refused) as refused:
        addresses.token(kind, pasted)

    assert refused.value.fields == ("address",)
    assert "https://" in refused.value.text.zh or "@" in refused.value.text.zh


def test_a_shown_address_cannot_be_used():
    assert addresses.mask("wecom", "693a91f6-7aoc") == "***7aoc"
    assert addresses.mask("email", "wuye@example.cn") == "w***@example.cn"


@pytest.mark.parametrize(
    ("hour", "speaks"),
    [(7, "08:00"), (8, "08:00"), (12, "12:00"), (20, "20:00"), (21, "08:00"), (23, "08:00")],
)
def test_quiet_hours_over_midnight_wait_for_their_end(hour, speaks):
    now = datetime(2026, 11, 23, hour, 0)  # noqa: DTZ001  local time, as the channel counts

    at = quiet.may_speak_at(now, start=time(21), end=time(8))

    assert f"{at:%H:%M}" == speaks
    assert at >= now


def test_equal_ends_mean_no_quiet_hours():
    assert not quiet.is_quiet(time(3), start=time(8), end=time(8))
