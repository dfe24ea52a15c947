"""What the doors ask: bounded, scoped, sorted."""

from __future__ import annotations

import pytest

from linli.assessment import queries
from linli.assessment.queries.board import Look, board
from linli.assessment.queries.entry import entry_form
from linli.assessment.queries.running import counts, progress, subject
from linli.assessment.queries.sheets import own_subjects, sheet
from linli.assessment.services import deciding, moving
from linli.base.models import Job
from linli.jobs.worker import run_all
from linli.kernel.errors import NoSuch


@pytest.mark.clause("I1")
def test_the_neighbour_s_estates_are_not_on_my_board(town, play):
    near, far = town.actor("hu", "community", "/1/1/"), town.actor("li", "community", "/1/10/")

    assert {row["name"] for row in board(near, play.round, Look())} == {"和顺家园", "幸福里"}
    assert {row["name"] for row in board(far, play.round, Look())} == {"矿东花园"}
    with pytest.raises(NoSuch):
        subject(near, play.round, code=play.subject("矿东花园").code)
    with pytest.raises(NoSuch):
        subject(far, play.round, code=play.subject("和顺家园").code)


def test_a_stranger_to_the_district_sees_no_round(town, play):
    far = town.actor("wei", "bureau", "/2/")

    assert not queries.rounds(far).exists()
    with pytest.raises(NoSuch):
        queries.round(far, pk=play.round.pk)


def test_a_company_sees_its_own_estates_only(play):
    assert [each.name for each in own_subjects(play.company)] == ["和顺家园"]


def test_the_board_filters_and_sorts(play):
    play.enter_rest("矿东花园", {"fire_safety.findings": 16})
    play.enter_rest("和顺家园")

    def names(**look):
        return [row["name"] for row in board(play.bureau, play.round, Look(**look))]

    assert names()[:2] == ["矿东花园", "和顺家园"]
    assert names(sort="-total")[:2] == ["和顺家园", "矿东花园"]
    assert names(only="incomplete") == ["幸福里"]
    assert names(mode="self") == ["幸福里"]
    assert names(place="/1/10/") == ["矿东花园"]
    assert names(q="和邻", sort="name") == ["和顺家园", "矿东花园"]
    fire = [item.id for item in _items()].index("fire_safety")
    assert names(item=fire)[0] == "矿东花园"


def _items():
    from tests.assessment.conftest import CARD

    return CARD.items


@pytest.mark.clause("I1")
def test_progress_says_who_lacks_what(play):
    play.enter_rest("和顺家园")

    found = progress(play.bureau, play.round)

    assert [(each.party.kind, each.done, each.total) for each in found] == [
        ("bureau", 1, 3),
        ("subdistrict", 1, 3),
        ("community", 1, 3),
    ]
    assert counts(play.bureau, play.round).incomplete == 2


@pytest.mark.clause("S18")
def test_the_sheet_is_the_annex_with_the_cause_of_every_point(play, django_assert_max_num_queries):
    play.enter_rest("和顺家园", {"fire_safety.findings": 5, "disclosure.charge_rates": False}, place="南门")

    with django_assert_max_num_queries(3):
        found = sheet(play.bureau, play.subject("和顺家园"))

    lines = {line.item.id: line for line in found.lines}
    assert [line.item.id for line in found.lines] == [item.id for item in _items()]
    assert [line.span for line in found.lines if line.group] == [4, 7, 6]
    assert lines["fire_safety"].taken[0].points == "2.50"
    assert lines["fire_safety"].facts[0].by == "Ada"
    assert lines["disclosure"].taken[0].discretion
    assert lines["registration"].facts[0].is_record
    assert found.total == "86.25"  # 100 − 5 加分 − 5 信息登记 − 2.5 消防 − 1.25 公示
    assert {win.item.id for win in found.wins} >= {"fire_safety", "disclosure", "registration"}
    assert not found.lacking


def test_the_form_says_what_the_records_settle(play):
    form = entry_form(play.assessor, play.subject("和顺家园"))
    asked = {each.spec.name: each for group in form.groups for each in group.asked}

    assert asked["registration.on_platform"].locked
    assert not asked["lines.findings"].locked
    assert asked["lines.findings"].value == ""
    play.enter("和顺家园", {"lines.findings": 2})
    again = entry_form(play.assessor, play.subject("和顺家园"))
    assert next(e for g in again.groups for e in g.asked if e.spec.name == "lines.findings").value == "2"


@pytest.mark.clause("I1", "I2")
def test_today_follows_from_the_rounds(play, now):
    def words(actor):
        return [each.title.zh for each in queries.todo(actor, now=now)]

    assert words(play.assessor) == ["2026年第一季度考评：区住建局还有 3 个小区没登记完"]
    assert any("街道还有 3 个小区" in each for each in words(play.street))
    assert words(play.company) == []
    for name in ("和顺家园", "幸福里", "矿东花园"):
        play.enter_rest(name, {"fire_safety.findings": 1})
    assert words(play.street) == []
    moving.close(actor=play.bureau, round=play.round, now=now)
    run_all()
    assert words(play.bureau) == ["2026年第一季度考评：复核完了，公示"]
    deciding.publish_draft(actor=play.bureau, round=play.round, now=now)
    assert words(play.company) == ["和顺家园的得分在公示，有不同意见可以逐项申诉"]


def test_a_scoring_says_how_far_it_is(play, now):
    job = Job.objects.latest("id")

    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert job.result == {"round": play.round.pk, "scored": 3, "complete": 0, "vetoed": 0}


def test_scores_of_a_round_are_one_query(play, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.scores(play.bureau, play.round)
        assert {each.subject.name for each in found} == {"和顺家园", "幸福里", "矿东花园"}
