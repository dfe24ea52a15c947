"""Every clause a test claims to prove exists, and every claim can be read without running it."""

from __future__ import annotations

import ast

from linli.cli.evidence import proofs
from linli.rules import packs
from tests.architecture.tree import ROOT, calls, name_of, python_files


def test_every_clause_a_test_names_exists():
    known = {clause.id for clause in packs.load("xinhua-2022").clauses}

    assert not {clause: tests for clause, tests in proofs(ROOT / "tests").items() if clause not in known}


def test_clauses_are_named_as_plain_words():
    """`linli clauses` reads the sources; a computed name would be a clause nobody finds."""
    computed = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files("tests")
        for name, call in calls(path)
        if name == "pytest.mark.clause"
        and not all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in call.args)
    ]

    assert not computed
