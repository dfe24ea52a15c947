from __future__ import annotations

import json

import pytest

from tests.cli.commands import linli, write_journal

CHANGES = {
    "changed": ("UPDATE base_journalentry SET note = 'other' WHERE id = 2", "2"),
    "removed": ("DELETE FROM base_journalentry WHERE id = 2", "2"),
    "cut off": ("DELETE FROM base_journalentry WHERE id = 3", "3"),
}


def test_a_journal_as_it_was_written_is_sound(own):
    write_journal(own)

    answer = linli(own, "audit", "verify", "--lang", "en")

    assert answer.status == 0
    assert "3 lines, all as written" in answer.out


@pytest.mark.parametrize(("statement", "line"), CHANGES.values(), ids=CHANGES)
def test_a_line_somebody_touched_is_named(own, statement, line):
    write_journal(own)
    touch = f"from django.db import connection; connection.cursor().execute({statement!r})"
    own.linli("manage", "shell", "--no-imports", "-c", touch)

    answer = linli(own, "audit", "verify", "--json")

    assert answer.status == 1
    report = json.loads(answer.out)
    assert report["sound"] is False
    assert line in report["breaks"][0]["en"]
