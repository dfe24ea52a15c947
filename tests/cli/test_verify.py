"""`linli verify`: 0 if it is the published score, 1 naming what differs, 2 if it cannot be read."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

from linli.cli.main import main
from linli.rules.bundle import make
from tests.rules.bundles import ABOUT, PACK, facts, subject


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "和顺家园.zip"
    path.write_bytes(make(PACK, ABOUT, subject()))
    return path


def status(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return int(ended.value.code or 0)


@pytest.mark.clause("I2")
def test_the_published_score_gives_zero_and_says_so(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("verify", bundle) == 0
    said = capsys.readouterr().out
    assert "一致" in said
    assert "exactly as published" in said


def test_json_is_one_document(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status("verify", bundle, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["same"], document["subjects"], document["differences"]) == (True, 1, [])
    assert document["statement"]["journal"]["seq"] == 1042


@pytest.mark.clause("I2")
def test_a_changed_fact_gives_one_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "forged.zip"
    path.write_bytes(make(PACK, ABOUT, dataclasses.replace(subject(), facts=facts(lines__findings=3))))
    assert status("verify", path, "--json") == 1
    places = {each["place"] for each in json.loads(capsys.readouterr().out)["differences"]}
    assert "410402-0137 › items › lines › score" in places


def test_one_changed_byte_gives_one(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(bundle.read_bytes())
    data[200] ^= 1
    bundle.write_bytes(bytes(data))
    assert status("verify", bundle) == 1
    assert "不一致" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"not a zip"])
def test_what_cannot_be_read_gives_two_and_one_line(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.zip"
    if content is not None:
        path.write_bytes(content)
    assert status("verify", path) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_the_single_file_verifier_is_handed_out_and_runs_alone(bundle: Path, tmp_path: Path) -> None:
    program = tmp_path / "verify.py"
    handed = [sys.executable, "-m", "linli", "verify", "--program"]
    program.write_bytes(subprocess.run(handed, capture_output=True, check=True).stdout)  # noqa: S603
    alone = [sys.executable, "-I", "-S", str(program), str(bundle)]
    done = subprocess.run(alone, capture_output=True, check=False, cwd=tmp_path)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
    assert "一致" in done.stdout.decode("utf-8")
