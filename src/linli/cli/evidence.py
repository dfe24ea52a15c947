"""Which tests prove which clause: read from the markers in the sources, without running anything."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

Place = tuple[str, str]  # a clause, and the test that proves it, e.g. "tests/x/test_y.py::test_z"


def tests_folder() -> Path | None:
    """Return the folder of tests beside the package; None where only the package is installed."""
    folder = Path(__file__).resolve().parents[3] / "tests"
    return folder if folder.is_dir() else None


def proofs(folder: Path) -> dict[str, list[str]]:
    """Return the tests by the clause they are marked with, in the order of the files."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        name = path.relative_to(folder.parent).as_posix()
        for clause, test in proofs_in(path.read_text(encoding="utf-8"), name):
            tests = found.setdefault(clause, [])
            if test not in tests:
                tests.append(test)
    return found


def proofs_in(source: str, name: str) -> Iterator[Place]:
    """Yield each clause and test of one file; a mark on a module or a class holds for all tests in it."""
    tree = ast.parse(source)
    yield from _walk(tree.body, name, _module_marks(tree))


def _walk(body: list[ast.stmt], name: str, above: frozenset[str]) -> Iterator[Place]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _walk(node.body, f"{name}::{node.name}", above | _marks(node.decorator_list))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            # Walking the decorators also finds the marks of single rows: pytest.param(..., marks=…).
            for clause in sorted(above | _marks(node.decorator_list)):
                yield clause, f"{name}::{node.name}"


def _module_marks(tree: ast.Module) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(t) == "pytestmark" for t in node.targets):
            found |= _marks([node.value])
    return found


def _marks(expressions: list[ast.expr]) -> frozenset[str]:
    """Return the clauses of every `pytest.mark.clause("…")` anywhere in the expressions."""
    return frozenset(
        word.value
        for expression in expressions
        for node in ast.walk(expression)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.clause"
        for word in node.args
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    )
