from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from linli.base.models import Job
from linli.jobs import clock, kinds, worker

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 9 o'clock in Pingdingshan
MIDNIGHT = datetime(2026, 3, 2, 16, 10, tzinfo=UTC)  # ten past midnight of the next day


def test_every_daily_work_is_a_kind_of_work():
    assert set(clock.DAILY) <= set(kinds.KINDS)


@pytest.mark.django_db
def test_each_work_is_asked_for_once_a_day():
    assert clock.ask_what_is_due(now=MORNING) == list(clock.DAILY)
    assert clock.ask_what_is_due(now=MORNING + timedelta(hours=5)) == []
    assert clock.ask_what_is_due(now=MIDNIGHT) == ["lists.expire"]
    later = ["registry.renew", "journal.verify", "house.tidy", "notices.remind"]
    assert clock.ask_what_is_due(now=MORNING + timedelta(days=1)) == later


@pytest.mark.django_db
def test_what_failed_today_is_not_tried_again_until_tomorrow():
    clock.ask_what_is_due(now=MORNING)
    Job.objects.update(state=Job.State.FAILED)

    assert clock.ask_what_is_due(now=MORNING + timedelta(minutes=1)) == []


@pytest.mark.django_db
def test_the_worker_does_what_the_day_asks_for():
    asked = clock.ask_what_is_due(now=timezone.now())

    assert worker.run_all() == len(asked)
    assert set(Job.objects.values_list("state", flat=True)) <= {Job.State.DONE}
