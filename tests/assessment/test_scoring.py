"""Scoring a round: as many queries for a province as for a village, and nothing lost that came in between."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.assessment.entries import Entry
from linli.assessment.models import Attestation, OutlierNote, PartySheet, RoundEstate, Score
from linli.assessment.plans import PartyPlan
from linli.assessment.scoring.run import judged_round
from linli.assessment.services import entering, moving, planning, scoring
from linli.jobs.worker import run_all
from linli.kernel.errors import Refused
from linli.kernel.period import quarter
from tests.assessment.conftest import make_plan
from tests.conftest import NOW

WEIGHTED = {
    "combination": "weighted",
    "parties": (PartyPlan("bureau", weight=60), PartyPlan("community", weight=40)),
}


def silent(done, total):
    pass


def score(actor, round):
    with judged_round(round, progress=silent) as scored:
        scoring.keep(actor=actor, round=round, scored=scored, now=NOW)
    return scored


def statements(actor, round):
    with CaptureQueriesContext(connection) as asked:
        score(actor, round)
    return [each["sql"] for each in asked.captured_queries]


def village(town, people, estates, number, code=20, **changed):
    """Open a round of `number` further estates in a community of their own."""
    path = f"/1/{code}/"
    town.place(path, level="community")
    for n in range(number):
        estate = town.estate(f"{code}村{n}", path, lifts=0)
        town.project(estate, estates["company"])
    round = planning.plan(actor=people["bureau"], plan=make_plan(places=(path,), **changed), now=NOW)
    planning.open_round(actor=people["bureau"], round=round, now=NOW)
    run_all()
    return round


@pytest.mark.clause("I1")
@pytest.mark.parametrize("changed", [{}, WEIGHTED], ids=["joint", "weighted"])
def test_sixty_estates_are_scored_with_exactly_the_statements_of_five(town, people, estates, changed):
    few = village(town, people, estates, 5, 20, **changed)
    many = village(town, people, estates, 60, 21, period=quarter(2025, 4), **changed)

    asked = statements(people["bureau"], few)

    assert len(statements(people["bureau"], many)) == len(asked) <= 40
    assert Score.objects.filter(round=many).count() == 60


def test_scoring_twice_gives_the_same(play):
    def standing():
        rows = Score.objects.filter(round=play.round).order_by("subject_id")
        return list(rows.values_list("subject_id", "version", "current", "total", "facts", "result", "cells"))

    play.enter_rest("和顺家园", {"lines.findings": 3})
    first = standing()

    score(play.bureau, play.round)

    assert standing() == first
    assert len(first) == 3


def test_an_entry_that_comes_while_a_round_is_judged_is_not_overwritten(play):
    play.enter_rest("矿东花园")
    with judged_round(play.round, progress=silent) as scored:
        play.enter_rest("和顺家园", {"lines.findings": 2})
        scoring.keep(actor=play.bureau, round=play.round, scored=scored, now=NOW)

    subject = play.subject("和顺家园")
    kept = Score.objects.get(subject=subject, current=True)
    assert kept.facts["lines.findings"]["value"] == 2
    assert (subject.complete, subject.total) == (True, kept.total)


def test_nothing_is_written_to_a_round_that_went_on_meanwhile(play):
    with judged_round(play.round, progress=silent) as scored:
        type(play.round).objects.filter(pk=play.round.pk).update(
            state="final", objection_from=NOW, objection_due=NOW
        )
        with pytest.raises(Refused):
            scoring.keep(actor=play.bureau, round=play.round, scored=scored, now=NOW)


def test_judging_alone_writes_nothing(play):
    with CaptureQueriesContext(connection) as asked, judged_round(play.round, progress=silent) as scored:
        assert scored.done == 3

    verbs = {each["sql"].split()[0] for each in asked.captured_queries}
    assert verbs <= {"SELECT", "DECLARE"}


def test_progress_is_told_while_judging(play, monkeypatch):
    monkeypatch.setattr("linli.assessment.scoring.run.TELL_EVERY", 1)
    told = []

    with judged_round(play.round, progress=lambda done, total: told.append((done, total))):
        assert told == [(1, 3), (2, 3), (3, 3)]


def test_scoring_some_estates_leaves_the_notes_about_the_others(play):
    """Those between them along the path too."""
    rows = list(RoundEstate.objects.filter(round=play.round).order_by("path"))
    for row in rows:
        OutlierNote.objects.create(
            round=play.round,
            subject=row,
            kind="jump",
            key=f"jump:{row.pk}:",
            path=row.path,
            zh="高",
            en="high",
        )
    given = {rows[n].code: [Entry("publicity.present", raw=True)] for n in (0, 2)}

    entering.attest(actor=play.assessor, round=play.round, given=given, now=NOW)

    assert [note.subject_id for note in OutlierNote.objects.all()] == [rows[1].pk]


def test_a_note_that_was_looked_at_survives_scoring_again(play):
    play.enter("和顺家园", {"satisfaction.rate": "96.5"}, sample=5)
    note = OutlierNote.objects.get()
    moving.look(actor=play.bureau, note=note, remark="已核对", now=NOW)

    score(play.bureau, play.round)

    assert OutlierNote.objects.get().remark == "已核对"


def test_the_sheets_of_the_parties_follow_each_scoring(town, people, estates):
    round = village(town, people, estates, 2, 30, **WEIGHTED)
    assert PartySheet.objects.filter(round=round).count() == 4

    score(people["bureau"], round)

    assert PartySheet.objects.filter(round=round).count() == 4
    assert not Attestation.objects.exists()
