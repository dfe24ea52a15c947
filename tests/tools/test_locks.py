from __future__ import annotations

import pytest

from tools import locks

LOCK = """\
click==8.1.0 \\
    --hash=sha256:00
    # via -r requirements/base.in
psycopg[binary]==3.2.1 \\
    # via -r requirements/base.in
typing-extensions==4.0 \\
    # via psycopg
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "FOLDER", tmp_path)
    (tmp_path / "base.txt").write_text(LOCK)
    return tmp_path


def faults(folder, choices: str) -> list[str]:
    (folder / "base.in").write_text(choices)
    return list(locks.faults_of("base"))


def test_a_lock_that_fits_has_no_faults(folder):
    assert not faults(folder, "click>=8\npsycopg[binary]  # the driver\n")


def test_a_choice_that_is_not_locked_is_named(folder):
    assert "does not pin segno" in faults(folder, "click\npsycopg\nsegno\n")[0]


def test_a_lock_of_something_no_longer_chosen_is_named(folder):
    assert "still holds psycopg" in faults(folder, "click\n")[0]


def test_a_version_that_is_not_allowed_is_named(folder):
    assert "pins click==8.1.0" in faults(folder, "click>=9\npsycopg\n")[0]


def test_the_locks_of_this_repository_fit():
    assert locks.main() == 0
