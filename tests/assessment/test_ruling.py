"""A veto on few answers waits for a second survey, or for a named person's word with a reason."""

from __future__ import annotations

import pytest

from linli.assessment.facts.defaults import default_facts
from linli.assessment.models import Ruling, Score
from linli.assessment.plans import PartyPlan
from linli.assessment.services import deciding, moving, planning, ruling, scoring
from linli.base import journal
from linli.base.models import JournalEntry
from linli.jobs.worker import run_all
from linli.kernel.errors import NotAllowed, Refused
from linli.rules import packs
from linli.rules.verifier import recompute
from tests.assessment.conftest import CARD, Play, make_plan, open_play

RATE = "satisfaction.rate"
WHY = "第二次入户调查收回 188 份，满意率 45.2%，与第一次一致"


def score(play, name="和顺家园"):
    return Score.objects.get(subject=play.subject(name), current=True)


def survey(play, rate, sample, **rest):
    return play.enter("和顺家园", {RATE: rate}, sample=sample, reason="入户问卷", **rest)


@pytest.fixture
def shaky(play):
    """The round with an estate whose veto rests on twelve answers."""
    play.enter_rest("和顺家园")
    survey(play, "43.9", 12)
    return play


@pytest.mark.clause("S11")
def test_a_veto_on_few_answers_waits_and_is_not_applied(shaky):
    subject, kept = shaky.subject("和顺家园"), score(shaky)

    assert (subject.pending, subject.vetoed, subject.grade, subject.complete) == (True, False, "", True)
    assert (kept.result["vetoed"], kept.result["grade"]) == (False, None)
    assert "只有 12 份有效，不到 30 份" in kept.facts[RATE]["pending"]["zh"]
    assert kept.result["total"] == "85.00"  # the points of the rate itself are what they are


@pytest.mark.clause("S11")
@pytest.mark.parametrize(
    ("rate", "sample", "pending", "vetoed"),
    [
        ("43.9", 400, False, True),
        ("30", 30, False, True),
        ("43.9", 41, True, False),
        ("50", 12, False, False),
    ],
)
def test_answers_decide_whether_the_veto_waits(play, rate, sample, pending, vetoed):
    play.enter_rest("和顺家园")
    survey(play, rate, sample)

    subject = play.subject("和顺家园")
    assert (subject.pending, subject.vetoed) == (pending, vetoed)
    assert subject.grade == ("" if pending else "fail" if vetoed else "good")


@pytest.mark.clause("S11")
@pytest.mark.parametrize(("rate", "vetoed"), [("45.2", True), ("71", False)])
def test_a_second_survey_decides(shaky, rate, vetoed):
    survey(shaky, rate, 588)

    subject = shaky.subject("和顺家园")
    assert (subject.pending, subject.vetoed) == (False, vetoed)
    assert "pending" not in score(shaky).facts[RATE]


def reviewed(play, now):
    moving.close(actor=play.bureau, round=play.round, now=now)
    run_all()
    for note in play.round.notes.filter(seen_at__isnull=True):
        moving.look(actor=play.bureau, note=note, remark="已核对", now=now)


@pytest.mark.clause("I2", "S11")
@pytest.mark.parametrize("stands", [True, False])
def test_a_round_is_not_published_while_a_veto_waits_unless_it_is_decided_by_name(shaky, now, stands):
    reviewed(shaky, now)
    with pytest.raises(Refused, match="和顺家园的一票否决答卷太少，待第二次调查"):
        deciding.publish_draft(actor=shaky.bureau, round=shaky.round, now=now, incomplete_because="雪")

    subject = shaky.subject("和顺家园")
    ruling.rule(actor=shaky.bureau, subject=subject, fact=RATE, stands=stands, reason=WHY, now=now)
    deciding.publish_draft(actor=shaky.bureau, round=shaky.round, now=now, incomplete_because="雪")

    subject, kept = shaky.subject("和顺家园"), score(shaky)
    assert (subject.pending, subject.vetoed, subject.grade) == (
        False,
        stands,
        "fail" if stands else "good",
    )
    assert kept.facts[RATE]["ruling"] | {"at": ""} == {
        "stands": stands, "reason": WHY, "by": "Bu", "role": "bureau", "at": "",
    }  # fmt: skip
    again = recompute.result(CARD, {"facts": kept.facts, "awards": kept.awards})
    assert again.as_json() == kept.result
    line = JournalEntry.objects.get(verb="round.rule")
    assert (line.clause, line.note) == ("S11", WHY)


