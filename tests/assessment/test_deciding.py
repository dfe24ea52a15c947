"""Judgement, review, draft, appeals, final, published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from linli.assessment import queries
from linli.assessment.models import Appeal, OutlierNote, Score
from linli.assessment.plans import PartyPlan
from linli.assessment.services import appealing, deciding, judging, moving, scoring
from linli.base import journal
from linli.jobs.worker import run_all
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.kernel.lifecycle import IllegalMove
from tests.assessment.conftest import open_play

DAY = timedelta(days=1)


def line(play, name, item, version=None):
    rows = Score.objects.filter(subject=play.subject(name))
    score = rows.get(version=version) if version else rows.get(current=True)
    return next(each for each in score.result["items"] if each["id"] == item)


@pytest.fixture
def drafted(play, now):
    """The round with every estate complete, reviewed, and its draft published."""
    play.enter_rest("和顺家园", {"fire_safety.findings": 5, "drainage.key_parts_checked": False})
    play.enter_rest("幸福里")
    play.enter_rest("矿东花园")
    moving.close(actor=play.bureau, round=play.round, now=now)
    run_all()
    for note in OutlierNote.objects.filter(seen_at__isnull=True):
        moving.look(actor=play.bureau, note=note, remark="已核对", now=now)
    deciding.publish_draft(actor=play.bureau, round=play.round, now=now)
    return play


@pytest.mark.clause("S13")
def test_judgement_replaces_the_default_reading_and_stays_beside_it(play, now):
    play.enter_rest("和顺家园", {"drainage.key_parts_checked": False})

    judging.award(
        actor=play.assessor,
        subject=play.subject("和顺家园"),
        item="drainage",
        given=Decimal("7"),
        reason="仅 1 号楼人防口漏查",
        now=now,
    )

    judged = line(play, "和顺家园", "drainage")
    assert (judged["score"], judged["award"]["replaces"]) == ("7.00", "5.00")

    judging.take_back(actor=play.assessor, subject=play.subject("和顺家园"), item="drainage", now=now)
    assert line(play, "和顺家园", "drainage")["score"] == "5.00"


@pytest.mark.parametrize(
    ("item", "given", "reason", "words"),
    [
        ("fire_safety", "8", "", "不能改分"),
        ("drainage", "8.01", "多", "0 到 8"),
        ("drainage", "7", " ", "理由"),
    ],
)
def test_judgement_has_its_limits(play, now, item, given, reason, words):
    subject = play.subject("和顺家园")
    with pytest.raises(Refused, match=words):
        judging.award(
            actor=play.assessor, subject=subject, item=item, given=Decimal(given), reason=reason, now=now
        )


def test_a_subdistrict_enters_but_does_not_judge(play, now):
    with pytest.raises(NotAllowed):
        judging.award(
            actor=play.street,
            subject=play.subject("和顺家园"),
            item="drainage",
            given=Decimal("8"),
            reason="",
            now=now,
        )


@pytest.mark.clause("S17")
def test_a_bonus_is_given_with_its_reason(play, now):
    play.enter_rest("和顺家园")
    judging.award(
        actor=play.assessor,
        subject=play.subject("和顺家园"),
        item="bonus",
        given=Decimal("2"),
        reason="市住建局通报表扬",
        now=now,
    )

    assert play.subject("和顺家园").bonus == 200


@pytest.mark.clause("I1")
def test_one_who_finds_nothing_anywhere_is_noticed(town, play, now):
    for n in range(4):
        town.estate(f"新{n}", "/1/1/")
    notes = OutlierNote.objects.filter(kind="full_marks")
    for name in ("和顺家园", "幸福里", "矿东花园"):
        play.enter(name, {"lines.findings": 0})
    scoring.ask(actor=play.bureau, round=play.round, now=now)
    run_all()

    assert not notes.exists()  # three estates prove nothing


@pytest.mark.clause("S11")
@pytest.mark.parametrize(
    ("rate", "sample", "odd"),
    [("43.9", 20, True), ("52", 60, True), ("83.6", 214, False), ("90", None, True)],
)
def test_a_satisfaction_rate_on_few_answers_or_near_the_veto_is_looked_at(play, rate, sample, odd):
    play.enter("和顺家园", {"satisfaction.rate": rate}, sample=sample)

    assert OutlierNote.objects.filter(kind="survey").exists() is odd


@pytest.mark.clause("I2")
def test_a_draft_waits_until_everything_odd_was_looked_at(play, now):
    play.enter_rest("和顺家园", {"satisfaction.rate": "52"})
    stale = OutlierNote.objects.get()
    moving.close(actor=play.bureau, round=play.round, now=now)
    run_all()
    note = OutlierNote.objects.get()
    with pytest.raises(Stale):
        moving.look(actor=play.bureau, note=stale, remark="已核对", now=now)

    with pytest.raises(Refused, match="看一眼"):
        deciding.publish_draft(actor=play.bureau, round=play.round, now=now, incomplete_because="雪")
    moving.look(actor=play.bureau, note=note, remark="样本少，已安排第二次调查", now=now)
    with pytest.raises(Refused, match="2 个小区没评完"):
        deciding.publish_draft(actor=play.bureau, round=play.round, now=now)
    deciding.publish_draft(actor=play.bureau, round=play.round, now=now, incomplete_because="大雪封路")

    assert play.round.state == "draft"


@pytest.mark.clause("I2")
def test_objections_run_five_working_days_of_the_real_calendar(drafted):
    assert drafted.round.objection_from == date(2026, 3, 2)
    assert drafted.round.objection_due == date(2026, 3, 9)
    assert not drafted.round.objection_provisional


@pytest.mark.clause("I2")
def test_a_deadline_into_a_year_without_calendar_is_provisional(town, people, estates, drafted):
    moving_on = datetime(2026, 12, 30, 1, 0, tzinfo=UTC)
    deciding.withdraw_draft(actor=drafted.bureau, round=drafted.round, note="核对", now=moving_on)

    deciding.publish_draft(actor=drafted.bureau, round=drafted.round, now=moving_on)

    assert drafted.round.objection_provisional
    assert drafted.round.objection_due > date(2027, 1, 1)


@pytest.mark.clause("I2")
def test_scores_of_a_draft_change_by_appeal_only(drafted, now):
    with pytest.raises(Refused, match="申诉"):
        scoring.ask(actor=drafted.bureau, round=drafted.round, now=now)


def appeal(play, now, item="fire_safety", **also):
    return appealing.make(
        actor=play.company,
        subject=play.subject("和顺家园"),
        item=item,
        grounds="5 处里有 2 处在红线外",
        now=now,
        **also,
    )


@pytest.mark.clause("I2")
def test_an_accepted_appeal_replaces_the_fact_and_keeps_both_scores(drafted, now):
    made = appeal(drafted, now)
    assert made.due == date(2026, 3, 9)

    appealing.accept(
        actor=drafted.bureau,
        appeal=made,
        answer="复核属实，改为 3 处",
        fact="fire_safety.findings",
        value=3,
        now=now,
    )

    assert line(drafted, "和顺家园", "fire_safety", version=1)["score"] == "5.50"
    assert line(drafted, "和顺家园", "fire_safety", version=2)["score"] == "6.50"
    assert drafted.subject("和顺家园").version == 2
    made.refresh_from_db()
    assert (made.state, made.value_before, made.value_after) == ("accepted", 5, 3)
    fact = Score.objects.get(subject=drafted.subject("和顺家园"), current=True).facts["fire_safety.findings"]
    assert (fact["source"], fact["reason"]) == ("appeal", "复核属实，改为 3 处")
    assert list(journal.verify()) == []


@pytest.mark.clause("I2")
def test_an_accepted_appeal_may_replace_a_record(drafted, now):
    made = appeal(drafted, now, item="registration")

    appealing.accept(
        actor=drafted.bureau,
        appeal=made,
        answer="平台截图证明已登记",
        fact="registration.on_platform",
        value=True,
        now=now,
    )

    assert line(drafted, "和顺家园", "registration")["score"] == "5.00"


def test_an_accepted_appeal_may_replace_a_judgement(drafted, now):
    made = appeal(drafted, now, item="drainage")

    appealing.accept(actor=drafted.bureau, appeal=made, answer="只漏一处", award=Decimal("7"), now=now)

    assert line(drafted, "和顺家园", "drainage")["score"] == "7.00"
    made.refresh_from_db()
    assert (made.value_before, made.value_after) == ("5.00", "7.00")


def test_an_acceptance_that_changes_nothing_is_refused(drafted, now):
    made = appeal(drafted, now)

    for wrong in ({}, {"fact": "fire_safety.findings", "value": 5}, {"fact": "lines.findings", "value": 1}):
        with pytest.raises(Refused):
            appealing.accept(actor=drafted.bureau, appeal=made, answer="属实", now=now, **wrong)
    assert Score.objects.filter(subject=drafted.subject("和顺家园")).count() == 1


@pytest.mark.clause("I2")
def test_an_appeal_is_answered_with_reasons_and_by_another_person(town, drafted, now):
    made = appeal(drafted, now)
    both = town.actor("ada", "bureau", "/1/")

    with pytest.raises(Refused, match="换一位"):
        appealing.reject(actor=both, appeal=made, answer="照片清楚", now=now)
    with pytest.raises(Refused, match="理由"):
        appealing.reject(actor=drafted.bureau, appeal=made, answer=" ", now=now)
    appealing.reject(actor=drafted.bureau, appeal=made, answer="照片清楚，5 处都在小区内", now=now)

    assert Appeal.objects.get().state == "rejected"


@pytest.mark.clause("I2")
def test_only_those_concerned_appeal_in_time_and_once_per_item(town, drafted, now):
    other = town.actor("xu", "company", drafted.subject("和顺家园").path, "company:999")
    with pytest.raises(NotAllowed):
        appealing.make(
            actor=other, subject=drafted.subject("和顺家园"), item="lines", grounds="不对", now=now
        )
    made = appeal(drafted, now)
    with pytest.raises(Refused, match="已有一件"):
        appeal(drafted, now)
    appealing.withdraw(actor=drafted.company, appeal=made, now=now)
    appeal(drafted, now)
    with pytest.raises(Refused, match="结束"):
        appeal(drafted, now + 8 * DAY, item="lines")


def test_there_is_no_appeal_before_the_draft(play, now):
    with pytest.raises(Refused, match="公示期"):
        appeal(play, now)


@pytest.mark.clause("I2")
def test_a_result_is_final_after_the_last_answer_and_published_by_name(drafted, now):
    made = appeal(drafted, now)
    over = now + 8 * DAY
    with pytest.raises(Refused, match="公示到"):
        deciding.finalise(actor=drafted.bureau, round=drafted.round, now=now)
    with pytest.raises(Refused, match="1 件申诉"):
        deciding.finalise(actor=drafted.bureau, round=drafted.round, now=over)
    appealing.reject(actor=drafted.bureau, appeal=made, answer="照片清楚", now=over)
    deciding.finalise(actor=drafted.bureau, round=drafted.round, now=over)
    with pytest.raises(Refused, match="姓名"):
        deciding.publish(actor=drafted.bureau, round=drafted.round, decider="", title="副局长", now=over)
    deciding.publish(actor=drafted.bureau, round=drafted.round, decider="陈立群", title="副局长", now=over)

    assert drafted.round.decided_by_name == "陈立群"
    assert list(queries.published_rounds(drafted.bureau)) == [drafted.round]
    with pytest.raises(IllegalMove):
        deciding.withdraw_draft(actor=drafted.bureau, round=drafted.round, note="改", now=over)


@pytest.mark.clause("I1")
def test_in_a_weighted_round_each_party_has_its_own_sheet(town, people, estates, now):
    parties = (PartyPlan("bureau", weight=60), PartyPlan("subdistrict", weight=40, items=("fire_safety",)))
    play = open_play(town, people, estates, now, combination="weighted", parties=parties)

    play.enter_rest("和顺家园", {"fire_safety.findings": 2})
    assert line(play, "和顺家园", "fire_safety")["score"] is None
    assert play.subject("和顺家园").owing == 0b10
    play.enter("和顺家园", {"fire_safety.findings": 6}, by=play.street)

    assert line(play, "和顺家园", "fire_safety")["score"] == "6.20"  # 8 − (60 × 1 + 40 × 3) / 100
    assert play.subject("和顺家园").owing == 0
    kept = Score.objects.get(subject=play.subject("和顺家园")).parties
    assert kept["subdistrict"]["facts"]["fire_safety.findings"]["value"] == 6


def test_a_party_enters_only_what_it_answers_for(town, people, estates, now):
    parties = (PartyPlan("bureau"), PartyPlan("subdistrict", items=("fire_safety",)))
    play = open_play(town, people, estates, now, parties=parties)

    with pytest.raises(Refused, match="不归"):
        play.enter("和顺家园", {"lines.findings": 2}, by=play.street)
    assert play.enter("和顺家园", {"fire_safety.findings": 2}, by=play.street) == 1
