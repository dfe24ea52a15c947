"""Compile the translations: each django.po becomes the django.mo that gettext reads.

Needs nothing but Python's standard library, for a new installation has neither Babel nor GNU gettext.
"""

from __future__ import annotations

import ast
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src" / "linli" / "web" / "locale"
MAGIC = 0x950412DE


def main() -> int:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            target.write_bytes(compiled(read(source)))
    return 0


def read(path: Path) -> dict[bytes, bytes]:
    """Return what to say for each message of a .po file; fuzzy and empty ones are left out."""
    said: dict[bytes, bytes] = {}
    for entry in entries(path.read_text(encoding="utf-8")):
        plurals = [entry[key] for key in sorted(entry) if key.startswith("msgstr[")]
        text = "\0".join(plurals) if all(plurals) and plurals else entry.get("msgstr", "")
        if not text or (
            "fuzzy" in entry and entry["msgid"]
        ):  # the header counts always: it names the charset
            continue
        key = entry["msgid"] + ("\0" + entry["msgid_plural"] if "msgid_plural" in entry else "")
        if "msgctxt" in entry:
            key = entry["msgctxt"] + "\x04" + key
        said[key.encode()] = text.encode()
    return said


def entries(text: str) -> Iterator[dict[str, str]]:
    """Yield each entry as its fields, e.g. {"msgid": "小区", "msgstr": "Estate"}."""
    entry: dict[str, str] = {}
    field = ""
    for line in text.splitlines():
        if line.startswith("#"):
            if line.startswith("#,") and "fuzzy" in line:
                entry["fuzzy"] = "yes"
        elif line.startswith('"'):
            entry[field] += ast.literal_eval(line)
        elif line.strip():
            field, _, quoted = line.partition(" ")
            entry[field] = ast.literal_eval(quoted)
        elif "msgid" in entry:
            yield entry
            entry = {}
    if "msgid" in entry:
        yield entry


def compiled(said: dict[bytes, bytes]) -> bytes:
    """Return the bytes of a .mo file: a header, two tables of (length, offset), and the texts.

    Source: the GNU gettext manual, "The Format of GNU MO Files"
    """
    pairs = sorted(said.items())
    start = 7 * 4 + 16 * len(pairs)  # where the texts begin, behind header and tables
    tables: list[bytes] = []
    texts = bytearray()
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), start + len(texts)))
            texts += pair[side] + b"\0"
    header = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return header + b"".join(tables) + bytes(texts)


if __name__ == "__main__":
    sys.exit(main())
