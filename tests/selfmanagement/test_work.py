"""The four duties of grid workers: recorded in one go, counted by month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.selfmanagement.models import GridWork
from linli.selfmanagement.queries import dossier
from linli.selfmanagement.queries import estates as queries
from linli.selfmanagement.queries import work as months
from linli.selfmanagement.queries.estates import Wanted
from linli.selfmanagement.services import work
from tests.conftest import NOW, TODAY

ALL = ["policy", "information", "guidance", "supervision"]


def record(yard, works=("policy",), on=TODAY, note="讲了分类", actor=None, estate=None, **more):
    return work.record(
        actor=actor or yard.grid,
        now=NOW,
        estate=estate or yard.estate,
        works=list(works),
        on=on,
        note=note,
        **more,
    )


@pytest.mark.clause("C3")
def test_several_duties_done_at_once_leave_one_line_each_on_their_day(yard):
    day = TODAY - timedelta(days=1)

    rows = record(yard, ["supervision", "policy"], on=day)

    assert [row.work for row in rows] == ["policy", "supervision"]
    lines = JournalEntry.objects.filter(verb__startswith="gridwork.").order_by("pk")
    assert [(line.verb, line.on, line.place, line.clause) for line in lines] == [
        ("gridwork.policy", day, yard.estate.path, "C3"),
        ("gridwork.supervision", day, yard.estate.path, "C3"),
    ]
    assert {line.subject_kind for line in lines} == {"selfmanagement.gridwork"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"works": []}, "勾选"),
        ({"works": ["dance"]}, "勾选"),
        ({"on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"note": " "}, "拍一张照片"),
        ({"photos": [4711]}, "没有存好"),
        ({"photos": range(20)}, "最多12张"),
    ],
)
def test_what_cannot_be_is_refused(yard, changed, words):
    with pytest.raises(Refused, match=words) as refused:
        record(yard, **changed)

    assert refused.value.text.en
    assert not GridWork.objects.exists()


def test_a_second_tap_enters_nothing_twice(yard):
    record(yard)
    with pytest.raises(Refused, match="已经记过"):
        record(yard)
    record(yard, note="又讲了一次")

    assert GridWork.objects.count() == 2


def test_only_self_managed_estates_in_reach_are_worked_at(yard):
    with pytest.raises(Refused, match="不是自主管理"):
        record(yard, estate=yard.served)
    with pytest.raises(NotAllowed):
        record(yard, estate=yard.other)
    with pytest.raises(NotAllowed):
        record(yard, actor=yard.street)
    assert [row.name for row in queries.own(yard.grid)] == ["矿东花园"]


@pytest.mark.clause("C3")
def test_the_month_is_counted_to_its_last_day(yard, django_assert_num_queries):
    record(yard, ALL, on=date(2026, 2, 28))
    record(yard, ["policy"], on=date(2026, 3, 1))
    record(yard, ["policy"], on=date(2026, 3, 2), note="再讲")

    with django_assert_num_queries(1):
        found = months.months(yard.community, yard.estate, today=TODAY)

    assert [(month.period.code(), month.counts) for month in found[:3]] == [
        ("2026-03", (2, 0, 0, 0)),
        ("2026-02", (1, 1, 1, 1)),
        ("2026-01", (0, 0, 0, 0)),
    ]
    assert len(found) == 12
    lacking = queries.estates(yard.street, Wanted(lacks="work"), today=date(2026, 2, 28))
    assert [row.name for row in lacking] == ["翠湖花园"]


def test_the_dossier_shows_the_month_with_three_queries_and_only_where_it_belongs(
    yard, django_assert_max_num_queries
):
    record(yard)
    with django_assert_max_num_queries(3):
        part = dossier.dossier_part(yard.grid, yard.estate, today=TODAY)

    assert [number for _, number in part.works] == [1, 0, 0, 0]
    assert part.may_record
    assert dossier.dossier_part(yard.grid, yard.served, today=TODAY) is None
    assert dossier.dossier_part(yard.neighbour, yard.estate, today=TODAY) is None