@pytest.mark.clause("S11")
def test_a_ruling_holds_for_the_answers_it_was_made_on_and_no_others(shaky, now):
    subject = shaky.subject("和顺家园")
    ruling.rule(actor=shaky.bureau, subject=subject, fact=RATE, stands=True, reason=WHY, now=now)
    assert shaky.subject("和顺家园").vetoed

    scoring.ask(actor=shaky.bureau, round=shaky.round, now=now)
    run_all()
    assert shaky.subject("和顺家园").vetoed  # scored anew, it still holds

    survey(shaky, "43", 13)
    subject = shaky.subject("和顺家园")
    assert (subject.pending, subject.vetoed) == (True, False)
    ruling.rule(actor=shaky.bureau, subject=subject, fact=RATE, stands=False, reason="另定", now=now)
    assert Ruling.objects.filter(current=True).count() == 1
    assert Ruling.objects.count() == 2


def test_a_ruling_needs_a_reason_a_right_and_something_to_decide(shaky, now):
    subject = shaky.subject("和顺家园")
    with pytest.raises(Refused, match="写明为什么"):
        ruling.rule(actor=shaky.bureau, subject=subject, fact=RATE, stands=True, reason=" ", now=now)
    for other in (shaky.assessor, shaky.street, shaky.company):
        with pytest.raises(NotAllowed):
            ruling.rule(actor=other, subject=subject, fact=RATE, stands=True, reason=WHY, now=now)
    with pytest.raises(Refused, match="没有待第二次调查"):
        ruling.rule(
            actor=shaky.bureau, subject=shaky.subject("幸福里"), fact=RATE, stands=True, reason=WHY, now=now
        )
    before = journal.head()[0]
    assert not Ruling.objects.exists()
    assert journal.head()[0] == before


def test_nothing_is_ruled_once_the_draft_is_out(shaky, now):
    ruling.rule(
        actor=shaky.bureau, subject=shaky.subject("和顺家园"), fact=RATE, stands=True, reason=WHY, now=now
    )
    reviewed(shaky, now)
    deciding.publish_draft(actor=shaky.bureau, round=shaky.round, now=now, incomplete_because="雪")
    with pytest.raises(Refused, match="已经公示"):
        ruling.rule(
            actor=shaky.bureau,
            subject=shaky.subject("和顺家园"),
            fact=RATE,
            stands=False,
            reason=WHY,
            now=now,
        )


@pytest.mark.clause("S11")
def test_in_a_weighted_round_one_party_s_firm_survey_is_enough_for_the_veto(town, people, estates, now):
    parties = (PartyPlan("bureau", weight=60), PartyPlan("subdistrict", weight=40))
    play: Play = open_play(town, people, estates, now, combination="weighted", parties=parties)
    play.enter_rest("和顺家园")
    survey(play, "43.9", 12)
    assert play.subject("和顺家园").pending

    survey(play, "30", 500, by=play.street)
    subject = play.subject("和顺家园")
    assert (subject.pending, subject.vetoed) == (False, True)

    survey(play, "30", 9, by=play.street)
    subject = play.subject("和顺家园")
    assert subject.pending
    ruling.rule(actor=play.bureau, subject=subject, fact=RATE, stands=False, reason=WHY, now=now)
    kept = score(play)
    assert not kept.vetoed
    entry = {"facts": kept.facts, "awards": kept.awards, "parties": kept.parties}
    assert recompute.result(CARD, entry).as_json() == kept.result


def test_a_round_knows_the_engine_that_worded_its_reasons(play):
    assert len(play.round.engine) == 64


def test_the_readings_for_a_class_of_estates_come_from_the_pack_and_stand_on_the_fact(play):
    defaults = default_facts(packs.load("xinhua-2022").rounds)
    kept = score(play, "幸福里").facts

    assert defaults["market"] == {}
    assert {name for name, fact in kept.items() if fact["source"] == "default"} == set(defaults["self"])
    assert kept["contract.signed"]["note"]["zh"].startswith("自主管理小区没有物业服务企业")
    assert "self-managed" in kept["contract.signed"]["note"]["en"]


def test_planning_still_takes_the_plan_s_own_least_number_for_a_look(people, now, estates):
    round = planning.plan(actor=people["bureau"], plan=make_plan(survey_least=50), now=now)

    assert round.survey_least == 50
