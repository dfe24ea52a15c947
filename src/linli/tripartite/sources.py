"""Keys of the records a resolution comes from or changes: "contract:12", "disclosure:401" …

A kind says which table a key is of and how the row is tied to its estate. "missing" and "mechanism" name
what is not there, by kind of disclosure and by estate.
"""

from __future__ import annotations

from typing import Any

from linli.kernel.errors import Refused
from linli.registry.models import Contract, Disclosure, Estate, OwnersCommittee, RuleDocument
from linli.tripartite.models import Paper, QualityNote, Resolution

TABLES: dict[str, tuple[Any, str]] = {
    "contract": (Contract, "project__estate"),
    "disclosure": (Disclosure, "estate"),
    "document": (RuleDocument, "estate"),
    "committee": (OwnersCommittee, "estate"),
    "paper": (Paper, "mechanism__estate"),
    "note": (QualityNote, "appointment__estate"),
    "resolution": (Resolution, "estate"),
}


def split(key: str) -> tuple[str, str]:
    """Return kind and identity of a key; ("", "") of what is none."""
    kind, colon, identity = key.partition(":")
    return (kind, identity) if colon and kind and identity else ("", "")


def check_changed(key: str, estate: Estate) -> None:
    """Refuse a key that is of no record of the estate.

    :raises Refused: otherwise
    """
    if not key:
        return
    kind, identity = split(key)
    table, tie = TABLES.get(kind, (None, ""))
    known = table is not None and identity.isdigit()
    if not known or not table.objects.filter(pk=int(identity), **{tie: estate}).exists():
        raise Refused(
            "选中的记录不在这个小区的档案里，请重新选。",
            "The chosen record is none of this estate; choose again.",
            fields=("changed",),
        )
