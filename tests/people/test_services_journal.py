from __future__ import annotations

from datetime import date

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed
from linli.people.queries.journal import Wanted
from linli.people.services import journal


def test_whoever_takes_lines_away_leaves_one_with_what_he_asked_for(town, now):
    bureau = town.actor("chen", "bureau", "/1/")
    wanted = Wanted(verb="estate.", place="/1/1/", first=date(2026, 1, 1))

    number = journal.take_away(actor=bureau, wanted=wanted, form="csv", now=now)

    entry = JournalEntry.objects.get()
    assert (entry.pk, entry.verb, entry.place, entry.actor_name) == (
        number,
        "journal.export",
        "/1/1/",
        "chen",
    )
    assert entry.change == {
        "form": ["", "csv"],
        "verb": ["", "estate."],
        "place": ["", "/1/1/"],
        "first": ["", "2026-01-01"],
    }


def test_the_line_of_a_foreign_place_is_written_at_home(town, now):
    bureau = town.actor("chen", "bureau", "/1/")

    journal.take_away(actor=bureau, wanted=Wanted(place="/2/"), form="csv", now=now)

    assert JournalEntry.objects.get().place == "/1/"


def test_whoever_reads_no_journal_takes_none_away(town, now):
    with pytest.raises(NotAllowed):
        journal.take_away(actor=town.actor("ma", "grid", "/1/1/"), wanted=Wanted(), form="csv", now=now)
