from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from linli.base import jobs, journal
from linli.base.models import Job, JournalEntry
from linli.jobs import daily
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.people import throttling
from linli.people.models import Throttle

CLOCK = Actor.system("clock")
pytestmark = pytest.mark.django_db


def run(work):
    return work(actor=CLOCK, arguments={}, progress=lambda done, total: None)


def test_a_sound_journal_is_counted_and_a_broken_one_is_an_alarm(now):
    lines = [journal.Line(verb="test.act", kind="test", key=str(n)) for n in range(3)]
    journal.write_lines(actor=CLOCK, lines=lines, at=now)
    assert run(daily.verify_journal) == {"lines": 3}

    JournalEntry.objects.filter(pk=2).update(note="changed")

    with pytest.raises(Refused, match="2"):
        run(daily.verify_journal)


def test_what_no_longer_counts_is_forgotten_and_the_rest_is_kept():
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(days=1))
    throttling.count("old", now=now - timedelta(days=1))
    throttling.count("new", now=now)
    for age in (1, 100):
        job = jobs.ask(actor=CLOCK, kind="count", arguments={"age": age}, place="", now=now)
        jobs.finish(job, now=now - timedelta(days=age), result={})

    assert run(daily.tidy) == {"throttles": 1, "jobs": 1}

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert list(Throttle.objects.values_list("key", flat=True)) == ["new"]
    assert Job.objects.get().arguments == {"age": 1}


def test_lists_are_swept_even_if_nothing_is_on_them():
    assert run(daily.expire_lists) == {"ended": 0}
