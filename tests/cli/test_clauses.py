from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from linli.cli.addresses import addresses, served
from linli.cli.clauses import report
from linli.cli.evidence import proofs, proofs_in
from linli.cli.main import main

GUIDELINE = Path("../shared/policy/clauses.csv")

SOURCE = """
import pytest

pytestmark = [pytest.mark.clause("A1"), pytest.mark.shared]


@pytest.mark.clause("S1", "S2")
def test_two(): ...


@pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.clause("S3"))])
def test_rows(x): ...


@pytest.mark.clause("S4")
class TestGroup:
    def test_inside(self): ...


@pytest.mark.clause("S9")
def helper(): ...
"""


def test_marks_are_read_from_functions_rows_classes_and_modules():
    found = set(proofs_in(SOURCE, "tests/test_x.py"))

    assert found == {
        ("A1", "tests/test_x.py::test_two"),
        ("S1", "tests/test_x.py::test_two"),
        ("S2", "tests/test_x.py::test_two"),
        ("A1", "tests/test_x.py::test_rows"),
        ("S3", "tests/test_x.py::test_rows"),
        ("A1", "tests/test_x.py::TestGroup::test_inside"),
        ("S4", "tests/test_x.py::TestGroup::test_inside"),
    }


def test_this_suite_is_read_like_any_other():
    assert any("test_ballot" in test for test in proofs(Path("tests"))["I8"])


def test_addresses_are_written_as_a_reader_would():
    found = list(addresses())

    assert found
    for address in found:
        assert address.path.startswith("/")
        assert "(?P" not in address.path
        assert "<int:" not in address.path


def test_pages_come_from_what_the_views_declare():
    pages = served()

    for clause, paths in pages.items():
        assert paths == sorted(set(paths)), clause
    for address in addresses():
        for clause in address.clauses:
            assert address.path in pages[clause]


def test_every_clause_has_one_row_in_the_packs_order():
    if not GUIDELINE.exists():
        pytest.skip("the guideline is not beside the repository")
    with GUIDELINE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [(row.id, row.clause_zh) for row in report("xinhua-2022")] == [
        (row["id"], row["clause_zh"]) for row in rows
    ]


def test_the_document_has_the_keys_other_programs_rely_on(capsys):
    with pytest.raises(SystemExit) as end:
        main(["clauses", "--json"])

    rows = json.loads(capsys.readouterr().out)
    assert end.value.code == 0
    assert all(list(row) == ["id", "section", "clause_zh", "pages", "tests"] for row in rows)
    assert next(row for row in rows if row["id"] == "I8")["tests"]


def test_people_are_told_openly_what_nothing_serves_yet(capsys):
    with pytest.raises(SystemExit):
        main(["clauses"])

    assert "none yet" in capsys.readouterr().out


def test_an_unknown_pack_is_one_line_and_status_2(capsys):
    with pytest.raises(SystemExit) as end:
        main(["clauses", "--policy", "nowhere-1999"])

    assert end.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
