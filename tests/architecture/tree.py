"""The tree the house rules are about: its files, its modules, its rooms."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import linli

PACKAGE = Path(linli.__file__).parent
ROOT = PACKAGE.parent.parent
TEMPLATES = PACKAGE / "web" / "templates"
STATIC = PACKAGE / "web" / "static"
DOORS = ("web", "api", "cli", "jobs", "demo")


def python_files(*folders: str) -> Iterator[Path]:
    """Yield our own Python files below the given folders of the repository, migrations left out."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a file with the name it is called by, e.g. "timezone.now"."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def room(name: str) -> list[ModuleType]:
    """Return every module of one room, e.g. "queries", whether it is a file or a package in its app."""
    found = (module.name for module in pkgutil.walk_packages(linli.__path__, "linli."))
    return [
        importlib.import_module(dotted)
        for dotted in found
        if name in dotted.split(".")[2:4] and ".migrations" not in dotted
    ]


def public_functions(module: ModuleType) -> Iterator[Callable[..., Any]]:
    """Yield the functions a module offers of its own; a leading underscore keeps one private."""
    for name, value in vars(module).items():
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
            yield value
