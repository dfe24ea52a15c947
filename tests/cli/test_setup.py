from __future__ import annotations

import json
import stat
from datetime import UTC, datetime

import pytest

from linli.cli import founding
from tests.cli.commands import linli


def test_setting_up_twice_changes_nothing_and_says_nothing(set_up):
    again = linli(set_up, "setup")

    assert (again.status, again.out) == (0, "")


def test_the_data_folder_is_shut_to_everybody_else(set_up):
    assert stat.S_IMODE(set_up.folder.stat().st_mode) == 0o700


def test_a_real_installation_begins_with_its_places_and_an_administrator(own):
    without = linli(own, "setup", "--admin", "root.admin")
    answer = linli(own, "setup", "--divisions", "builtin", "--admin", "root.admin", "--at", "410402")
    twice = linli(own, "setup", "--admin", "root.admin", "--at", "410402")

    assert without.status == 2
    assert "--divisions" in without.err
    assert answer.status == 0, answer.err
    assert "root.admin（新华区）" in answer.out
    assert twice.status == 2
    assert len(twice.err.strip().splitlines()) == 1
    assert json.loads(linli(own, "audit", "verify", "--json").out)["sound"] is True


def test_a_table_of_places_with_faults_is_listed_and_nothing_is_done(own, tmp_path):
    table = tmp_path / "divisions.csv"
    table.write_text("nonsense,more\n1,2\n", encoding="utf-8")

    answer = linli(own, "setup", "--divisions", table)

    assert answer.status == 1
    assert answer.err.strip()


def test_a_table_that_is_not_there_is_one_line_and_status_2(own, tmp_path):
    answer = linli(own, "setup", "--divisions", tmp_path / "nowhere.csv")

    assert answer.status == 2
    assert len(answer.err.strip().splitlines()) == 1


@pytest.mark.django_db
def test_places_taken_over_after_midnight_are_in_force_at_once(capsys):
    """At half past four in the afternoon of UTC it is tomorrow in Pingdingshan."""
    late = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)

    assert founding.take_divisions("builtin", now=late) == 0
    founding.open_administrator("night.shift", code="410402", now=late)

    assert "night.shift（新华区）" in capsys.readouterr().out
