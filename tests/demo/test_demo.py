"""The demo district: whole, invented, the same every time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import transaction

from linli.assessment import queries
from linli.assessment.models import Attestation, RoundEstate, Ruling
from linli.assessment.queries import appeals as asked
from linli.assessment.queries.standing import standing
from linli.base import journal, options
from linli.base.models import Job
from linli.demo import cast, make
from linli.demo.almanac import almanac, at
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.people.access import actor_for
from linli.people.models import User
from linli.publication.models import Listing, PublishedRound
from linli.publication.queries import results
from linli.publication.services import rounds as publishing
from linli.registry.models import Company, Estate
from linli.rules.calendars import builtin
from linli.rules.identifiers import check_uscc

TODAY = date(2026, 11, 23)
ANYBODY = Actor(name="anonymous")


def quiet(zh: str, en: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The demo district, made once for this module; a test leaves no trace in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make.make(today=TODAY, policy=settings.POLICY, tell=quiet)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(made, db):
    return made


def test_the_demo_district_has_something_true_for_every_page(demo, client):
    rounds = list(PublishedRound.objects.current())
    assert [round_.stage for round_ in rounds] == ["draft", "final", "final"]
    assert Estate.objects.count() == len(cast.ESTATES)
    assert {row.mode for row in Estate.objects.all()} == {"market", "self", "none"}
    assert {row.state for row in Listing.objects.all()} >= {"issued", "noticed", "expired", "rectified"}
    assert rounds[1].figures["appeals"] == {"made": 3, "accepted": 1}
    assert any(score.vetoed for score in results.scores(ANYBODY, rounds[1]))
    for path in ("/", "/results/", "/lists/", f"/results/{rounds[0].code}/"):
        assert client.get(path).status_code == 200


def test_one_draft_waits_for_one_answer_and_can_then_be_published(demo):
    draft = PublishedRound.objects.current().get(stage="draft")
    assert draft.objection_until < TODAY
    bureau = actor_for(User.objects.get(username="bureau"), today=TODAY)
    round_ = queries.rounds(bureau).get(code=draft.code)
    now = at(TODAY)
    with transaction.atomic():
        with pytest.raises(Refused, match="1 件申诉没答复"):
            publishing.publish_final(actor=bureau, round=round_, decider="许文昌", title="副局长", now=now)
        (appeal,) = asked.appeals(bureau, round_)
        assert appeal.due >= TODAY
        publishing.accept_appeal(
            actor=bureau, appeal=appeal, answer="已复查", fact="greening.findings", value=0, now=now
        )
        renewed = PublishedRound.objects.current().get(stage="draft")
        assert renewed.figures["appeals"] == {"made": 1, "accepted": 1}
        final = publishing.publish_final(
            actor=bureau, round=round_, decider="许文昌", title="副局长", now=now
        )
        assert final.figures["count"] == draft.figures["count"] > 8
        transaction.set_rollback(True)


@pytest.mark.clause("S11")
def test_the_open_round_has_a_veto_that_waits_and_a_published_one_was_decided_by_name(demo):
    waiting = RoundEstate.objects.get(pending=True)
    assert (waiting.round.state, waiting.vetoed) == ("open", False)
    assert Ruling.objects.get().stands


def test_every_demo_account_signs_in_and_has_a_first_page(demo, client):
    assert options.is_demo()
    assert {role for role, *_ in cast.ACCOUNTS} == set(User.objects.values_list("username", flat=True))
    for role, *_ in cast.ACCOUNTS:
        said = {"username": role, "password": cast.PASSWORD}
        assert client.post("/accounts/login/", said).status_code == 302
        assert client.get("/desk/").status_code == 200
        client.post("/accounts/logout/")


def test_the_journal_of_the_demo_holds_and_only_files_wait_for_the_worker(demo):
    assert list(journal.verify()) == []
    waiting = Job.objects.exclude(state=Job.State.DONE)
    assert set(waiting.values_list("kind", flat=True)) == {"round.files"}
    with pytest.raises(Refused):
        make.make(today=TODAY, policy=settings.POLICY, tell=quiet)


def test_companies_have_codes_that_hold(demo):
    for code in Company.objects.values_list("uscc", flat=True):
        assert check_uscc(code) == code


@pytest.mark.parametrize(
    "today", [date(2026, 1, 3), date(2026, 2, 20), date(2026, 4, 26), date(2026, 10, 8), date(2026, 12, 31)]
)
def test_the_days_of_the_demo_are_in_order_whenever_it_is_made(today):
    days = almanac(today, builtin())

    for round_ in days.past:
        assert round_.opened < round_.entered <= round_.facts_due < round_.shown < round_.published < today
    assert days.begun < days.past[0].opened
    assert days.current.period.start <= today
    assert days.current.facts_due >= today


def test_a_spot_check_is_always_over_and_never_stale():
    calendar = builtin()
    for number in range(730):
        today = date(2025, 1, 1) + timedelta(days=number)
        check = almanac(today, calendar).check
        assert check.opened <= check.entered <= check.facts_due < check.shown
        assert today - timedelta(days=22) <= calendar.add(check.shown, 5).day < today
        assert calendar.add(calendar.add(check.shown, 5).day, 5).day >= today - timedelta(days=14)


RECORDED = ("party_life.theme_days_held", "tripartite.mechanism_established", "position.flag")


@pytest.mark.clause("S1", "S2", "S3", "S4", "S10")
def test_where_a_record_speaks_the_running_round_holds_no_entry(demo):
    """Sheets fill themselves: what people entered is left only where nothing is on record."""
    bureau = actor_for(User.objects.get(username="bureau"), today=TODAY)
    running = queries.rounds(bureau).get(state="open")
    scores = {each.subject.name: each.facts for each in running.scores.filter(current=True)}

    for name in (*RECORDED, "publicity.present", "emergency.supplies", "tripartite.activities"):
        told = [facts[name]["source"] for facts in scores.values() if name in facts]
        assert told.count("record") > 20, name
    entered = Attestation.objects.filter(round=running, current=True).select_related("subject")
    over = [
        (each.subject.name, each.fact)
        for each in entered
        if scores[each.subject.name][each.fact]["source"] == "record"
    ]
    assert over == []
    home = scores["和顺家园"]
    assert {home[name]["source"] for name in RECORDED} == {"record"}


@pytest.mark.clause("S1", "S2", "S3", "S4", "S10")
def test_the_home_estate_stands_today_on_its_records(demo):
    bureau = actor_for(User.objects.get(username="bureau"), today=TODAY)
    home = Estate.objects.get(name="和顺家园")

    found = standing(bureau, home, day=TODAY)

    assert found.round is not None
    assert not found.entered & {"party_life.theme_days_held", "position.flag", "tripartite.activities"}
    assert found.total
