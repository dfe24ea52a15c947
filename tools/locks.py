"""Check offline that the locks are those of the .in files: each name chosen is pinned, in a version allowed.

What a lock pins for its own sake is told apart by the comments in it: "via -r requirements/base.in".
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
PIN = re.compile(r"^(?P<name>[\w.-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)")
NAMES = ("base", "dev")


def main() -> int:
    faults = [fault for name in NAMES for fault in faults_of(name)]
    for fault in faults:
        print(fault)
    if faults:
        print("Mend: make lock, and commit requirements/*.txt")
    return 1 if faults else 0


def faults_of(name: str) -> Iterator[str]:
    pins, chosen = read_lock(FOLDER / f"{name}.txt", f"requirements/{name}.in")
    wanted = {canonicalize_name(r.name): r for r in read_choices(FOLDER / f"{name}.in")}
    for key in sorted(wanted.keys() - pins.keys()):
        yield f"requirements/{name}.txt does not pin {key}, which {name}.in names"
    for key in sorted(chosen - wanted.keys()):
        yield f"requirements/{name}.txt still holds {key}, which {name}.in no longer names"
    for key in sorted(wanted.keys() & pins.keys()):
        if not wanted[key].specifier.contains(pins[key], prereleases=True):
            yield f"requirements/{name}.txt pins {key}=={pins[key]}, but {name}.in wants {wanted[key]}"


def read_choices(path: Path) -> Iterator[Requirement]:
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text and not text.startswith("-"):
            yield Requirement(text)


def read_lock(path: Path, source: str) -> tuple[dict[str, str], set[str]]:
    """Return the versions by name, and the names that stand there because `source` asks for them."""
    pins: dict[str, str] = {}
    chosen: set[str] = set()
    name: str = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := PIN.match(line):
            name = canonicalize_name(found["name"])
            pins[name] = found["version"]
        elif line.lstrip().startswith("#") and line.rstrip().endswith(f"-r {source}"):
            chosen.add(name)
    return pins, chosen


if __name__ == "__main__":
    sys.exit(main())
