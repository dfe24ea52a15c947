"""The standing of an estate on any day: from the records, the rest from the last round, named as such."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.assessment.current import day_of
from linli.assessment.facts.afresh import counted_since
from linli.assessment.models import Score
from linli.assessment.queries import standing as queries
from linli.assessment.queries.standing_changes import changes
from linli.assessment.queries.standings import estates as estates_of
from linli.assessment.queries.standings import of_page, standings
from linli.assessment.services import moving
from linli.jobs.worker import run_all
from linli.kernel.errors import NoSuch, Refused
from linli.publication.services import rounds as publishing
from linli.registry.services import records
from tests.assessment.conftest import CARD
from tests.conftest import NOW, TODAY

OTHER_DAY = TODAY - timedelta(days=1)


def sign(people, estate, **changed):
    fields = {"kind": "first", "signed_on": date(2026, 3, 2), "start": date(2026, 3, 2)} | changed
    return records.sign(actor=people["bureau"], now=NOW, project=estate.projects.get(), fields=fields)


def issue(people, estate, kind="training", **changed):
    fields = {"kind": kind, "title": "制度", "issued_on": date(2026, 3, 2)} | changed
    return records.issue(actor=people["bureau"], now=NOW, estate=estate, fields=fields)


def line(found, item):
    return next(each for each in found.lines if each.item.id == item)


@pytest.fixture
def concluded(play, people):
    """The round with everything entered, shown as a draft."""
    for name in ("和顺家园", "幸福里", "矿东花园"):
        changed = {"satisfaction.rate": "84.5", "greening.findings": 2} if name == "和顺家园" else None
        play.enter_rest(name, changed)
    moving.close(actor=people["bureau"], round=play.round, now=NOW)
    run_all()
    play.round.refresh_from_db()
    publishing.publish_draft(actor=people["bureau"], round=play.round, now=NOW)
    return play


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (date(2026, 3, 2), date(2025, 12, 1)),
        (date(2026, 1, 31), date(2025, 10, 1)),
        (date(2026, 12, 1), date(2026, 9, 1)),
    ],
)
def test_three_whole_months_and_the_running_one_are_counted(day, since):
    assert counted_since(day) == since


@pytest.mark.clause("S8", "S9")
def test_a_standing_needs_no_round(people, estates):
    estate = estates["和顺家园"]
    before = queries.standing(people["bureau"], estate, day=OTHER_DAY)
    sign(people, estate)
    for kind in ("responsibility", "training", "procedures"):
        issue(people, estate, kind)

    found = queries.standing(people["bureau"], estate, day=TODAY)

    assert line(before, "safety_rules").status == "unscored"
    assert line(found, "safety_rules").score == "5.00"
    assert (found.round, found.total, found.carried) == (None, "", frozenset())
    assert "satisfaction.rate" in found.missing
    assert found.ways


@pytest.mark.clause("S1", "S11", "S12")
def test_what_only_a_round_can_say_comes_from_the_last_one_and_says_so(concluded, people, estates):
    found = queries.standing(people["bureau"], estates["和顺家园"], day=TODAY)

    score = Score.objects.get(subject=concluded.subject("和顺家园"), current=True)
    assert found.round == concluded.round
    assert (found.total, found.missing) == (score.result["total"], [])
    assert {"satisfaction.rate", "greening.findings"} <= found.carried
    assert "party_life.meetings_held" in found.entered
    assert "satisfaction.rate" not in found.entered


def test_a_record_beats_what_was_entered_in_the_last_round(concluded, people, estates):
    estate = estates["和顺家园"]
    issue(people, estate, valid_until=date(2026, 3, 3))

    before = queries.standing(people["bureau"], estate, day=TODAY)
    after = queries.standing(people["bureau"], estate, day=TODAY + timedelta(days=1))

    assert "safety_rules.training" not in before.carried
    assert line(before, "safety_rules").score == "5.00"
    assert line(after, "safety_rules").score == "3.50"


def test_ways_name_their_facts_and_whether_a_record_does_it(concluded, people, estates):
    found = queries.standing(people["bureau"], estates["和顺家园"], day=TODAY)

    ways = {each.facts: each.by_record for each in found.ways}
    assert ways[("greening.findings",)] is False
    assert ways[("registration.on_platform",)] is True
    effort = [each.win.points for each in found.ways]
    assert effort


def test_nobody_reads_the_standing_of_somebody_else_s_estate(town, people, estates):
    far = town.actor("fa", "community", "/1/10/")
    owner = town.actor("ow", "owner", estates["和顺家园"].path)

    for actor in (far, owner):
        with pytest.raises(NoSuch):
            queries.standing(actor, estates["和顺家园"], day=TODAY)
    assert [each.name for each in estates_of(far)] == ["矿东花园"]
    assert [each.name for each in standings(far, estates_of(far), day=TODAY)] == ["矿东花园"]


@pytest.mark.parametrize("text", ["2026-03-03", "2019-12-31", "gestern", "2026-02-30"])
def test_a_day_nobody_can_speak_of_is_refused(text):
    with pytest.raises(Refused):
        day_of(text, today=TODAY)
    assert day_of("", today=TODAY) == TODAY
    assert day_of("2026-01-05", today=TODAY) == date(2026, 1, 5)


def test_the_table_says_of_each_estate_what_its_own_sheet_says(concluded, people, estates):
    rows = list(estates_of(people["bureau"]))

    briefs = of_page(people["bureau"], rows, day=TODAY)

    assert [each.name for each in briefs] == [each.name for each in rows]
    for brief, row in zip(briefs, rows, strict=True):
        found = queries.standing(people["bureau"], row, day=TODAY)
        assert f"{brief.reached / 100:.2f}" == found.reached
        assert len(brief.cells) == 5 * len(CARD.items)
        assert brief.carried == len(found.carried)


def test_the_table_asks_as_much_for_three_estates_as_for_thirty(town, people, estates):
    def asked():
        with CaptureQueriesContext(connection) as made:
            list(standings(people["bureau"], estates_of(people["bureau"]), day=TODAY))
        return len(made)

    few = asked()
    for number in range(27):
        estate = town.estate(f"小区{number}", "/1/1/")
        town.project(estate, estates["company"])
        sign(people, estate)

    assert asked() == few <= 18


def test_a_page_is_remembered_until_something_is_written(people, estates, django_assert_max_num_queries):
    rows = list(estates_of(people["bureau"]))
    before = of_page(people["bureau"], rows, day=TODAY)
    with django_assert_max_num_queries(2):
        assert of_page(people["bureau"], rows, day=TODAY) == before

    sign(people, estates["和顺家园"])

    assert of_page(people["bureau"], rows, day=TODAY) != before


@pytest.mark.clause("S8", "S9")
def test_a_change_is_explained_by_its_record_who_and_when(people, estates):
    estate = estates["和顺家园"]
    contract = sign(people, estate)
    records.file_contract(
        actor=people["bureau"], now=NOW, contract=contract, on=date(2026, 3, 2), number="备1号"
    )

    found = changes(people["bureau"], estate, since=OTHER_DAY, until=TODAY)

    (item,) = found.items
    assert (item.before, item.after, item.gain, found.gain) == ("—", "5", 500, 500)
    signed, filed = item.causes
    assert signed.evidence == (f"contract:{contract.pk}",)
    assert (signed.before.en, signed.after.en) == ("not given yet", "yes")
    assert {deed.verb for deed in filed.deeds} == {"contract.sign", "contract.file"}
    assert filed.deeds[0].who == people["bureau"].name


def test_what_ran_out_by_itself_has_a_note_and_no_deed(people, estates):
    estate = estates["和顺家园"]
    for kind in ("responsibility", "procedures"):
        issue(people, estate, kind, issued_on=date(2026, 1, 1))
    issue(people, estate, issued_on=date(2026, 1, 1), valid_until=date(2026, 3, 1))

    found = changes(people["bureau"], estate, since=date(2026, 2, 28), until=TODAY)

    (item,) = found.items
    (cause,) = item.causes
    assert (item.gain, cause.deeds) == (-150, [])
    assert "2026-03-01" in cause.note.zh
    with pytest.raises(Refused):
        changes(people["bureau"], estate, since=TODAY, until=TODAY)
