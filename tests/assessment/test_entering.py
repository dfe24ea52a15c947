"""Facts are entered by the party responsible, and never typed over a record."""

from __future__ import annotations

from datetime import date

import pytest

from linli.assessment.entries import EntriesRefused, Entry
from linli.assessment.models import Attestation, Bar, OutlierNote, RoundEstate, Score
from linli.assessment.services import entering, moving, scoring
from linli.base import journal
from linli.base.files import store
from linli.base.models import JournalEntry
from linli.jobs.worker import run_all
from linli.kernel.errors import NotAllowed, Refused
from tests.assessment.conftest import GOOD
from tests.conftest import NOW


def score(play, name):
    return Score.objects.get(subject=play.subject(name), current=True)


def points(play, name, item):
    return next(each["score"] for each in score(play, name).result["items"] if each["id"] == item)


@pytest.mark.clause("S14", "S15")
def test_what_is_entered_is_scored_at_once(play):
    play.enter("和顺家园", {"fire_safety.findings": 5, "lines.findings": "4"}, place="2 号楼")

    assert points(play, "和顺家园", "fire_safety") == "5.50"
    assert points(play, "和顺家园", "lines") == "6.00"
    kept = score(play, "和顺家园").facts["fire_safety.findings"]
    assert (kept["by"], kept["role"], kept["party"], kept["place"]) == ("Ada", "assessor", "bureau", "2 号楼")


@pytest.mark.clause("S1", "S2", "S3", "S4", "S10", "S11", "S12", "S13", "S16", "S17")
def test_a_whole_form_completes_an_estate(play):
    play.enter_rest("和顺家园")

    subject = play.subject("和顺家园")
    assert subject.complete
    assert subject.owing == 0
    assert score(play, "和顺家园").result["missing"] == []
    assert subject.total == 9500 - 500  # 信息登记: the company's file shows no registration


def test_a_line_is_left_with_what_was_and_what_is(play):
    play.enter("和顺家园", {"lines.findings": 1})
    play.enter("和顺家园", {"lines.findings": 2}, reason="漏记一处")

    line = JournalEntry.objects.filter(verb="fact.attest").latest("id")
    assert line.change == {"lines.findings": [1, 2]}
    assert (line.place, line.clause) == (play.subject("和顺家园").path, "S15")
    assert list(journal.verify()) == []


def test_the_old_entry_stays_beside_the_new(play):
    play.enter("和顺家园", {"lines.findings": 1})
    play.enter("和顺家园", {"lines.findings": 2}, reason="漏记一处")

    rows = Attestation.objects.filter(fact="lines.findings").order_by("id")
    assert [(row.value, row.current) for row in rows] == [(1, False), (2, True)]


def test_a_change_and_a_not_applicable_want_a_reason(play):
    play.enter("和顺家园", {"lines.findings": 1})

    for facts in ({"lines.findings": 2}, {"facilities.security": "n/a"}):
        with pytest.raises(EntriesRefused, match="理由"):
            play.enter("和顺家园", facts)


@pytest.mark.clause("S6")
def test_nobody_types_over_what_a_record_says(play):
    with pytest.raises(EntriesRefused, match="档案"):
        play.enter("和顺家园", {"registration.on_platform": True, "lines.findings": 0})

    assert not Attestation.objects.exists()


def test_all_faults_come_at_once_and_nothing_is_half_written(play):
    with pytest.raises(EntriesRefused) as refusal:
        play.enter(
            "和顺家园",
            {"lines.findings": -1, "satisfaction.rate": "120", "no.such": True, "publicity.present": True},
        )

    assert [fault.fact for fault in refusal.value.faults] == [
        "lines.findings",
        "satisfaction.rate",
        "no.such",
    ]
    assert not Attestation.objects.exists()


def test_an_estate_out_of_reach_is_not_there(town, play):
    neighbour = town.actor("hu", "community", "/1/1/")

    with pytest.raises(NotAllowed):
        play.enter("矿东花园", {"lines.findings": 1}, by=neighbour)
    assert play.enter("和顺家园", {"lines.findings": 1}, by=neighbour) == 1


@pytest.mark.clause("I1")
def test_nobody_judges_an_estate_whose_company_he_serves(town, play, estates):
    town.person("ada", "company", estates["矿东花园"].path, estates["company"].organisation)

    with pytest.raises(Refused, match="任职"):
        play.enter("和顺家园", {"lines.findings": 0})
    assert play.enter("幸福里", {"lines.findings": 0}) == 1


