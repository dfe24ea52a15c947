"""An estate with its three sides, and the people who act for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from linli.kernel.actor import Actor
from linli.tripartite.minuting import Decision, Minutes, Point
from linli.tripartite.models import Meeting, Resolution
from linli.tripartite.services import mechanisms, meetings
from linli.tripartite.services.meetings import Call
from tests.conftest import NOW, TODAY, Town

HELD = TODAY - timedelta(days=2)
DUE = TODAY + timedelta(days=12)
CAME = {"community": "周敏", "committee": "孙桂芳", "company": "王海宁"}


@dataclass
class Table:
    """The estate 和顺家园 in /1/1/, and who sits at its table; 翠湖花园 lies in /1/10/."""

    town: Town
    estate: Any
    other: Any
    company: Any
    community: Actor
    street: Actor
    committee: Actor
    manager: Actor

    def call(self, *titles: str, by: Actor | None = None, now: datetime = NOW, **changed: Any) -> Meeting:
        values: dict[str, Any] = {
            "title": "和顺家园第一季度联席会议",
            "planned_at": NOW - timedelta(days=2),
            "agenda": [Point(title) for title in titles or ("楼道堆物",)],
            "place_note": "社区三楼会议室",
        }
        given = Call(**(values | changed))
        return meetings.call(actor=by or self.community, now=now, estate=self.estate, given=given)

    def minute(self, meeting: Meeting, *, by: Actor | None = None, **changed: Any) -> Meeting:
        return meetings.minute(actor=by or self.community, now=NOW, meeting=meeting, given=minutes(**changed))

    def resolved(
        self, text: str = "三天内清理3号楼楼道", side: str = "company", due: date = DUE
    ) -> Resolution:
        """Return a resolution of a minuted meeting."""
        meeting = self.minute(self.call(), decisions=[Decision(text, side, due, number=1)])
        return Resolution.objects.select_related("estate", "meeting").get(meeting=meeting)


def minutes(**changed: Any) -> Minutes:
    values: dict[str, Any] = {
        "held_on": HELD,
        "chair": "周敏",
        "attendance": CAME,
        "outcomes": {1: "一致同意"},
    }
    return Minutes(**(values | changed))


@pytest.fixture
def table(town):
    company = town.company("禾邻物业")
    estate = town.estate("和顺家园", "/1/1/", households=300)
    town.project(estate, company)
    other = town.estate("翠湖花园", "/1/10/", mode="self")
    return Table(
        town=town,
        estate=estate,
        other=other,
        company=company,
        community=town.actor("zhou", "community", "/1/1/"),
        street=town.actor("zhao", "subdistrict", "/1/"),
        committee=town.actor("sun", "committee", estate.path),
        manager=town.actor("wang", "company", estate.path, company.organisation),
    )


@pytest.fixture
def established(table):
    """The same, with its mechanism since the first of January."""
    seats = [
        ("community", "周敏", "书记"),
        ("committee", "孙桂芳", "主任"),
        ("company", "王海宁", "项目经理"),
    ]
    made = mechanisms.establish(
        actor=table.street,
        now=NOW,
        estate=table.estate,
        since=date(2026, 1, 1),
        fields={"studio": "社区三楼", "hotline": "0375-1234567"},
        seats=seats,
    )
    return table, made
