"""The verifier as one file that needs nothing but Python 3.11: our own pure modules, one after another.

It is put together from the sources that run here, so it can never be out of date or differ from the engine.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from linli.rules.verifier.manifest import fingerprint

ROOT = Path(__file__).resolve().parents[3]
ENTRY = "linli.rules.verifier.check"
HEAD = '''#!/usr/bin/env python3
"""邻里计算包复算程序。Recompute a published score of Linli from its bundle.

    python3 verify.py BUNDLE.zip [--json]

只需 Python 3.11 以上，不联网，不装任何东西。返回 0：与公布的完全一致；1：指出哪里不同；2：读不了。
Needs Python 3.11 or later and nothing else. Status 0: as published; 1: says what differs; 2: unreadable.
The modules below are the scoring engine itself, under the Apache License 2.0.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("verify.py: 需要 Python 3.11 以上。Python 3.11 or later is needed.")

SOURCES = {}
'''
TAIL = '''

import importlib.abc
import importlib.util
import json
from pathlib import Path


class Here(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules above in this very file, before any that may be installed."""

    def find_spec(self, name, path=None, target=None):
        if name not in SOURCES:
            return None
        return importlib.util.spec_from_loader(name, self, is_package=SOURCES[name][0])

    def exec_module(self, module):
        module.__file__ = __file__
        exec(compile(SOURCES[module.__name__][1], "verify.py/" + module.__name__, "exec"), module.__dict__)


def main(arguments):
    files = [each for each in arguments if each != "--json"]
    if len(files) != 1:
        sys.stderr.write("verify.py BUNDLE.zip [--json]\\n")
        return 2
    for name in [each for each in sys.modules if each.split(".")[0] == "linli"]:
        del sys.modules[name]
    sys.meta_path.insert(0, Here())
    from linli.kernel.errors import DomainError
    from linli.rules.verifier import manifest
    from linli.rules.verifier.check import check

    engine = manifest.fingerprint({name: text for name, (_, text) in SOURCES.items()})
    try:
        report = check(Path(files[0]).read_bytes(), engine=engine)
    except OSError as error:
        sys.stderr.write(f"verify.py: {files[0]}: {error.strerror}\\n")
        return 2
    except DomainError as error:
        sys.stderr.write(f"verify.py: {error.text.zh} {error.text.en}\\n")
        return 2
    if "--json" in arguments:
        json.dump(report.as_json(), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\\n")
    else:
        sys.stdout.write("\\n".join(report.lines()) + "\\n")
    return 0 if report.same else 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
'''


@cache
def engine() -> str:
    """Return the fingerprint of the engine that runs here, the same for the package and the single file."""
    return fingerprint({name: path.read_text(encoding="utf-8") for name, path in needed(ENTRY).items()})


@cache
def source() -> bytes:
    """Return verify.py: the entry and every module of ours it needs, in the order of their names."""
    parts = [HEAD]
    for name, path in sorted(needed(ENTRY).items()):
        text = path.read_text(encoding="utf-8")
        if "'''" in text or text.endswith("\\"):
            raise ValueError(f"{name} cannot stand in a raw string: it holds three single quotes")
        package = path.name == "__init__.py"
        parts.append(f"\n# {'=' * 20} {name}\nSOURCES[{name!r}] = ({package}, r'''{text}''')\n")
    return ("".join(parts) + TAIL).encode("utf-8")


def needed(entry: str) -> dict[str, Path]:
    """Return the modules of ours that a module needs, itself and their packages included."""
    found: dict[str, Path] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if name in found or path is None:
            continue
        found[name] = path
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        waiting += [package] if package else []
        waiting += [package.rpartition(".")[0]] if "." in package else []
        waiting += _imports(ast.parse(path.read_text(encoding="utf-8")))
    return found


def _file(name: str) -> Path | None:
    """Return the source of a module of ours, None for any other name."""
    base = ROOT.joinpath(*name.split("."))
    return next((path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()), None)


def _imports(tree: ast.AST) -> list[str]:
    """Return what a module imports, and what may be modules among the names it imports."""
    names: list[str] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("linli"):
            module = node.module or ""
            names += [module, *(f"{module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names if alias.name.startswith("linli")]
        else:
            names += _imports(node)
    return names
