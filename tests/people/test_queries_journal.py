from __future__ import annotations

import pytest

from linli.base import journal as writing
from linli.kernel.actor import Actor
from linli.people.queries import journal
from linli.people.queries.journal import Wanted

SYSTEM = Actor.system("test")


@pytest.fixture
def lines(town, now):
    """One line at each place, one of no place about a company, one about a name nobody has."""

    def line(place, kind="registry.estate", verb="estate.change"):
        return writing.Line(verb=verb, kind=kind, place=place)

    wanted = [line(path) for path in ("/1/", "/1/1/", "/1/10/", "/2/", "/2/1/")]
    wanted += [line("", "registry.company", "company.change"), line("", "people.user", "account.fail")]
    writing.write_lines(actor=SYSTEM, lines=wanted, at=now)


def places(actor, **wanted):
    return [(row.place, row.verb.partition(".")[0]) for row in journal.lines(actor, Wanted(**wanted)).rows]


def test_a_reader_sees_the_lines_of_his_places_and_not_of_the_neighbour(town, lines):
    assert places(town.actor("wang", "subdistrict", "/1/1/")) == [("", "company"), ("/1/1/", "estate")]
    assert ("/1/10/", "estate") in places(town.actor("chen", "bureau", "/1/"))


def test_failures_of_unknown_names_are_for_the_administrator(town, lines):
    assert ("", "account") in places(town.actor("root", "admin", "/1/"))
    assert ("", "account") not in places(town.actor("chen", "bureau", "/1/"))


def test_whoever_may_not_read_the_journal_reads_none_of_it(town, lines):
    assert places(town.actor("ma", "grid", "/1/1/")) == []


def test_lines_are_found_by_place_and_verb(town, lines):
    bureau = town.actor("chen", "bureau", "/1/")

    assert places(bureau, place="/1/1/") == [("/1/1/", "estate")]
    assert places(bureau, place="/2/") == []
    assert places(bureau, verb="company.") == [("", "company")]
    assert places(bureau, verb="company.chang") == []


def test_a_search_stops_after_its_window_and_goes_on_from_there(town, lines, monkeypatch):
    monkeypatch.setattr(journal, "WINDOW", 3)
    bureau = town.actor("chen", "bureau", "/1/")

    first = journal.lines(bureau, Wanted(verb="estate."))
    second = journal.lines(bureau, Wanted(verb="estate.", before=first.next))
    third = journal.lines(bureau, Wanted(verb="estate.", before=second.next))

    assert [len(page.rows) for page in (first, second, third)] == [0, 2, 1]
    assert [page.cut for page in (first, second, third)] == [True, True, False]
    assert third.next is None


def test_a_page_costs_three_queries(town, lines, django_assert_num_queries):
    bureau = town.actor("chen", "bureau", "/1/")

    with django_assert_num_queries(3):
        journal.lines(bureau, Wanted())


def test_batches_end_with_what_was_asked_for_and_say_if_there_may_be_more(town, lines, monkeypatch):
    monkeypatch.setattr(journal, "BATCH", 2)
    bureau = town.actor("chen", "bureau", "/1/")

    whole = list(journal.batches(bureau, Wanted()))
    part = list(journal.batches(bureau, Wanted(), most=3))

    assert [len(page.rows) for page in whole] == [2, 2]
    assert whole[-1].next is None
    assert [len(page.rows) for page in part] == [2, 1]
    assert part[-1].next == part[-1].rows[-1].id


def test_batches_go_on_through_stretches_without_a_hit(town, lines, monkeypatch):
    monkeypatch.setattr(journal, "WINDOW", 2)
    bureau = town.actor("chen", "bureau", "/1/")

    found = [row.place for page in journal.batches(bureau, Wanted(verb="estate.")) for row in page.rows]

    assert found == ["/1/10/", "/1/1/", "/1/"]
