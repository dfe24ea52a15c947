"""Published results: copies that are superseded, never changed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.publication.models import PublishedRound, PublishedScore
from linli.publication.queries import results
from linli.publication.queries.results import Filter
from linli.publication.terms import Stage
from tests.publication import made

ANYBODY = Actor(name="anonymous")


@pytest.fixture
def bureau(town):
    return town.actor("chen", "bureau", "/1/")


@pytest.mark.clause("I2")
def test_a_publication_names_who_decided_and_leaves_its_journal_head(bureau, now):
    published = made.publish(bureau, made.several(3), now=now)

    line = JournalEntry.objects.latest("id")
    assert (line.verb, line.clause, line.place) == ("result.publish", "I2", "/1/")
    assert (published.journal_number, published.journal_hash) == (line.pk, line.hash)
    assert published.decided_by_name == "陈立群"
    assert published.policy_hash == made.PACK.sha256


@pytest.mark.clause("I2")
def test_the_final_result_supersedes_the_draft_and_both_can_be_read(bureau, now):
    copies = [made.score("a-1", "甲", lines__findings=6), made.score("a-2", "乙")]
    made.publish(bureau, copies, now=now, copy=made.round_copy(stage=Stage.DRAFT))
    corrected = [made.score("a-1", "甲", lines__findings=2), copies[1]]

    final = made.publish(bureau, corrected, now=now)

    assert results.round_(ANYBODY, code="2026Q1") == final
    sheet = results.sheet(ANYBODY, final, estate_code="a-1")
    assert sheet.score.changed
    assert results.drafted(ANYBODY, sheet.score, code="2026Q1").total == copies[0].total
    assert PublishedRound.objects.count() == 2
    assert PublishedScore.objects.filter(estate_code="a-1").count() == 2


def test_only_the_bureau_publishes_and_nothing_is_left_of_a_refusal(town, now):
    for role in ("subdistrict", "company", "assessor", "admin"):
        with pytest.raises(NotAllowed):
            made.publish(town.actor(role, role, "/1/"), made.several(1), now=now)
    with pytest.raises(NotAllowed):
        made.publish(town.actor("far", "bureau", "/2/"), made.several(1), now=now)
    assert not PublishedRound.objects.exists()


def test_an_empty_round_is_not_published(bureau, now):
    with pytest.raises(Refused):
        made.publish(bureau, [], now=now)


def test_ties_share_a_rank_and_a_veto_stands_below_every_other_card(bureau, now):
    copies = [
        made.score("a-1", "甲", satisfaction__rate="49.9"),
        made.score("a-2", "乙"),
        made.score("a-3", "丙"),
        made.score("a-4", "丁", fire_safety__findings=16, lines__findings=16),
        made.score("a-5", "戊", contract__filed=""),
    ]

    published = made.publish(bureau, copies, now=now)

    ranks = {row.estate_name: row.rank for row in results.scores(ANYBODY, published)}
    assert ranks == {"乙": 1, "丙": 1, "丁": 3, "甲": 4, "戊": None}
    assert [row.estate_name for row in results.scores(ANYBODY, published)] == ["乙", "丙", "丁", "甲", "戊"]


def test_a_round_is_compared_with_the_final_one_before(bureau, now):
    made.publish(
        bureau, [made.score("a-1", "甲", lines__findings=4)], now=now, copy=made.round_copy("2025Q4")
    )

    published = made.publish(bureau, [made.score("a-1", "甲")], now=now)

    row = results.scores(ANYBODY, published).get()
    assert row.difference_words == "+2.00"
    assert published.figures["average_before"]


def test_the_number_of_statements_grows_with_batches_only(bureau, now):
    def statements(count: int, code: str) -> int:
        copies = made.several(count)
        with CaptureQueriesContext(connection) as seen:
            made.publish(bureau, copies, now=now, copy=made.round_copy(code))
        return len(seen)

    made.publish(bureau, made.several(1), now=now, copy=made.round_copy("2025Q1"))

    assert statements(3, "2025Q2") == statements(30, "2025Q3")


def test_figures_add_up(bureau, now):
    copies = made.several(40)
    figures = made.publish(bureau, copies, now=now).figures

    assert sum(grade["count"] for grade in figures["grades"]) == figures["complete"] == 40
    assert sum(place["count"] for place in figures["subdistricts"]) == 40
    assert figures["lost"][0]["share"] >= figures["lost"][-1]["share"]


def test_the_list_is_filtered_searched_and_sorted(bureau, now):
    published = made.publish(bureau, made.several(30), now=now)

    found = results.scores(ANYBODY, published, Filter(text="小区007"))
    assert [row.estate_name for row in found] == ["小区007"]
    totals = [row.total for row in results.scores(ANYBODY, published, Filter(sort="-total"))]
    assert totals == sorted(totals, reverse=True)
    assert not results.scores(ANYBODY, published, Filter(subdistrict="别处")).exists()
    assert results.scores(ANYBODY, published, Filter(sort="rubbish")).count() == 30


def test_what_was_never_published_does_not_exist(db):
    with pytest.raises(NoSuch):
        results.round_(ANYBODY, code="1999Q1")
