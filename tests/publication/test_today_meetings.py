"""Today shows each side what a joint meeting wants of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.publication.queries.today.meetings import meeting_lines
from linli.tripartite.minuting import Decision
from linli.tripartite.services import meetings
from tests.conftest import NOW, TODAY
from tests.tripartite.conftest import HELD
from tests.tripartite.conftest import table as table  # the estate with its three sides


def lines(actor):
    return [(line.url.partition(":")[2], line.tone, line.due) for line in meeting_lines(actor, now=NOW)]


@pytest.mark.clause("G6")
def test_each_side_is_reminded_of_its_own_resolutions_and_the_community_of_minutes(table):
    meeting = table.minute(
        table.call(),
        decisions=[
            Decision("清理", "company", HELD + timedelta(days=1)),
            Decision("换灯", "company", TODAY + timedelta(days=40)),
            Decision("公布账目", "committee", TODAY + timedelta(days=3)),
        ],
    )
    table.call(planned_at=NOW + timedelta(days=3))

    assert lines(table.manager) == [("resolution_finish", "late", HELD + timedelta(days=1))]
    assert lines(table.committee) == [("resolution_finish", "wait", TODAY + timedelta(days=3))]
    assert lines(table.community) == [("meeting_approve", "wait", HELD + timedelta(days=7))]
    assert lines(table.town.actor("chen", "bureau", "/1/")) == []

    meetings.approve(actor=table.community, now=NOW, meeting=meeting)
    table.call(planned_at=NOW - timedelta(days=1))
    assert lines(table.community) == [("minute", "late", TODAY - timedelta(days=1))]
    assert lines(table.committee)[-1] == ("minute", "late", TODAY - timedelta(days=1))
    assert lines(table.town.actor("hu", "community", "/1/10/")) == []
