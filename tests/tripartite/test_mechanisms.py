"""The mechanism of an estate: who sits, by which papers, since when; one at a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused
from linli.tripartite.models import Delegate, Mechanism, Paper
from linli.tripartite.queries import mechanisms as queries
from linli.tripartite.queries.mechanisms import Wanted
from linli.tripartite.services import mechanisms
from tests.conftest import NOW, TODAY

JANUARY = date(2026, 1, 1)
SEATS = [("community", "周敏", "书记"), ("committee", "孙桂芳", "主任")]


def establish(table, **changed):
    values = {"estate": table.estate, "since": JANUARY, "fields": {}, "seats": SEATS}
    return mechanisms.establish(actor=table.street, now=NOW, **(values | changed))


def paper(table, mechanism, **changed):
    values = {"kind": "rules", "title": "议事规则", "text": "一、…", "issued_on": JANUARY}
    return mechanisms.issue(actor=table.community, now=NOW, mechanism=mechanism, fields=values | changed)


@pytest.mark.clause("G1", "S2")
def test_a_mechanism_is_established_with_seats_and_the_day_it_began(established):
    table, mechanism = established

    assert Delegate.objects.filter(mechanism=mechanism).count() == 3
    line = JournalEntry.objects.get(verb="mechanism.establish")
    assert (line.on, line.place, line.clause) == (JANUARY, table.estate.path, "G1")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"since": TODAY + timedelta(days=1)}, "还没有到"),
        ({"seats": SEATS[:1]}, "另一方"),
        ({"seats": [("committee", "孙桂芳", ""), ("company", "王海宁", "")]}, "社区"),
        ({"seats": []}, "社区"),
    ],
)
def test_a_mechanism_without_sides_or_ahead_is_refused(table, changed, words):
    with pytest.raises(Refused, match=words):
        establish(table, **changed)
    assert not Mechanism.objects.exists()


def test_a_self_managed_estate_has_no_company_side(table):
    with pytest.raises(Refused, match="没有这一方"):
        establish(table, estate=table.other, seats=[*SEATS, ("company", "王海宁", "")])
    assert establish(table, estate=table.other)


@pytest.mark.clause("G1")
def test_the_terms_of_two_mechanisms_never_overlap(established):
    table, mechanism = established
    with pytest.raises(Refused, match="不能重叠"):
        establish(table, since=date(2026, 2, 1))
    mechanisms.end(actor=table.street, now=NOW, mechanism=mechanism, on=date(2026, 2, 1), reason="换届")

    with pytest.raises(Refused, match="不能重叠"):
        establish(table, since=date(2026, 1, 20))
    assert establish(table, since=date(2026, 2, 1))
    assert not Delegate.objects.filter(mechanism=mechanism, until__isnull=True).exists()


def test_only_the_office_keeps_a_mechanism(established):
    table, mechanism = established

    for actor in (table.committee, table.manager, table.town.actor("he", "organisation", "/1/")):
        with pytest.raises(NotAllowed):
            mechanisms.change(actor=actor, now=NOW, mechanism=mechanism, fields={"studio": "x"})


@pytest.mark.clause("G1")
def test_new_rules_take_the_place_of_the_old_on_their_day(established):
    table, mechanism = established
    old = paper(table, mechanism)

    paper(table, mechanism, issued_on=date(2026, 2, 10), text="二、…")

    old.refresh_from_db()
    assert old.valid_until == date(2026, 2, 10)
    assert [line.on for line in JournalEntry.objects.filter(verb="paper.issue").order_by("id")] == [
        JANUARY,
        date(2026, 2, 10),
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": ""}, "正文"),
        ({"title": " "}, "名称"),
        ({"issued_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"valid_until": JANUARY}, "有效期"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(established, changed, words):
    table, mechanism = established

    with pytest.raises(Refused, match=words):
        paper(table, mechanism, **changed)
    assert not Paper.objects.exists()


def test_seats_are_taken_and_left_and_held_once(established):
    table, mechanism = established
    system = {"actor": table.street, "now": NOW}
    with pytest.raises(Refused, match="已经代表"):
        mechanisms.seat(**system, mechanism=mechanism, side="company", name="王海宁", since=TODAY)
    delegate = Delegate.objects.get(name="王海宁")

    with pytest.raises(Refused, match="离任日期"):
        mechanisms.unseat(**system, delegate=delegate, until=JANUARY)
    mechanisms.unseat(**system, delegate=delegate, until=TODAY)

    found = queries.whole(table.street, table.estate, today=TODAY)
    assert [str(side) for side in found.missing] == ["company"]
    assert found.former == [delegate]


@pytest.mark.clause("G2")
def test_the_list_says_what_each_estate_lacks_with_a_fixed_number_of_queries(
    established, django_assert_max_num_queries
):
    table, mechanism = established
    paper(table, mechanism)
    for number in range(30):
        table.town.estate(f"小区{number}", "/1/1/")
    with django_assert_max_num_queries(10):
        found = list(queries.estates(table.street, Wanted(), today=TODAY))
        rows = {row.estate.pk: row for row in queries.rows(table.street, found, today=TODAY)}

    assert len(rows) == 32
    row = rows[table.estate.pk]
    assert (row.missing, [str(kind) for kind in row.lacking], row.director) == ((), ["workflow"], "")
    assert rows[table.other.pk].mechanism is None
    lacking = {
        lacks: queries.estates(table.street, Wanted(lacks=lacks), today=TODAY).count()
        for lacks in ("mechanism", "papers", "director", "meeting")
    }
    assert lacking == {"mechanism": 31, "papers": 1, "director": 31, "meeting": 32}
