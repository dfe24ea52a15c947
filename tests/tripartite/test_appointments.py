"""Cross-appointments of both directions; a seat is one person's at a time; what directors note."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.tripartite.models import Appointment, QualityNote
from linli.tripartite.queries import appointments as queries
from linli.tripartite.services import appointments
from linli.tripartite.services.appointments import Term
from tests.conftest import NOW, TODAY

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


def direct(table, since=JANUARY, until=None, **more):
    term = Term(name="周敏", since=since, until=until, **more)
    return appointments.direct(actor=table.street, now=NOW, estate=table.estate, term=term)


def note(appointment, by, on=TODAY, text="地库积水"):
    return appointments.note(actor=by, now=NOW, appointment=appointment, on=on, text=text)


@pytest.mark.clause("G2", "G3")
def test_a_director_is_of_the_company_that_serves_the_estate(table):
    row = direct(table)

    assert (row.company, row.path) == (table.company, table.estate.path)
    line = JournalEntry.objects.get(verb="appointment.make")
    assert (line.on, line.place, line.clause) == (JANUARY, table.estate.path, "G3")


@pytest.mark.parametrize(
    ("since", "until", "overlaps"),
    [
        (date(2025, 6, 1), JANUARY, False),  # up to the day the other begins
        (date(2025, 6, 1), JANUARY + timedelta(days=1), True),
        (date(2026, 3, 1), date(2026, 4, 1), True),
        (JULY - timedelta(days=1), None, True),
        (JULY, None, False),  # from the day the other is over
        (date(2025, 6, 1), None, True),
    ],
)
@pytest.mark.clause("G3")
def test_the_terms_of_a_seat_never_share_a_day(table, since, until, overlaps):
    direct(table, JANUARY, JULY)

    if overlaps:
        with pytest.raises(Refused, match="不能重叠"):
            direct(table, since, until)
    else:
        assert direct(table, since, until)


def test_an_estate_without_a_company_has_no_director(table):
    with pytest.raises(Refused, match="没有物业企业"):
        appointments.direct(
            actor=table.street, now=NOW, estate=table.other, term=Term(name="周敏", since=JANUARY)
        )


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term(name=" ", since=JANUARY), "姓名"),
        (Term(name="周敏", since=JULY, until=JANUARY), "最后一天"),
        (Term(name="周敏", since=JANUARY, user_id=404), "没有这个账号"),
    ],
)
def test_a_term_that_cannot_be_is_refused(table, term, words):
    with pytest.raises(Refused, match=words):
        appointments.direct(actor=table.street, now=NOW, estate=table.estate, term=term)
    assert not Appointment.objects.exists()


@pytest.mark.clause("G4")
def test_the_head_of_a_company_sits_once_in_a_community_where_it_serves(table):
    def take_in(path, company=table.company):
        return appointments.take_in(
            actor=table.street,
            now=NOW,
            community=table.town.place(path),
            company=company,
            term=Term(name="梁禾", since=JANUARY),
        )

    take_in("/1/1/")

    for path, company, words in (
        ("/1/1/", table.company, "不能重叠"),
        ("/1/10/", table.company, "没有服务"),
        ("/1/", table.company, "不是社区"),
    ):
        with pytest.raises(Refused, match=words):
            take_in(path, company)


@pytest.mark.clause("G2", "G3", "G4")
def test_estates_and_companies_without_are_listed_to_the_last(table):
    assert list(queries.estates_without(table.street, today=TODAY)) == [table.estate]
    assert list(queries.companies_without(table.street, today=TODAY)) == [table.company]

    direct(table, JANUARY, TODAY)

    assert list(queries.estates_without(table.street, today=TODAY)) == [table.estate]  # over since today
    assert not queries.estates_without(table.street, today=TODAY - timedelta(days=1)).exists()
    assert list(queries.estates_without(table.town.actor("hu", "community", "/1/10/"), today=TODAY)) == []


@pytest.mark.clause("G3")
def test_the_director_himself_notes_what_he_finds_whatever_his_role(table):
    member = table.town.actor("li", "assessor", "/2/")
    row = direct(table, user_id=member.user_id)

    note(row, member)
    note(row, table.community)
    for actor in (table.manager, table.town.actor("he", "organisation", "/1/")):
        with pytest.raises(NotAllowed):
            note(row, actor)

    assert QualityNote.objects.count() == 2
    line = JournalEntry.objects.filter(verb="quality.note").latest("id")
    assert (line.subject_kind, line.subject_id) == ("tripartite.appointment", str(row.pk))
    assert (line.on, line.place) == (TODAY, table.estate.path)


@pytest.mark.parametrize(
    ("on", "text", "words"),
    [
        (TODAY + timedelta(days=1), "x", "还没有到"),
        (date(2025, 12, 31), "x", "任期内"),
        (TODAY, " ", "发现了什么"),
    ],
)
def test_a_note_ahead_outside_the_term_or_of_nothing_is_refused(table, on, text, words):
    row = direct(table)

    with pytest.raises(Refused, match=words):
        note(row, table.community, on, text)


def test_an_appointment_ends_once_with_a_reason_and_stays(table):
    row = direct(table)
    with pytest.raises(Refused, match="原因"):
        appointments.end(actor=table.street, now=NOW, appointment=row, until=TODAY, reason="")
    appointments.end(actor=table.street, now=NOW, appointment=row, until=TODAY, reason="调走")

    with pytest.raises(Refused, match="结束日期"):
        appointments.end(actor=table.street, now=NOW, appointment=row, until=JULY, reason="再来")
    assert JournalEntry.objects.get(verb="appointment.end").on == TODAY