@pytest.mark.clause("I1", "G3")
def test_a_quality_director_may_enter_but_is_shown(play):
    Bar.objects.create(
        round=play.round, user_id=play.assessor.user_id, user_name="Ada", path="/1/1/", effect="flag",
        reason="义务质量总监",
    )  # fmt: skip

    play.enter("和顺家园", {"lines.findings": 0})

    assert score(play, "和顺家园").facts["lines.findings"]["flagged"] is True
    assert OutlierNote.objects.filter(kind="flagged", subject__name="和顺家园").exists()


@pytest.mark.clause("I1")
def test_whoever_is_barred_may_not_enter(play):
    Bar.objects.create(
        round=play.round, user_id=play.assessor.user_id, user_name="Ada", path="/1/1/", effect="refuse",
        reason="亲属任职",
    )  # fmt: skip

    with pytest.raises(Refused, match="回避"):
        play.enter("和顺家园", {"lines.findings": 0})
    assert play.enter("矿东花园", {"lines.findings": 0}) == 1


def test_a_company_does_not_enter_facts(play):
    with pytest.raises(NotAllowed):
        play.enter("和顺家园", {"lines.findings": 0}, by=play.company)


def test_a_role_that_is_no_party_of_the_round_enters_nothing(town, play):
    committee = town.actor("yu", "committee", play.subject("和顺家园").path)

    with pytest.raises(NotAllowed, match="考评方"):
        play.enter("和顺家园", {"lines.findings": 0}, by=committee)


@pytest.mark.clause("I1")
def test_where_parties_differ_the_bureau_s_word_stands_and_the_rest_is_shown(town, play):
    community = town.actor("hu", "community", "/1/1/")
    play.enter("和顺家园", {"lines.findings": 3}, by=play.street)
    play.enter("和顺家园", {"lines.findings": 1}, by=community)

    assert score(play, "和顺家园").facts["lines.findings"]["value"] == 1
    assert OutlierNote.objects.filter(kind="disagree").count() == 1

    play.enter("和顺家园", {"lines.findings": 2}, by=play.assessor)

    assert score(play, "和顺家园").facts["lines.findings"]["value"] == 2
    assert not OutlierNote.objects.filter(kind="disagree").exists()


def test_entries_close_with_the_round_and_after_the_last_day(play, now):
    code = play.subject("和顺家园").code
    late = now.replace(day=21)
    with pytest.raises(Refused, match="截止"):
        entering.attest(
            actor=play.assessor, round=play.round, given={code: [Entry("lines.findings", 0)]}, now=late
        )
    moving.close(actor=play.bureau, round=play.round, now=now)
    with pytest.raises(Refused, match="不再登记"):
        play.enter("和顺家园", {"lines.findings": 0})


def test_saying_the_same_again_writes_nothing(play):
    play.enter("和顺家园", {"lines.findings": 1})

    with pytest.raises(Refused, match="一样"):
        play.enter("和顺家园", {"lines.findings": "1"})
    assert Attestation.objects.count() == 1


def test_a_photo_goes_with_its_fact_as_evidence(play):
    raw = photo()
    subject = play.subject("和顺家园")
    row = store(
        actor=play.assessor, raw=raw, name="IMG_1.jpg", place=subject.path, permission="round.view", now=NOW
    )

    play.enter("和顺家园", {"fire_safety.findings": 1}, files=(row.pk,))

    evidence = score(play, "和顺家园").facts["fire_safety.findings"]["evidence"]
    assert evidence[1] == f"file:{row.pk}#{row.sha256}"


def photo():
    from io import BytesIO

    from PIL import Image

    kept = BytesIO()
    Image.new("RGB", (40, 30), "#888").save(kept, "JPEG")
    return kept.getvalue()


def test_a_table_of_estates_is_entered_in_a_bounded_number_of_queries(play, django_assert_max_num_queries):
    codes = RoundEstate.objects.filter(round=play.round).values_list("code", flat=True)
    facts = {
        name: raw for name, raw in GOOD.items() if name.split(".")[0] in ("fire_safety", "lines", "position")
    }
    given = {code: [Entry(fact, raw, on=date(2026, 3, 1)) for fact, raw in facts.items()] for code in codes}

    with django_assert_max_num_queries(75):
        entered = entering.attest(actor=play.assessor, round=play.round, given=given, now=NOW)

    assert entered == 3 * len(facts)


def test_scoring_again_gives_the_same_result(play, now):
    play.enter("和顺家园", {"fire_safety.findings": 5})
    before = list(Score.objects.order_by("subject").values_list("subject", "facts", "result", "version"))

    scoring.ask(actor=play.bureau, round=play.round, now=now)
    run_all()

    after = list(Score.objects.order_by("subject").values_list("subject", "facts", "result", "version"))
    assert before == after
