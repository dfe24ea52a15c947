"""Instructors: their terms and their visits."""

from __future__ import annotations

from datetime import date

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.party.models import Guidance, Instructor
from linli.party.services import instructors
from tests.party.conftest import SYSTEM

SINCE = date(2025, 1, 1)


@pytest.fixture
def su(town):
    return town.actor("su", "subdistrict", "/1/1/")


@pytest.fixture
def tian(town):
    return town.person("tian", "instructor", "/1/1/")


@pytest.fixture
def sent(red, now, su, tian):
    """The appointment of the user tian to a company, for 2025."""
    return instructors.appoint(
        actor=su,
        now=now,
        body=red.company("禾邻物业", 1),
        path="/1/1/",
        name="",
        user=tian,
        since=SINCE,
        until=date(2026, 1, 1),
    )


@pytest.mark.clause("D1")
def test_an_instructor_is_sent_for_a_term(sent):
    line = JournalEntry.objects.get(verb="instructor.appoint")

    assert (sent.name, line.subject_id, line.place, line.on) == ("Tian", str(sent.pk), "/1/1/", SINCE)


@pytest.mark.clause("D1")
@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2025, 6, 1), None, "任期重叠"),
        (date(2024, 1, 1), date(2025, 1, 2), "任期重叠"),
        (date(2024, 1, 1), None, "任期重叠"),
        (date(2026, 2, 1), date(2026, 2, 1), "任期要在"),
    ],
)
def test_terms_do_not_overlap(red, now, su, sent, since, until, words):
    with pytest.raises(Refused, match=words):
        instructors.appoint(
            actor=su,
            now=now,
            body=red.body("company", sent.company_id),
            path="/1/1/",
            name="李四",
            since=since,
            until=until,
        )


def test_terms_may_meet(red, now, su, sent):
    for since, until in ((date(2024, 1, 1), SINCE), (date(2026, 1, 1), None)):
        instructors.appoint(
            actor=su,
            now=now,
            body=red.body("company", sent.company_id),
            path="/1/1/",
            name="李四",
            since=since,
            until=until,
        )
    assert Instructor.objects.count() == 3


@pytest.mark.parametrize(
    ("path", "more", "field"),
    [
        ("/1/10/", {"name": "李四"}, "path"),
        ("/1/1/", {"name": " "}, "name"),
        ("/1/1/", {"user": "wu"}, "user"),
    ],
)
def test_who_is_sent_where_must_hold(red, town, now, path, more, field):
    if "user" in more:
        more = {"user": town.person("wu", "grid", "/1/1/"), "name": ""}

    with pytest.raises(Refused) as refusal:
        instructors.appoint(
            actor=SYSTEM, now=now, body=red.company("禾邻物业", 1), path=path, since=SINCE, **more
        )
    assert refusal.value.fields == (field,)


def test_only_subdistrict_and_bureau_send(red, town, now):
    zhou = town.actor("zhou", "community", "/1/1/")

    with pytest.raises(NotAllowed):
        instructors.appoint(
            actor=zhou, now=now, body=red.company("禾邻物业", 1), path="/1/1/", name="李四", since=SINCE
        )


@pytest.mark.clause("D1", "A3")
def test_a_visit_is_recorded_for_the_day_it_was_paid(town, now, tian, sent):
    me = town.actor("tian", "instructor", "/1/1/")

    instructors.guide(actor=me, now=now, instructor=sent, on=date(2025, 12, 31), topic="指导发展党员")

    line = JournalEntry.objects.get(verb="guidance.record")
    assert (line.subject_kind, line.subject_id) == ("party.instructor", str(sent.pk))
    assert line.on == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("on", "topic", "field"),
    [
        (date(2026, 3, 3), "指导", "on"),
        (date(2024, 12, 31), "指导", "on"),
        (date(2026, 1, 1), "指导", "on"),
        (date(2025, 5, 1), " ", "topic"),
    ],
)
def test_a_visit_outside_the_term_or_ahead_is_refused(town, now, tian, sent, on, topic, field):
    me = town.actor("tian", "instructor", "/1/1/")

    with pytest.raises(Refused) as refusal:
        instructors.guide(actor=me, now=now, instructor=sent, on=on, topic=topic)
    assert refusal.value.fields == (field,)
    assert not Guidance.objects.exists()


def test_an_instructor_records_his_own_visits_only(town, now, sent):
    other = town.actor("other", "instructor", "/1/1/")

    with pytest.raises(NotAllowed):
        instructors.guide(actor=other, now=now, instructor=sent, on=date(2025, 5, 1), topic="指导")


def test_an_instructor_is_called_back_with_a_reason(now, su, sent):
    sent.until = None
    sent.save()

    with pytest.raises(Refused, match="原因"):
        instructors.end(actor=su, now=now, instructor=sent, until=date(2026, 2, 1), reason=" ")
    instructors.end(actor=su, now=now, instructor=sent, until=date(2026, 2, 1), reason="轮换")
    with pytest.raises(Refused, match="已经结束"):
        instructors.end(actor=su, now=now, instructor=sent, until=date(2026, 3, 1), reason="轮换")
