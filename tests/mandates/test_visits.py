"""Visits: who records them, when, and what becomes of promises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.mandates.models import Visit
from linli.mandates.queries import mandates as queries
from linli.mandates.services import visits
from linli.mandates.services.visits import Seen
from tests.conftest import NOW, TODAY
from tests.mandates.conftest import JANUARY

YESTERDAY = TODAY - timedelta(days=1)


def record(streets, row, by=None, on=TODAY, note="看了充电棚", **more):
    return visits.record(
        actor=by or streets.leader, now=NOW, mandate=row, seen=Seen(on=on, note=note, **more)
    )


@pytest.fixture
def area(streets):
    return streets.give("area", "/1/1/1/", user_id=streets.leader.user_id)


@pytest.mark.clause("K1")
def test_a_promise_is_open_until_a_later_visit_finds_it_kept(streets, area):
    first = record(streets, area, on=YESTERDAY, promised="一周内装灯", due_on=TODAY)
    assert queries.promises(streets.leader, area) == [first]

    record(streets, area, note="灯亮了", kept=[first.pk, 4711])

    first.refresh_from_db()
    assert first.kept_on == TODAY
    assert queries.promises(streets.leader, area) == []
    lines = JournalEntry.objects.filter(verb="visit.record").order_by("pk")
    assert [(line.subject_kind, line.subject_id, line.place, line.on) for line in lines] == [
        ("mandates.mandate", str(area.pk), "/1/1/1/", YESTERDAY),
        ("mandates.mandate", str(area.pk), "/1/1/1/", TODAY),
    ]
    row = queries.mine(streets.leader, today=TODAY)[0]
    assert (row.visits, row.last) == (2, TODAY)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"on": JANUARY - timedelta(days=1)}, "任期"),
        ({"note": " "}, "看到了什么"),
        ({"due_on": TODAY}, "答应办什么"),
        ({"promised": "装灯", "due_on": YESTERDAY}, "不能早于"),
        ({"photos": [4711]}, "没有存好"),
        ({"photos": range(13)}, "最多12张"),
    ],
)
def test_what_cannot_be_is_refused(streets, area, changed, words):
    with pytest.raises(Refused, match=words) as refused:
        record(streets, area, **changed)

    assert refused.value.text.en
    assert not Visit.objects.exists()


def test_a_visit_is_recorded_by_the_holder_or_at_the_place(streets, area):
    record(streets, area, by=streets.community)
    with pytest.raises(NotAllowed):
        record(streets, area, by=streets.other)
    with pytest.raises(NoSuch):
        queries.to_visit(streets.other, pk=area.pk)
    leader = streets.give("leader")
    with pytest.raises(Refused, match="联系点和包干片"):
        record(streets, leader, by=streets.street)


def test_a_holder_posted_elsewhere_records_his_own(streets):
    holder = streets.town.actor("fang", "subdistrict", "/1/10/")
    row = streets.give("contact", streets.estate.path, user_id=holder.user_id)

    record(streets, row, by=holder)

    assert queries.to_visit(holder, pk=row.pk) == row
