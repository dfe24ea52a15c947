"""Bundles for tests: subjects of a pack with given or drawn facts, and the single-file verifier at work."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from linli.rules import packs
from linli.rules.bundle import About, Subject
from linli.rules.packs import Pack
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import dump, parse
from linli.rules.verifier.single import source

PACK = packs.load("xinhua-2022")
ABOUT = About(
    round={"code": "2026Q4", "title": "2026年第四季度考评"},
    decided={"by": "王建国", "title": "局长", "at": "2026-12-31T10:00:00+08:00"},
    journal={"seq": 1042, "hash": "ab" * 32},
    published="2026-12-31T10:05:00+08:00",
)
GOOD = {"flag": True, "count": 0, "rate": "96.8", "number": "2"}
DRIVER = """
import contextlib, importlib.util, io, json, sys
spec = importlib.util.spec_from_file_location("verify", sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
for line in sys.stdin:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = verify.main([line.strip(), "--json"])
    print(json.dumps({"status": status, "said": said.getvalue()}), flush=True)
"""


def facts(pack: Pack = PACK, **changed: Any) -> dict[str, Any]:
    """Return the facts of a good estate as a score keeps them, with some changed (dots as __)."""
    given = {name: GOOD[spec.unit] for name, spec in pack.card.facts.items()}
    given |= {name.replace("__", "."): value for name, value in changed.items()}
    return {name: {"value": value, "source": "record", "evidence": []} for name, value in given.items()}


def subject(pack: Pack = PACK, *, code: str = "410402-0137", kept: dict[str, Any] | None = None) -> Subject:
    """Return a subject whose result is what the engine gives for the facts."""
    kept = facts(pack) if kept is None else kept
    values = {name: parse(pack.card.facts[name], each["value"]) for name, each in kept.items()}
    result = {"subject": code, **evaluate(pack.card, values).as_json()}
    return Subject(code=code, name="和顺家园", facts=kept, result=result)


def drawn_facts(pack: Pack) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of facts a card of this pack may meet: given, not applicable or missing."""
    values: dict[str, st.SearchStrategy[Any]] = {
        "flag": st.booleans(),
        "count": st.integers(0, 40),
        "rate": st.decimals(0, 100, places=2),
        "number": st.decimals(0, 60, places=2),
    }
    each = {
        name: st.one_of(values[spec.unit], values[spec.unit], values[spec.unit], st.just("n/a"))
        for name, spec in pack.card.facts.items()
    }
    return st.fixed_dictionaries({}, optional=each).map(
        lambda given: {name: {"value": _dumped(pack, name, value)} for name, value in given.items()}
    )


def _dumped(pack: Pack, name: str, value: Any) -> Any:
    return dump(parse(pack.card.facts[name], value))


class Verifier:
    """verify.py in a Python of its own that has nothing but the standard library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program = folder / "verify.py"
        program.write_bytes(source())
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", "-c", DRIVER, str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, bundle: bytes) -> tuple[int, str]:
        """Return the status and what was said."""
        path = self.folder / "bundle.zip"
        path.write_bytes(bundle)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["status"], answer["said"]

    def close(self) -> None:
        """End the process."""
        self.process.communicate()
