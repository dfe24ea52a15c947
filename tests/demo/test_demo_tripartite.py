"""The three sides of the demo district, made through the services."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from linli.base import journal
from linli.base.command import together
from linli.base.models import JournalEntry
from linli.demo import cast, people, registry, tripartite
from linli.demo.almanac import almanac
from linli.demo.make import SEED
from linli.rules.calendars import builtin
from linli.tripartite.models import Appointment, Mechanism, Meeting, Resolution


@pytest.mark.parametrize("today", [date(2026, 1, 3), date(2026, 4, 26)])
@pytest.mark.django_db
def test_estates_meet_resolve_and_follow_up_whatever_the_day(today):
    days, dice = almanac(today, builtin()), Random(SEED)  # noqa: S311
    with together():
        found = registry.fill(days, dice)
    actors = people.open_accounts(found, days)
    with together():
        registry.serve(found, days, dice)

    with together():
        tripartite.fill(found, days, actors, dice)

    states = set(Resolution.objects.values_list("state", flat=True))
    assert states == {"open", "done", "accepted"}
    assert set(Meeting.objects.values_list("state", flat=True)) == {"called", "minuted", "approved"}
    assert Mechanism.objects.count() > 50
    home = Appointment.objects.get(estate__name=cast.HOME)
    assert home.user_id == actors["community"].user_id
    assert not JournalEntry.objects.filter(on__gt=today).exists()
    assert list(journal.verify()) == []
