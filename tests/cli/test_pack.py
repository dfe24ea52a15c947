"""`linli pack`: a district checks its own pack and locks it, without a line of code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from linli.cli.main import main
from linli.rules import packs

SECOND = Path(__file__).parents[1] / "rules" / "packs" / "lakeside_2025"


@pytest.fixture
def linli(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main(["pack", *map(str, arguments)])
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return run


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SECOND, tmp_path / "own")
    return tmp_path / "own"


def test_a_draft_is_checked_locked_once_and_then_never_changes(folder, linli):
    assert linli("check", folder)[0] == 0
    assert linli("lock", folder)[0] == 0
    assert packs.open_folder(folder).locked
    assert linli("lock", folder)[0] == 1

    (folder / "pack.toml").write_bytes((folder / "pack.toml").read_bytes() + b"\n")

    status, out, _ = linli("check", folder, "--json")
    assert status == 1
    assert {each["place"] for each in json.loads(out)["faults"]} >= {"pack.toml"}


def test_a_wrong_example_keeps_a_pack_from_being_locked(folder, linli):
    book = folder / "examples.toml"
    book.write_text(book.read_text(encoding="utf-8").replace('"116.00"', '"116.01"'), encoding="utf-8")

    for step in ("check", "lock"):
        status, out, _ = linli(step, folder)
        assert status == 1
        assert "116.00 ≠ 116.01" in out
    assert not (folder / "LOCK").exists()


def test_a_checked_pack_gives_its_hash(folder, linli):
    status, out, _ = linli("check", folder, "--json")

    assert status == 0
    assert json.loads(out)["sha256"] == packs.open_folder(folder).sha256
    assert linli("check", folder, "--lang", "en")[1].endswith("a draft, not locked\n")


def test_what_is_no_pack_is_status_two(tmp_path, linli):
    status, out, err = linli("check", tmp_path)

    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
