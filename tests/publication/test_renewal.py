"""What the public reads of a draft keeps up with answered appeals; a weighted round is recomputed whole."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from linli.assessment.plans import PartyPlan
from linli.assessment.queries import appeals as asked
from linli.assessment.services import appealing, judging, moving, ruling
from linli.base.models import Job, JournalEntry
from linli.cli.verify import command as verify
from linli.jobs.worker import run_all
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, Refused
from linli.publication import outputs
from linli.publication.models import PublishedFile, PublishedRound
from linli.publication.queries import results
from linli.publication.services import rounds as publishing
from linli.publication.terms import Stage
from linli.rules import bundle
from tests.assessment.conftest import estates, open_play, people, play  # noqa: F401  the round they play in
from tests.rules.bundles import Verifier

ANYBODY = Actor(name="anonymous")
NAMES = ("和顺家园", "幸福里", "矿东花园")


def draft(play, now):  # noqa: F811
    """Review the round and show its draft."""
    moving.close(actor=play.bureau, round=play.round, now=now)
    run_all()
    for note in play.round.notes.filter(seen_at__isnull=True):
        moving.look(actor=play.bureau, note=note, remark="已核对", now=now)
    play.round.refresh_from_db()
    shown = publishing.publish_draft(
        actor=play.bureau, round=play.round, now=now, incomplete_because="大雪封路"
    )
    run_all()  # the files of what was published are made and kept
    return shown


@pytest.fixture
def shown(play, now):  # noqa: F811
    """The round with its draft open for objection; one estate lost points on its lines."""
    play.enter_rest("和顺家园", {"lines.findings": 6})
    play.enter_rest("幸福里")
    play.draft = draft(play, now)
    return play


def objected(play, now, item="lines"):  # noqa: F811
    made = appealing.make(
        actor=play.company, subject=play.subject("和顺家园"), item=item, grounds="已入管", now=now
    )
    return asked.appeal(play.bureau, pk=made.pk)


def accepted(play, now, value=1):  # noqa: F811
    return publishing.accept_appeal(
        actor=play.bureau,
        appeal=objected(play, now),
        answer="复查属实",
        fact="lines.findings",
        value=value,
        now=now,
    )


def public(code="2026Q1", name="和顺家园"):
    published = results.round_(ANYBODY, code=code)
    score = results.scores(ANYBODY, published).get(estate_name=name)
    return published, results.sheet(ANYBODY, published, estate_code=score.estate_code)


def row(published, name="和顺家园"):
    text = outputs.round_file(ANYBODY, published, "scores.csv").decode("utf-8-sig")
    return next(each for each in csv.DictReader(io.StringIO(text)) if each["小区"] == name)


@pytest.mark.clause("I2")
def test_an_accepted_appeal_renews_what_the_public_reads_of_the_draft(shown, now):
    first, before = public()
    was = row(first)
    later = now + timedelta(days=1)

    accepted(shown, later)

    renewed, after = public()
    assert (first.pk, renewed.stage, renewed.draft_at) == (shown.draft.pk, Stage.DRAFT, first.published_at)
    assert after.score.total == before.score.total + 250
    assert after.facts["lines.findings"]["value"] == 1
    assert after.facts["lines.findings"]["replaced"][0] == {"value": 6, "reason": "复查属实"}
    assert [each["accepted"] for each in after.appeals] == [True]
    assert after.score.changed
    assert results.drafted(ANYBODY, after.score, code="2026Q1").total == before.score.total
    assert renewed.decided_by_name == first.decided_by_name
    assert (renewed.objection_until, renewed.figures["appeals"]) == (
        first.objection_until,
        {"made": 1, "accepted": 1},
    )
    assert PublishedRound.objects.get(pk=first.pk).superseded_at == later
    assert JournalEntry.objects.get(verb="result.renew_draft").clause == "I2"
    assert renewed.journal_hash != first.journal_hash
    assert row(renewed)["总分"] == str(after.score.points) != was["总分"]
    assert row(first) == was


@pytest.mark.clause("I2")
@pytest.mark.parametrize("name", ["scores.xlsx", "scores.csv", "scores.json", "bundle.zip"])
def test_published_files_are_those_of_the_renewed_draft(shown, now, name):
    first, _ = public()
    old = outputs.round_file(ANYBODY, first, name)

    accepted(shown, now)

    renewed, sheet = public()
    assert outputs.round_file(ANYBODY, renewed, name) != old
    assert outputs.round_file(ANYBODY, first, name) == old
    assert bundle.check(outputs.sheet_file(ANYBODY, renewed, sheet, "bundle.zip")).same


def test_a_rejected_appeal_shows_its_answer_and_leaves_the_score(shown, now):
    _, before = public()

    publishing.reject_appeal(
        actor=shown.bureau, appeal=objected(shown, now, "fire_safety"), answer="照片清楚", now=now
    )

    _, after = public()
    assert after.score.total == before.score.total
    assert [(each["accepted"], each["answer"]) for each in after.appeals] == [(False, "照片清楚")]
    assert not after.score.changed


@pytest.mark.clause("I2")
def test_the_final_result_says_what_changed_since_the_draft_was_first_shown(shown, now):
    _, before = public()
    accepted(shown, now)
    over = now + timedelta(days=9)
    shown.round.refresh_from_db()

    final = publishing.publish_final(
        actor=shown.bureau, round=shown.round, decider="许文昌", title="副局长", now=over
    )

    _, after = public()
    assert (final.stage, final.draft_at) == (Stage.FINAL, shown.draft.published_at)
    assert after.score.changed
    assert results.drafted(ANYBODY, after.score, code="2026Q1").total == before.score.total
    with pytest.raises(Refused):
        publishing.renew_draft(actor=shown.bureau, round=shown.round, now=over)


def test_a_large_draft_is_renewed_by_the_worker_once_for_many_answers(shown, now, monkeypatch):
    monkeypatch.setattr(publishing, "AT_ONCE", 1)
    first, before = public()

    accepted(shown, now)
    publishing.reject_appeal(
        actor=shown.bureau, appeal=objected(shown, now, "fire_safety"), answer="照片清楚", now=now
    )

    assert public()[0] == first
    assert Job.objects.filter(kind="round.publish", state="queued").count() == 1
    run_all()
    renewed, after = public()
    assert renewed != first
    assert after.score.total == before.score.total + 250
    assert len(after.appeals) == 2


@pytest.mark.clause("I2")
def test_a_draft_taken_back_is_no_longer_shown_and_one_shown_again_is_a_new_one(shown, now):
    publishing.withdraw_draft(actor=shown.bureau, round=shown.round, note="核对满意率", now=now)
    with pytest.raises(NoSuch):
        public()

    shown.round.refresh_from_db()
    again = publishing.publish_draft(
        actor=shown.bureau, round=shown.round, now=now + timedelta(days=1), incomplete_because="大雪封路"
    )
    assert again.draft_at is None
    assert PublishedRound.objects.count() == 2


@pytest.mark.clause("I2")
@pytest.mark.parametrize("how", ["command", "single file"])
def test_a_weighted_round_published_for_real_is_recomputed_by_both_verifiers(
    town,
    people,  # noqa: F811
    estates,  # noqa: F811
    now,
    tmp_path,
    how,
):
    parties = (
        PartyPlan("subdistrict", weight=30, who="街道办"),
        PartyPlan("bureau", weight=50),
        PartyPlan("community", weight=20, items=("greening", "lines")),
    )
    play = open_play(town, people, estates, now, combination="weighted", parties=parties)  # noqa: F811
    for name, found in zip(NAMES, (3, 7, 11), strict=True):
        play.enter_rest(name, {"lines.findings": found, "satisfaction.rate": "43.3"})
        play.enter_rest(name, {"lines.findings": found + 1, "drainage.no_overflow": False}, by=play.street)
    judging.award(
        actor=play.assessor, subject=play.subject("幸福里"), item="facilities", given=judging.Decimal("6.5"),
        reason="缺一个月记录", now=now, party="bureau",
    )  # fmt: skip
    for name in NAMES:
        subject = play.subject(name)
        if subject.pending:
            ruling.rule(
                actor=play.bureau, subject=subject, fact="satisfaction.rate",
                stands=name == "和顺家园", reason="补查", now=now,
            )  # fmt: skip
    published = draft(play, now)
    assert published.engine == bundle.engine()
    paths = [tmp_path / "round.zip"]
    paths[0].write_bytes(outputs.round_file(ANYBODY, published, "bundle.zip"))
    for number, name in enumerate(NAMES):
        _, sheet = public(name=name)
        assert len(sheet.parties) == 3
        paths.append(tmp_path / f"{number}.zip")
        paths[-1].write_bytes(outputs.sheet_file(ANYBODY, published, sheet, "bundle.zip"))

    for path in paths:
        if how == "command":
            answer = CliRunner().invoke(verify, [str(path), "--json"], standalone_mode=False)
            status, said = answer.return_value, answer.output
        else:
            verifier = Verifier(tmp_path)
            status, said = verifier(path.read_bytes())
            verifier.close()
        report = json.loads(said)
        assert (status, report["same"], report["wording"]) == (0, True, [])
    assert published.objection_until == date(2026, 3, 9)


def test_the_worker_makes_no_files_of_a_draft_that_was_overtaken_while_they_waited(shown, now):
    accepted(shown, now, value=1)
    overtaken, _ = public()
    publishing.reject_appeal(
        actor=shown.bureau, appeal=objected(shown, now, "fire_safety"), answer="照片清楚", now=now
    )
    run_all()

    newest, _ = public()
    made = set(PublishedFile.objects.values_list("round_id", flat=True))
    assert newest.pk in made
    assert overtaken.pk not in made
