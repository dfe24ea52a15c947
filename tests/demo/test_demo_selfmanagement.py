"""Self-management and mandates of the demo district, made through the services, whatever the day."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from linli.base import journal
from linli.base.command import together
from linli.base.models import JournalEntry
from linli.demo import mandates, people, registry, selfmanagement
from linli.demo.almanac import almanac
from linli.demo.make import SEED
from linli.kernel.actor import Actor
from linli.mandates.models import Visit
from linli.mandates.queries import gaps
from linli.rules.calendars import builtin
from linli.selfmanagement.queries import estates, sums


@pytest.mark.parametrize("today", [date(2026, 1, 3), date(2026, 4, 26)])
@pytest.mark.django_db
def test_courtyards_and_leaders_have_records_with_gaps_whatever_the_day(today):
    days = almanac(today, builtin())
    with together():
        found = registry.fill(days, Random(SEED))  # noqa: S311
    actors = people.open_accounts(found, days)

    with together():
        selfmanagement.fill(found, days, actors, Random(SEED))  # noqa: S311
        mandates.fill(found, days, actors, Random(SEED))  # noqa: S311

    system = Actor.system("test")
    figures = estates.figures(system, at="", today=today)
    assert 0 < figures["charter"] < figures["all"]
    assert 0 < figures["work"] <= figures["all"]
    assert sums.sums(system, sums.Wanted()).whole.spent > 0
    stands = gaps.subdistricts(system, today=today)
    assert {row.is_whole for row in stands} == {True, False}
    assert Visit.objects.filter(kept_on__isnull=False).exists()
    assert not JournalEntry.objects.filter(on__gt=today).exists()
    assert list(journal.verify()) == []
