from __future__ import annotations

from datetime import date, time

import pytest
from django.utils import timezone

from linli.base.models import Job
from linli.jobs import clock, reminding
from linli.kernel.actor import Actor
from linli.notices.models import Dispatch, Notice
from linli.notices.services import channels
from linli.registry.models import Contract
from tests.notices.conftest import robot  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A3")]
CLERK = Actor.system("test")


@pytest.fixture
def late(town):
    """A contract that should have been filed long ago; the company and the bureau have it in their Today."""
    town.place("/1/1/1/", level="community")
    estate, company = town.estate("和顺家园", "/1/1/1/"), town.company("禾邻物业", 1)
    project = town.project(estate, company)
    contract = Contract.objects.create(
        project=project,
        kind="first",
        signed_on=date(2024, 1, 2),
        start=date(2024, 1, 2),
        updated_at=timezone.now(),
    )
    town.person("chen", "bureau", "/1/")
    return contract


def remind():
    return reminding.remind(actor=CLERK, arguments={}, progress=lambda done, total: None)


def digests():
    return reminding.digests(actor=CLERK, arguments={}, progress=lambda done, total: None)


def test_who_has_something_late_is_told_once_in_one_message(late):
    first = remind()
    remind()

    assert first["people"] == 1
    assert Notice.objects.get().zh.startswith("逾期 ")


def test_a_day_later_nothing_new_is_no_message(late):
    remind()
    Notice.objects.update(key="digest:2020-01-01")

    remind()

    assert Notice.objects.count() == 1


def opened(town, **fields):
    actor = town.actor("chen", "bureau", "/1/")
    settings = {"name": "群", "role": "bureau", "quiet_from": time(0), "quiet_until": time(0)}
    settings |= {"digest_at": time(0)} | fields
    now = timezone.now()
    return channels.open_channel(
        actor=actor, now=now, kind="wecom", path="/1/", address="abcdefgh", fields=settings
    )


def test_a_robot_gets_one_digest_with_counts_and_an_address(late, town, robot):  # noqa: F811
    opened(town)

    digests()
    digests()

    [said] = robot.said
    assert "逾期 " in said
    assert "和顺家园" in said
    assert said.endswith("/desk/")
    assert Dispatch.objects.get().state == "sent"


def test_a_digest_that_did_not_go_out_is_tried_again_later(late, town, robot):  # noqa: F811
    opened(town)
    robot.status = 500

    digests()

    dispatch = Dispatch.objects.get()
    assert (dispatch.state, dispatch.tries) == ("waiting", 1)
    assert dispatch.next_at > timezone.now()
    assert "500" in dispatch.channel.last_error


def test_the_clock_asks_for_digests_only_when_a_channel_is_due(late, town):
    clock.ask_what_is_due(now=timezone.now())
    assert not Job.objects.filter(kind="notices.digests").exists()

    opened(town)
    clock.ask_what_is_due(now=timezone.now())

    assert Job.objects.filter(kind="notices.digests").count() == 1


def test_without_a_new_line_a_channel_is_silent(late, town, robot):  # noqa: F811
    opened(town)
    digests()
    Dispatch.objects.update(day=date(2020, 1, 1))

    digests()

    assert len(robot.said) == 1
