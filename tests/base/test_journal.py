from __future__ import annotations

import pytest

from linli.base import journal
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor

ADA = Actor(name="ada", user_id=7, role="bureau")


@pytest.fixture
def three_lines(db, now):
    lines = [journal.Line(verb="estate.change", kind="registry.estate", key=str(n)) for n in range(3)]
    return journal.write_lines(actor=ADA, lines=lines, at=now)


def test_an_untouched_journal_holds(three_lines):
    assert list(journal.verify()) == []
    assert journal.head() == (3, three_lines[-1].hash)


@pytest.mark.parametrize("field", ["verb", "note", "actor_name", "place", "clause", "role"])
def test_a_changed_line_is_named(three_lines, field):
    JournalEntry.objects.filter(pk=2).update(**{field: "forged"})

    assert [(b.number, b.kind) for b in journal.verify()] == [(2, "changed")]


def test_a_missing_line_is_named(three_lines):
    JournalEntry.objects.filter(pk=2).delete()

    found = [(b.number, b.kind) for b in journal.verify()]

    assert found[0] == (2, "missing")


def test_a_journal_cut_short_is_noticed(three_lines):
    JournalEntry.objects.filter(pk=3).delete()

    assert [(b.number, b.kind) for b in journal.verify()] == [(3, "missing")]


def move(*steps):
    for number, to in steps:
        JournalEntry.objects.filter(pk=number).update(id=to)


@pytest.fixture
def forty_lines(db, now):
    lines = [journal.Line(verb="estate.change", kind="registry.estate", key=str(n)) for n in range(40)]
    return journal.write_lines(actor=ADA, lines=lines, at=now)


@pytest.mark.parametrize(("first", "second"), [(1, 2), (7, 8), (3, 33), (39, 40)])
def test_exchanged_lines_are_named_with_the_place_they_had(forty_lines, first, second):
    move((first, 99), (second, first), (99, second))

    found = {b.number: (b.kind, b.zh) for b in journal.verify() if b.kind != "head"}

    assert {number: kind for number, (kind, _) in found.items()} == {first: "moved", second: "moved"}
    assert f"原是第 {second} 行" in found[first][1]


def test_a_line_put_to_the_end_is_missing_here_and_named_there(forty_lines):
    move((5, 41))

    found = [(b.number, b.kind) for b in journal.verify()]

    assert found[:2] == [(5, "missing"), (41, "moved")]


def test_a_line_taken_out_is_named_though_the_others_closed_up(forty_lines):
    JournalEntry.objects.filter(pk=36).delete()
    move((37, 36), (38, 37), (39, 38), (40, 39))

    found = {b.number: b.kind for b in journal.verify()}

    assert found[36] in ("changed", "moved")
    assert found[40] == "missing"


def test_a_line_changed_with_its_hash_made_anew_shows_at_the_next(forty_lines):
    forged = JournalEntry.objects.get(pk=9)
    forged.note = "forged"
    JournalEntry.objects.filter(pk=9).update(note="forged", hash=journal.digest(forged, forty_lines[7].hash))

    assert [(b.number, b.kind) for b in journal.verify()] == [(10, "changed")]


def test_a_journal_forged_all_over_is_named_line_by_line(forty_lines):
    JournalEntry.objects.update(note="forged")

    assert [b.number for b in journal.verify()] == list(range(1, 41))


def test_the_line_after_a_gap_is_said_to_be_uncheckable(three_lines):
    JournalEntry.objects.filter(pk=2).delete()

    assert [b.zh for b in journal.verify()] == ["缺第 2 行，第 3 行因此无从核对。"]


def test_many_lines_are_written_by_the_batch(db, now, django_assert_max_num_queries):
    journal.write_lines(actor=ADA, lines=[journal.Line(verb="a.b", kind="x")], at=now)
    with django_assert_max_num_queries(12):
        journal.write_lines(actor=ADA, lines=[journal.Line(verb="a.b", kind="x")] * 400, at=now)


def test_the_national_hash_may_be_chosen_and_the_lines_before_still_hold(three_lines, settings, now):
    settings.JOURNAL_HASH = "sm3"
    journal.write_lines(actor=ADA, lines=[journal.Line(verb="a.b", kind="x")], at=now)

    fourth = JournalEntry.objects.get(pk=4)
    assert fourth.hash == journal.digest(fourth, three_lines[-1].hash, algorithm="sm3")
    assert list(journal.verify()) == []
    JournalEntry.objects.filter(pk=2).update(note="forged")
    assert [(b.number, b.kind) for b in journal.verify()] == [(2, "changed")]
