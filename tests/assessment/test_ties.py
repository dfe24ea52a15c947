"""Whoever holds a cross-appointment may judge, but the sheet says so."""

from __future__ import annotations

from datetime import date

import pytest

from linli.assessment.models import OutlierNote, Score
from linli.tripartite.services import appointments
from linli.tripartite.services.appointments import Term
from tests.conftest import NOW


def is_flagged(play, name):
    score = Score.objects.get(subject=play.subject(name), current=True)
    return score.facts["lines.findings"].get("flagged", False)


def direct(town, play, estate, since, until=None):
    term = Term(name="艾达", since=since, until=until, user_id=play.assessor.user_id)
    street = town.actor("su", "subdistrict", "/1/")
    return appointments.direct(actor=street, now=NOW, estate=estate, term=term)


@pytest.mark.clause("G3", "I1")
def test_a_quality_director_of_the_estate_is_shown_on_its_sheet_without_anybody_naming_him(
    town, play, estates
):
    direct(town, play, estates["和顺家园"], date(2026, 1, 1))

    play.enter("和顺家园", {"lines.findings": 0})
    play.enter("幸福里", {"lines.findings": 0})

    assert is_flagged(play, "和顺家园") is True
    assert is_flagged(play, "幸福里") is False
    assert OutlierNote.objects.filter(kind="flagged", subject__name="和顺家园").exists()


def test_a_director_whose_term_was_over_before_the_round_is_tied_no_longer(town, play, estates):
    direct(town, play, estates["和顺家园"], date(2025, 1, 1), date(2026, 1, 1))

    play.enter("和顺家园", {"lines.findings": 0})

    assert is_flagged(play, "和顺家园") is False


@pytest.mark.clause("G4", "I1")
def test_a_company_head_on_the_community_s_bodies_is_shown_wherever_the_company_serves(town, play, estates):
    term = Term(name="艾达", since=date(2026, 1, 1), user_id=play.assessor.user_id)
    town.place("/1/1/").level = "community"
    appointments.take_in(
        actor=town.actor("su", "subdistrict", "/1/"),
        now=NOW,
        community=town.place("/1/1/"),
        company=estates["company"],
        term=term,
    )

    play.enter("矿东花园", {"lines.findings": 0})
    play.enter("幸福里", {"lines.findings": 0})

    assert is_flagged(play, "矿东花园") is True
    assert is_flagged(play, "幸福里") is False
