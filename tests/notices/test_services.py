from __future__ import annotations

from datetime import time, timedelta

import pytest

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.text import Text
from linli.notices.models import Channel, Dispatch, Notice
from linli.notices.queries import channels as channel_queries
from linli.notices.queries import notices as queries
from linli.notices.sending import Answer
from linli.notices.services import channels, notices
from linli.notices.services.channels import Digest
from linli.notices.services.notices import Message

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A3")]
CLERK = Actor.system("test")
HOURS = {"quiet_from": time(21), "quiet_until": time(8), "digest_at": time(8, 30)}


@pytest.fixture
def desk(town):
    town.place("/1/1/1/")
    user = town.person("zhou", "community", "/1/1/1/")
    return user, town.actor("zhou", "community", "/1/1/1/")


def opened(actor, now, **fields):
    wanted = {"name": "群", "role": "community", **HOURS, **fields}
    return channels.open_channel(
        actor=actor, now=now, kind="wecom", path="/1/1/1/", address="abcdefgh", fields=wanted
    )


def test_a_message_comes_once_and_is_unread_until_it_is_read(desk, now):
    user, actor = desk
    message = Message(user=user.pk, key="digest:2026-11-23", text=Text("两件", "two"), href="/desk/")

    assert notices.tell(actor=CLERK, now=now, messages=[message]) == 1
    assert notices.tell(actor=CLERK, now=now, messages=[message]) == 0
    assert queries.unread(actor) == 1

    notices.read(actor=actor, now=now, pk=queries.inbox(actor)[0].pk)

    assert queries.unread(actor) == 0


def test_nobody_reads_for_somebody_else(desk, town, now):
    user, _ = desk
    other = town.actor("other", "community", "/1/1/1/")
    notices.tell(actor=CLERK, now=now, messages=[Message(user.pk, "k", Text("有", "one"), "")])

    notices.read(actor=other, now=now)

    assert Notice.objects.get().read_at is None
    assert queries.inbox(other) == []


def test_a_channel_is_opened_where_one_manages_and_its_address_is_sealed(desk, town, now):
    _, actor = desk
    row = opened(actor, now)

    with pytest.raises(NotAllowed):
        channels.open_channel(
            actor=actor,
            now=now,
            kind="wecom",
            path="/2/",
            address="x",
            fields={"name": "n", "role": "grid", **HOURS},
        )

    assert Channel.objects.get(pk=row.pk).address == "abcdefgh"
    assert "abcdefgh" not in str(
        Channel.objects.extra(select={"raw": "address"}).values_list("raw", flat=True)
    )


def test_a_digest_in_the_quiet_hours_is_refused_beside_its_field(desk, now):
    _, actor = desk

    with pytest.raises(Refused) as refused:
        opened(actor, now, digest_at=time(22))

    assert refused.value.fields == ("digest_at",)


def test_a_digest_goes_once_a_day_and_waits_for_the_end_of_the_quiet_hours(desk, now):
    _, actor = desk
    row = opened(actor, now, quiet_from=time(0), quiet_until=time(23, 59), digest_at=time(23, 59))
    digest = Digest(row, "一件", ("a",))

    channels.put_out(actor=CLERK, now=now, day=now.date(), digests=[digest])
    channels.put_out(actor=CLERK, now=now, day=now.date(), digests=[digest])

    assert Dispatch.objects.count() == 1
    assert channel_queries.waiting(CLERK, now=now) == []
    assert len(channel_queries.waiting(CLERK, now=now + timedelta(days=1))) == 1


def test_what_fails_is_tried_three_times_and_then_says_why(desk, now):
    _, actor = desk
    row = opened(actor, now)
    channels.put_out(actor=CLERK, now=now, day=now.date(), digests=[Digest(row, "一件", ("a",))])

    for _ in range(3):
        dispatch = Dispatch.objects.select_related("channel").get()
        assert dispatch.state == "waiting"
        channels.note_sent(actor=CLERK, now=now, dispatch=dispatch, answer=Answer(False, "robot gone"))

    assert Dispatch.objects.get().state == "failed"
    assert Channel.objects.get().last_error == "robot gone"
    assert channel_queries.waiting(CLERK, now=now + timedelta(days=9)) == []
