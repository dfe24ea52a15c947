"""Notice boards: an equal board is the same version; which hangs where; which are out of date, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.publication import boards as contents
from linli.tripartite import versions
from linli.tripartite.models import BoardIssue, BoardSighting
from linli.tripartite.queries import boards as queries
from linli.tripartite.queries.boards import Wanted
from linli.tripartite.services import boards, commitments
from linli.tripartite.services.commitments import Promise
from tests.conftest import NOW, TODAY

SOMEBODY = Actor(name="anonymous")
LATER = NOW + timedelta(hours=1)


def live(table, now=NOW):
    return contents.board(SOMEBODY, code=table.estate.code, now=now)


def issue(table, by=None, now=NOW):
    found = live(table, now)
    return boards.issue(
        actor=by or table.community,
        now=now,
        estate=table.estate,
        shown=found.shown,
        valid_until=found.valid_until,
    )


def promise(table, text="楼道灯三天内修好", now=LATER):
    given = Promise("company", text, TODAY, TODAY + timedelta(days=30))
    return commitments.make(actor=table.manager, now=now, estate=table.estate, given=given)


def sight(table, row, by=None, **changed):
    values = {"on": TODAY, "spot": "南门岗亭旁"}
    return boards.sight(actor=by or table.manager, now=NOW, seen=row, **(values | changed))


@pytest.mark.clause("G7")
def test_a_board_is_put_together_from_live_records(established):
    table, _ = established
    promise(table)
    shown = live(table).shown

    assert shown["served"][0] == {
        "role": "物业服务企业", "name": "禾邻物业", "phone": "0375-2345678", "note": "",
    }  # fmt: skip
    assert [one["names"] for one in shown["sides"]] == ["周敏 书记", "孙桂芳 主任", "王海宁 项目经理"]
    assert shown["reach"][0] == {"words": "热线", "value": "0375-1234567"}
    assert shown["commitments"][0]["until"] == "2026年3月31日"
    assert shown["fees"][0]["value"] == "1.2 元/㎡·月"
    assert live(table).valid_until == date(2026, 4, 1)


@pytest.mark.clause("G7")
def test_an_equal_board_is_the_same_version(table):
    first = issue(table)
    again = issue(table, now=LATER)
    assert (again.pk, again.made_at) == (first.pk, LATER)

    promise(table)
    other = issue(table, now=LATER + timedelta(hours=1))
    assert other.code != first.code
    assert versions.changed(first.shown, other.shown) == [versions.SECTIONS["commitments"]]
    lines = JournalEntry.objects.filter(verb="board.print")
    assert [(line.place, line.on) for line in lines] == [(table.estate.path, TODAY)] * 3


def test_a_code_is_short_legible_and_given_once():
    codes = {versions.code("1-001", "a" * 64, attempt) for attempt in range(50)}
    assert len(codes) == 50
    assert not {letter for code in codes for letter in code} & set("01OIL")
    assert versions.typed(" k7m 3qd\n") == "K7M3QD"


def test_the_digest_does_not_hang_on_the_order_of_sections():
    assert versions.digest({"a": 1, "b": [2]}) == versions.digest({"b": [2], "a": 1})


@pytest.mark.clause("G7")
def test_a_version_is_seen_hanging_with_its_day_and_spot(table):
    row = issue(table)
    sight(table, row)
    line = JournalEntry.objects.get(verb="board.sight")
    assert (line.on, line.place, line.clause) == (TODAY, table.estate.path, "G7")
    assert BoardSighting.objects.get().spot == "南门岗亭旁"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"spot": " "}, "spot"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),  # before it was printed
        ({"photos": (1, 2)}, "photos"),
        ({"photos": (99,)}, "photos"),
    ],
)
def test_a_sighting_that_cannot_be_is_refused_in_both_languages(table, changed, field):
    row = issue(table)
    with pytest.raises(Refused) as refused:
        sight(table, row, **changed)
    assert refused.value.fields == (field,)
    assert refused.value.text.en
    assert not BoardSighting.objects.exists()


def test_only_who_looks_after_the_estate_prints_and_sights(table):
    row = issue(table)
    stranger = table.town.company("别家物业", 2)
    for actor in (
        table.town.actor("ma", "company", table.estate.path, stranger.organisation),
        table.town.actor("he", "organisation", "/1/"),
        table.town.actor("liu", "owner", table.estate.path),
        SOMEBODY,
    ):
        with pytest.raises(NotAllowed):
            issue(table, by=actor)
        with pytest.raises(NotAllowed):
            sight(table, row, by=actor)
        with pytest.raises(NoSuch):
            queries.version(actor, code=row.code, to_sight=True)


@pytest.mark.clause("G7")
def test_what_was_changed_since_is_listed_and_where_the_old_version_hangs(table):
    old = issue(table)
    sight(table, old)
    row = queries.rows(table.street, [table.estate], today=TODAY)[0]
    assert (row.changed, len(row.current), row.old) == ([], 1, [])

    promise(table)
    row = queries.rows(table.street, [table.estate], today=TODAY)[0]
    assert row.changed == [versions.SECTIONS["commitments"]]
    issue(table, now=LATER + timedelta(hours=1))
    row = queries.rows(table.street, [table.estate], today=TODAY)[0]
    assert (row.changed, row.current, [one.spot for one in row.old]) == ([], [], ["南门岗亭旁"])
    later = queries.rows(table.street, [table.estate], today=TODAY + timedelta(days=30))[0]
    assert later.expired


def test_the_list_is_filtered_by_what_is_wrong(table):
    def found(state, today=TODAY):
        return list(queries.boards(table.street, Wanted(state=state), today=today))

    assert found("none") == [table.estate, table.other]
    promise(table, now=NOW)
    row = issue(table, now=LATER)
    assert found("none") == [table.other]
    assert found("changed") == []
    assert found("unseen") == [table.estate]
    sight(table, row)
    promise(table, "门岗有人", now=LATER + timedelta(hours=1))
    assert (found("unseen"), found("changed")) == ([], [table.estate])
    assert found("expired") == []
    assert found("expired", TODAY + timedelta(days=30)) == [table.estate]


def test_the_list_and_the_content_are_bounded(table):
    issue(table)
    with CaptureQueriesContext(connection) as seen:
        queries.rows(table.street, [table.estate, table.other], today=TODAY)
    assert len(seen) <= 3
    with CaptureQueriesContext(connection) as seen:
        live(table)
    assert len(seen) <= 18


def test_every_section_that_records_touch_is_one_of_the_board(established):
    table, _ = established
    assert set(queries.TOUCH.values()) <= set(versions.SECTIONS)
    assert set(live(table).shown) == set(versions.SECTIONS)


def test_a_version_is_found_at_its_own_gate_only(table):
    row = issue(table)
    assert queries.at_gate(SOMEBODY, estate_code=table.estate.code, code=row.code) == row
    with pytest.raises(NoSuch):
        queries.at_gate(SOMEBODY, estate_code=table.other.code, code=row.code)
    assert BoardIssue.objects.count() == 1
