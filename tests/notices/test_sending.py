from __future__ import annotations

import pytest

from linli.kernel.errors import Refused
from linli.notices.sending import send


def test_a_robot_is_told(robot):
    answer = send("wecom", "abcdefgh", title="邻里：今日待办", body="逾期 1 件")

    assert answer.went
    assert "逾期 1 件" in robot.said[0]


def test_what_came_back_is_told(robot):
    robot.status = 403

    answer = send("wecom", "abcdefgh", title="邻里", body="试发")

    assert not answer.went
    assert "403" in answer.why


def test_without_a_mail_server_mail_is_refused_with_the_mend(settings):
    settings.MAIL_SERVER = ""

    with pytest.raises(Refused, match="MAIL_SERVER"):
        send("email", "wuye@example.cn", title="邻里", body="试发")


def test_mail_goes_out_through_the_installations_server(mailbox, settings):
    settings.MAIL_SERVER = f"mailto://127.0.0.1:{mailbox.port}?from=linli@example.cn&smtp=127.0.0.1"

    answer = send("email", "wuye@example.cn", title="邻里：今日待办", body="逾期 1 件")

    assert answer.went
    assert mailbox.to == ["wuye@example.cn"]
