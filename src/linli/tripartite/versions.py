"""Versions of notice boards as plain values: their digest, their short code, what differs between two."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from linli.kernel.text import Text

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another on a wall
LENGTH = 6
SECTIONS = {
    "estate": Text("小区名称", "name of the estate"),
    "place": Text("街道和社区", "subdistrict and community"),
    "served": Text("谁在服务、谁负责", "who serves and who answers"),
    "sides": Text("三方人员", "members of the three sides"),
    "reach": Text("热线和窗口", "hotline and window"),
    "commitments": Text("服务承诺", "commitments"),
    "fees": Text("收费和合同", "fee and contract"),
    "disclosures": Text("公示", "disclosures"),
    "meeting": Text("下次会议", "next meeting"),
    "resolutions": Text("会议决议", "resolutions"),
    "score": Text("考评得分", "score"),
}


def digest(shown: Mapping[str, Any]) -> str:
    """Return the sha256 of what a board shows, as hex; equal boards have equal digests."""
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def code(estate: str, sha256: str, attempt: int = 0) -> str:
    """Return a short version code; another `attempt` gives another, where two boards met in one."""
    number = int(hashlib.sha256(f"{estate}/{sha256}/{attempt}".encode()).hexdigest(), 16)
    found = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        found += LETTERS[rest]
    return found


def typed(text: str) -> str:
    """Return a code as somebody typed it from the wall: without blanks, in capitals."""
    return "".join(text.split()).upper()[:12]


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Text]:
    """Return the sections in which two boards differ."""
    return [words for name, words in SECTIONS.items() if old.get(name) != new.get(name)]
