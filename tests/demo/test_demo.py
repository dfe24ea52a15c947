"""The demo district: whole, invented, the same every time."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db import transaction

from linli.base import journal, options
from linli.base.models import Job
from linli.demo import cast, make
from linli.demo.almanac import almanac
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.people.models import User
from linli.publication.models import Listing, PublishedRound
from linli.publication.queries import results
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
    assert [round_.stage for round_ in rounds] == ["final", "final"]
    assert Estate.objects.count() == len(cast.ESTATES)
    assert {row.mode for row in Estate.objects.all()} == {"market", "self", "none"}
    assert {row.state for row in Listing.objects.all()} >= {"issued", "noticed", "expired", "rectified"}
    assert rounds[0].figures["appeals"] == {"made": 3, "accepted": 1}
    assert any(score.vetoed for score in results.scores(ANYBODY, rounds[0]))
    for path in ("/", "/results/", "/lists/", f"/results/{rounds[0].code}/"):
        assert client.get(path).status_code == 200


def test_every_demo_account_signs_in_and_has_a_first_page(demo, client):
    assert options.is_demo()
    assert {role for role, *_ in cast.ACCOUNTS} == set(User.objects.values_list("username", flat=True))
    for role, *_ in cast.ACCOUNTS:
        said = {"username": role, "password": cast.PASSWORD}
        assert client.post("/accounts/login/", said).status_code == 302
        assert client.get("/desk/").status_code == 200
        client.post("/accounts/logout/")


def test_the_journal_of_the_demo_holds_and_nothing_waits_for_the_worker(demo):
    assert list(journal.verify()) == []
    assert not Job.objects.exclude(state=Job.State.DONE).exists()
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
