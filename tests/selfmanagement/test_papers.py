"""Charters and agreements: versions follow each other, and what is missing or runs out is listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.registry.models import RuleDocument
from linli.selfmanagement.queries import estates as queries
from linli.selfmanagement.queries.estates import Wanted
from linli.selfmanagement.services import papers
from tests.conftest import NOW, TODAY


def renew(yard, issued=date(2026, 1, 1), until=None, kind="charter", actor=None):
    fields = {"title": "服务章程", "issued_on": issued, "valid_until": until}
    return papers.renew(actor=actor or yard.community, now=NOW, estate=yard.estate, kind=kind, fields=fields)


@pytest.mark.clause("C1")
def test_a_new_version_takes_over_on_its_day_and_the_old_one_stays(yard):
    first = renew(yard, date(2025, 1, 1), date(2027, 1, 1))
    second = renew(yard, date(2026, 2, 1))

    first.refresh_from_db()
    assert (first.valid_until, second.valid_until) == (date(2026, 2, 1), None)
    (charter, versions), (agreement, none) = queries.papers(yard.community, yard.estate, today=TODAY)
    assert (charter.row, charter.tone, versions) == (second, "ok", [second, first])
    assert (agreement.row, agreement.tone, none) == (None, "late", [])
    verbs = list(JournalEntry.objects.order_by("-pk").values_list("verb", flat=True)[:3])
    assert verbs[0] == "document.issue"
    assert "document.change" in verbs


def test_a_version_is_later_than_the_last_and_of_a_kind_that_belongs_here(yard):
    renew(yard, date(2026, 2, 1))
    with pytest.raises(Refused, match="晚于"):
        renew(yard, date(2026, 2, 1))
    with pytest.raises(Refused, match="晚于起始日期"):
        renew(yard, date(2026, 3, 1), date(2026, 3, 1))
    with pytest.raises(Refused, match="只登记"):
        renew(yard, kind="training")
    with pytest.raises(NotAllowed):
        renew(yard, actor=yard.neighbour)

    assert RuleDocument.objects.count() == 1
    assert RuleDocument.objects.get().valid_until is None


@pytest.mark.clause("C1")
def test_what_is_missing_over_or_running_out_is_listed(yard):
    renew(yard, date(2025, 1, 1), TODAY + timedelta(days=60))
    renew(yard, date(2025, 1, 1), TODAY, kind="service_agreement")

    def named(lacks, today=TODAY):
        return [row.name for row in queries.estates(yard.street, Wanted(lacks=lacks), today=today)]

    assert named("charter") == ["翠湖花园"]
    assert named("agreement") == ["矿东花园", "翠湖花园"]
    assert named("agreement", TODAY - timedelta(days=1)) == ["翠湖花园"]
    assert named("expiring") == ["矿东花园"]
    assert named("expiring", TODAY - timedelta(days=1)) == ["矿东花园"]  # then the agreement's last day
    assert queries.figures(yard.street, at="", today=TODAY) == {
        "all": 2,
        "charter": 1,
        "agreement": 2,
        "expiring": 1,
        "work": 2,
    }
    row = queries.rows(yard.street, [yard.estate], today=TODAY)[0]
    assert (row.charter.tone, row.agreement.tone, row.agreement.is_over) == ("wait", "late", True)


def test_the_overview_asks_little_whatever_the_number(yard, django_assert_num_queries):
    for number in range(20):
        yard.town.estate(f"小区{number}", "/1/1/", mode="self")
    found = list(queries.estates(yard.street, Wanted(), today=TODAY))

    with django_assert_num_queries(5):
        assert len(queries.rows(yard.street, found, today=TODAY)) == 22
