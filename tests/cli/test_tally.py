from __future__ import annotations

import json
from pathlib import Path

import pytest

from linli.cli.main import main

PAPER = {
    "matter": "raise_maintenance_fund",
    "units": [{"id": str(n), "area": "100.00", "owner": f"o{n}"} for n in range(4)],
    "ballots": [{"owner": f"o{n}", "choice": "for"} for n in range(3)],
}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["tally", *map(str, arguments)])
    out, err = capsys.readouterr()
    return end.value.code, out, err


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "vote.json"
    path.write_text(json.dumps(PAPER), encoding="utf-8")
    return path


@pytest.mark.clause("I8")
def test_a_vote_is_counted(paper, capsys):
    status, out, err = run(capsys, paper, "--json")

    assert (status, err) == (0, "")
    assert json.loads(out)["passed"] is True


@pytest.mark.parametrize(("lang", "word"), [("zh", "通过"), ("en", "passed")])
def test_people_read_the_outcome_in_their_language(paper, capsys, lang, word):
    status, out, _ = run(capsys, paper, "--lang", lang)

    assert status == 0
    assert word in out.splitlines()[-1]


def test_faults_are_listed_and_nothing_is_counted(paper, capsys):
    paper.write_text(json.dumps({**PAPER, "matter": "x", "units": []}), encoding="utf-8")

    status, out, _ = run(capsys, paper, "--json")
    plain, text, _ = run(capsys, paper)

    assert (status, plain) == (1, 1)
    assert set(json.loads(out)) == {"faults"}
    assert {"where", "value", "reason_zh", "reason_en"} == set(json.loads(out)["faults"][0])
    assert "未计票" in text


@pytest.mark.parametrize("content", [b"", b"not json", b"\x00\xff" * 9, b"[" * 200_000])
def test_an_unreadable_file_is_one_line_and_status_2(paper, capsys, content):
    paper.write_bytes(content)

    status, out, err = run(capsys, paper, "--json")

    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_missing_file_is_wrong_usage(tmp_path, capsys):
    status, out, err = run(capsys, tmp_path / "nowhere.json")

    assert (status, out, len(err.splitlines())) == (2, "", 1)
