"""The lock of a pack: the SHA-256 of each file, and one over all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from linli.rules.scorecard.reading import Fault

NAME = "LOCK"
WHOLE = "*"


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file by name, the lock itself left out."""
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files) if name != NAME}


def whole(parts: Mapping[str, str]) -> str:
    """Return the SHA-256 of the pack: over one line `<hash>  <name>` per file, in the order of names."""
    lines = "".join(f"{parts[name]}  {name}\n" for name in sorted(parts))
    return hashlib.sha256(lines.encode()).hexdigest()


def text(files: Mapping[str, bytes]) -> str:
    """Return what the LOCK of these files must say."""
    parts = hashes(files)
    return "".join(f"{digest}  {name}\n" for name, digest in parts.items()) + f"{whole(parts)}  {WHOLE}\n"


def faults(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield what differs from the LOCK; nothing if there is none."""
    if NAME not in files or files[NAME] == text(files).encode():
        return
    locked = {}
    for line in files[NAME].decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        locked[name] = digest
    found = hashes(files)
    found[WHOLE] = whole(found)
    differing = [name for name in sorted(locked.keys() | found.keys()) if locked.get(name) != found.get(name)]
    for name in differing or [NAME]:
        yield Fault(
            name,
            "与 LOCK 不一致：生效的政策包不能改，要改请另立一版",
            "differs from LOCK: a pack in force is never edited, supersede it with a new one",
        )
