"""A round is planned, checked, copied from records of the day, opened."""

from __future__ import annotations

from datetime import date

import pytest

from linli.assessment import queries
from linli.assessment.models import Round, RoundEstate
from linli.assessment.plans import PartyPlan
from linli.assessment.services import planning
from linli.base.models import Job, JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from tests.assessment.conftest import make_plan, open_play


@pytest.mark.clause("I1")
def test_only_the_bureau_plans_a_round(people, now):
    with pytest.raises(NotAllowed):
        planning.plan(actor=people["assessor"], plan=make_plan(), now=now)

    round = planning.plan(actor=people["bureau"], plan=make_plan(), now=now)

    assert (round.code, round.state) == ("2026Q1", "planned")
    assert round.title == "2026年第一季度考评"
    line = JournalEntry.objects.latest("id")
    assert (line.verb, line.place, line.clause) == ("round.plan", "/1/", "I1")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"facts_due": date(2025, 12, 31)}, "facts_due"),
        ({"parties": ()}, "parties"),
        ({"parties": (PartyPlan("bureau"), PartyPlan("bureau"))}, "parties"),
        ({"parties": (PartyPlan("bureau", due=date(2026, 4, 1)),)}, "parties"),
        ({"parties": (PartyPlan("bureau", items=("no_such",)),)}, "parties"),
        ({"parties": (PartyPlan("bureau", items=("lines",)),)}, "parties"),
        ({"modes": ()}, "modes"),
        ({"places": ("/2/",)}, "places"),
        (
            {
                "combination": "weighted",
                "parties": (PartyPlan("bureau", weight=60), PartyPlan("community", weight=30)),
            },
            "weights",
        ),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused_by_name(people, now, changed, field):
    with pytest.raises(Refused) as refusal:
        planning.plan(actor=people["bureau"], plan=make_plan(**changed), now=now)

    assert field in refusal.value.fields


def test_a_district_has_one_round_of_a_period(people, now):
    planning.plan(actor=people["bureau"], plan=make_plan(), now=now)

    with pytest.raises(Refused, match="2026Q1"):
        planning.plan(actor=people["bureau"], plan=make_plan(), now=now)


def test_a_plan_is_seen_by_those_who_make_it_only(people, now):
    planning.plan(actor=people["bureau"], plan=make_plan(), now=now)

    assert queries.rounds(people["bureau"]).count() == 1
    assert queries.rounds(people["assessor"]).count() == 0


@pytest.mark.clause("I1")
def test_opening_takes_the_estates_as_they_are(play, estates):
    subject = play.subject("和顺家园")

    assert play.round.estates == 3
    assert play.round.pack_sha256
    assert (subject.company_name, subject.mode, subject.households) == ("和邻物业", "market", 300)
    assert play.subject("幸福里").company_name == ""


def test_a_round_may_take_some_places_and_classes_only(town, people, estates, now):
    play = open_play(town, people, estates, now, places=("/1/1/",), modes=("market",))

    assert list(RoundEstate.objects.filter(round=play.round).values_list("name", flat=True)) == ["和顺家园"]


def test_a_round_without_estates_does_not_open(people, now):
    round = planning.plan(actor=people["bureau"], plan=make_plan(), now=now)

    with pytest.raises(Refused, match="没有小区"):
        planning.open_round(actor=people["bureau"], round=round, now=now)

    round.refresh_from_db()
    assert round.state == "planned"


def test_opening_costs_the_same_number_of_queries_for_many_estates(
    town, people, now, django_assert_max_num_queries
):
    for n in range(30):
        town.estate(f"小区{n}", "/1/1/")
    round = planning.plan(actor=people["bureau"], plan=make_plan(), now=now)

    with django_assert_max_num_queries(26):
        planning.open_round(actor=people["bureau"], round=round, now=now)

    assert RoundEstate.objects.filter(round=round).count() == 30
    assert Job.objects.filter(kind="round.score").count() == 1


def test_the_last_day_moves_with_a_reason(play, now):
    with pytest.raises(Refused):
        planning.extend(actor=play.bureau, round=play.round, facts_due=date(2026, 3, 25), reason=" ", now=now)

    planning.extend(actor=play.bureau, round=play.round, facts_due=date(2026, 3, 25), reason="大雪", now=now)

    assert Round.objects.get().facts_due == date(2026, 3, 25)
    assert {party.due for party in play.round.parties.all()} == {date(2026, 3, 25)}
