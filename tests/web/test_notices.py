from __future__ import annotations

import pytest
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.notices.models import Channel
from linli.notices.services import notices
from linli.notices.services.notices import Message

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A3")]
WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aoc-4bc4-97a0"
FORM = {
    "kind": "wecom",
    "name": "湛河北路物业群",
    "role": "subdistrict",
    "address": WECOM,
    "secret": "",
    "digest_at": "08:30",
    "quiet_from": "21:00",
    "quiet_until": "08:00",
}


@pytest.fixture
def desk(town, client):
    user = town.person("zhao", "subdistrict", "/1/1/")
    client.force_login(user)
    return user


def test_the_bell_counts_what_is_unread_and_following_reads_it(desk, client):
    message = Message(desk.pk, "k", Text("逾期 2 件", "2 late"), "/desk/")
    notices.tell(actor=Actor.system("test"), now=timezone.now(), messages=[message])

    page = client.get("/desk/notices/").content.decode()
    assert "<b>1</b>" in page
    assert "逾期 2 件" in page

    followed = client.post(f"/desk/notices/{desk.notices.get().pk}/")

    assert followed.url == "/desk/"
    assert "<b>1</b>" not in client.get("/desk/").content.decode()


def test_a_channel_is_opened_and_its_address_is_never_shown_again(desk, client):
    assert client.post("/desk/notices/channels/new/", FORM).status_code == 302

    page = client.get("/desk/notices/channels/").content.decode()

    assert "湛河北路物业群" in page
    assert "***97a0" in page
    assert "693a91f6" not in page


def test_a_wrong_address_is_told_beside_its_field_and_keeps_the_rest(desk, client):
    answer = client.post("/desk/notices/channels/new/", FORM | {"address": "https://example.cn/hook"})

    assert answer.status_code == 422
    assert "湛河北路物业群" in answer.content.decode()
    assert "qyapi.weixin.qq.com" in answer.content.decode()
    assert not Channel.objects.exists()


def test_an_address_left_empty_is_kept(desk, client):
    client.post("/desk/notices/channels/new/", FORM)
    channel = Channel.objects.get()

    client.post(f"/desk/notices/channels/{channel.pk}/", FORM | {"address": "", "name": "新名"})

    channel.refresh_from_db()
    assert (channel.name, channel.address) == ("新名", "693a91f6-7aoc-4bc4-97a0")


def test_the_number_of_queries_does_not_grow_with_messages(desk, client, django_assert_max_num_queries):
    told = [Message(desk.pk, f"k{n}", Text("有", "one"), "") for n in range(60)]
    notices.tell(actor=Actor.system("test"), now=timezone.now(), messages=told)

    with django_assert_max_num_queries(12):
        client.get("/desk/notices/")
