"""Halls are registered once and booked without overlap, on whatever database."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused, Stale
from linli.party.models import Booking
from linli.party.queries import halls as queries
from linli.party.services import halls as services

SHANGHAI = ZoneInfo("Asia/Shanghai")
SYSTEM = Actor.system("test")
NINE = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)


@pytest.fixture
def hall(town, now):
    fields = {"name": "红色物业议事厅", "since": date(2025, 1, 1), "displays": "细则、承诺、考评结果"}
    return services.register(actor=SYSTEM, now=now, path="/1/1/", fields=fields)


def book(hall, now, start=NINE, end=None, actor=SYSTEM, purpose="联席会议"):
    return services.book(
        actor=actor, now=now, hall=hall, start=start, end=end or start + HOUR, purpose=purpose
    )


@pytest.mark.clause("E2")
@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        (NINE - HOUR, NINE, True),
        (NINE + HOUR, NINE + 2 * HOUR, True),
        (NINE, NINE + HOUR, False),
        (NINE - HOUR, NINE + timedelta(minutes=1), False),
        (NINE + timedelta(minutes=59), NINE + 2 * HOUR, False),
        (NINE - HOUR, NINE + 2 * HOUR, False),
        (NINE + timedelta(minutes=10), NINE + timedelta(minutes=20), False),
    ],
)
def test_two_bookings_touch_but_never_overlap(hall, now, start, end, free):
    book(hall, now)

    if free:
        book(hall, now, start, end)
    else:
        with pytest.raises(Refused) as refusal:
            book(hall, now, start, end)
        assert "联席会议" in refusal.value.text.zh
    assert Booking.objects.count() == 1 + free


@pytest.mark.clause("E2")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12))
def test_whatever_is_asked_for_no_two_bookings_overlap(hall, now, wanted):
    Booking.objects.all().delete()
    step = timedelta(minutes=15)
    for start, length in wanted:
        try:
            book(hall, now, NINE + start * step, NINE + (start + length) * step)
        except Refused:
            continue

    rows = list(Booking.objects.order_by("start"))
    assert all(one.end <= other.start for one, other in pairwise(rows))


@pytest.mark.clause("E2")
@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_gets_the_hall(now):
    from tests.conftest import Town

    Town().place("/1/1/")
    fields = {"name": "议事厅", "since": date(2025, 1, 1)}
    hall = services.register(actor=SYSTEM, now=now, path="/1/1/", fields=fields)
    gate, refused = threading.Barrier(4), []

    def ask():
        try:
            gate.wait(timeout=20)
            book(hall, now)
        except (Refused, OperationalError) as refusal:  # SQLite in memory lets nobody wait for its lock
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert (Booking.objects.count(), len(refused)) == (1, 3)


def test_a_hall_given_back_is_free_again(town, hall, now):
    grid = town.actor("xiao", "grid", "/1/1/")
    booking = book(hall, now, actor=grid)
    with pytest.raises(NotAllowed):
        services.cancel(actor=town.actor("li", "community", "/1/10/"), now=now, booking=booking)

    services.cancel(actor=grid, now=now, booking=booking)
    with pytest.raises(Stale):
        services.cancel(actor=grid, now=now, booking=booking)

    book(hall, now)
    assert len(queries.bookings(SYSTEM, hall, day=NINE.date())) == 1


@pytest.mark.parametrize(
    ("start", "end", "purpose"),
    [
        (NINE - timedelta(days=30), None, "会"),
        (NINE + timedelta(days=400), None, "会"),
        (NINE, NINE, "会"),
        (NINE, NINE + timedelta(hours=17), "会"),
        (NINE, None, " "),
    ],
)
def test_a_booking_that_makes_no_sense_is_refused(hall, now, start, end, purpose):
    with pytest.raises(Refused):
        book(hall, now, start, end, purpose=purpose)


@pytest.mark.clause("E2")
def test_those_of_a_community_book_its_hall_and_neighbours_do_not(town, hall, now):
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("禾邻物业")
    mine = town.actor("wang", "company", estate.path, company.organisation)
    near = town.actor("li", "community", "/1/10/")

    book(hall, now, actor=mine)

    assert list(queries.halls(mine, today=date(2026, 3, 2))) == [hall]
    assert not queries.halls(near, today=date(2026, 3, 2))
    for outsider in (near, town.actor("he", "organisation", "/1/")):
        with pytest.raises(NotAllowed):
            book(hall, now, NINE + 2 * HOUR, actor=outsider)
    with pytest.raises(NoSuch):
        queries.hall(mine, pk=hall.pk, permission="hall.manage")


def test_a_hall_is_changed_and_closed_by_who_manages_it(town, hall, now):
    actor = town.actor("min", "community", "/1/1/")
    services.change(actor=actor, now=now, hall=hall, fields={"until": date(2026, 3, 10)})

    with pytest.raises(Refused):
        book(hall, now)
    for wrong in ({"name": ""}, {"since": date(2026, 3, 3)}, {"until": date(2024, 1, 1)}):
        with pytest.raises(Refused):
            services.change(actor=actor, now=now, hall=hall, fields=wrong)
