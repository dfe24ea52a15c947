"""What a bundle says of itself: the statement that was published, the files, and the seal over both.

manifest.json is written in one form only (sorted keys, no space), so that every byte of it counts:

- `statement`: format, kind, subject, round, policy, decided, journal, the hash of every file that matters,
  and the fingerprint of the engine that worded the reasons, if one engine worded them all
- `check`: SHA-256 of the statement; its first twelve digits are printed on the sheet
- `files`: of every file in the archive its size, hash, packed size and packed hash
- `seal`: SHA-256 of the manifest without the seal
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

NAME = "manifest.json"
FORMAT = "linli-bundle-1"
# The modules that put reasons into words; rewording one changes the fingerprint, and no score.
WORDED = ("linli.rules.scorecard.", "linli.rules.panel")
# Help for the reader, not part of what was published.
ASIDE = ("README.txt", "verify.py")


def canonical(document: Any) -> bytes:
    """Return a document as the bytes that are hashed, whatever order a database keeps its keys in.

    :raises ValueError: NaN or an infinity, which JSON has not
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def digest(data: bytes | memoryview) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(pieces: Iterable[bytes]) -> str:
    """Return the SHA-256 of content given piece by piece."""
    summing = hashlib.sha256()
    for piece in pieces:
        summing.update(piece)
    return summing.hexdigest()


def fingerprint(sources: Mapping[str, str]) -> str:
    """Return the SHA-256 of an engine that words reasons. sources: text of its modules by name"""
    parts = [
        f"{digest(text.encode())}  {name}\n" for name, text in sources.items() if name.startswith(WORDED)
    ]
    return digest("".join(sorted(parts)).encode())


def sealed(statement: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return manifest.json of a statement and the files beside it."""
    body = {"statement": statement, "check": digest(canonical(statement)), "files": files}
    return canonical({**body, "seal": digest(canonical(body))})


def fault(data: bytes) -> tuple[str, str] | None:
    """Return in both languages why this manifest is not as it was written, or None."""
    try:
        found = json.loads(data)
        rewritten = canonical(found) == data
        statement, files, seal = found["statement"], found["files"], found.pop("seal")
        sound = digest(canonical(found)) == seal and digest(canonical(statement)) == found["check"]
        shaped = isinstance(statement, dict) and isinstance(files, dict) and len(found) == 3
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "manifest.json 读不出来", "manifest.json cannot be read"
    if not (rewritten and sound and shaped):
        return "manifest.json 与封印不符", "manifest.json does not agree with its seal"
    if statement.get("format") != FORMAT:
        return f"格式不是 {FORMAT}", f"the format is not {FORMAT}"
    return None
