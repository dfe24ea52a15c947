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


def test_two_exchanged_lines_are_noticed(three_lines):
    JournalEntry.objects.filter(pk=1).update(id=99)
    JournalEntry.objects.filter(pk=2).update(id=1)
    JournalEntry.objects.filter(pk=99).update(id=2)

    assert {b.number for b in journal.verify()} >= {1, 2}


def test_many_lines_are_written_by_the_batch(db, now, django_assert_max_num_queries):
    journal.write_lines(actor=ADA, lines=[journal.Line(verb="a.b", kind="x")], at=now)
    with django_assert_max_num_queries(12):
        journal.write_lines(actor=ADA, lines=[journal.Line(verb="a.b", kind="x")] * 400, at=now)


def test_the_national_hash_may_be_chosen(db, now, settings):
    settings.JOURNAL_HASH = "sm3"
    journal.write_lines(actor=ADA, lines=[journal.Line(verb="a.b", kind="x")], at=now)

    assert list(journal.verify()) == []
    settings.JOURNAL_HASH = "sha256"
    assert [b.kind for b in journal.verify()] == ["changed"]
