"""A workbook of a round that came back filled in: its facts are entered, or all its faults are told."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from linli.assessment.entries import Entry
from linli.assessment.models import Round
from linli.assessment.services import entering
from linli.assessment.terms import Origin
from linli.base import tables
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.paper import roundbook
from linli.paper.roundfacts import Facts, facts_of
from linli.publication.queries import running

REASON = "由考评工作簿导入"


@command
def take_in(*, actor: Actor, round: Round, raw: bytes, name: str, now: datetime) -> int:
    """Enter what was changed in the workbook's facts; return how many facts were new.

    Cells that say what is known already are left alone, empty ones too.

    :raises Refused: no workbook of ours, one of another policy, or nothing in it is new
    :raises EntriesRefused: with all faults; nothing is entered then
    """
    found = _read(raw, name)
    if found.policy_hash != round.pack_sha256:
        raise Refused(
            "这份工作簿是按另一份规则导出的，请从本轮重新导出后再填写。",
            "The workbook was made under another pack; export this round again and fill that in.",
            fields=("file",),
        )
    given = _changed(found, running.known(actor, round, list(found.values)))
    if not given:
        raise Refused(
            "工作簿里的事实和已经登记的一样，没有要改的。",
            "The workbook says what is on record already; nothing changes.",
            fields=("file",),
        )
    return entering.attest(actor=actor, round=round, given=given, now=now, origin=Origin.IMPORT)


def _read(raw: bytes, name: str) -> Facts:
    """Open the two sheets with the guards every upload passes."""
    about, facts = (
        [list(row) for _, row in tables.read(raw, name, sheet=sheet)]
        for sheet in (roundbook.ABOUT, roundbook.FACTS)
    )
    return facts_of(about, facts)


def _changed(found: Facts, known: dict[str, dict[str, Any]]) -> dict[str, list[Entry]]:
    given: dict[str, list[Entry]] = {}
    for code, facts in found.values.items():
        held = known.get(code, {})
        entries = [
            Entry(name, _raw(value), reason=REASON)
            for name, value in facts.items()
            if not _same(value, held.get(name, {}).get("value"))
        ]
        if entries:
            given[code] = entries
    return given


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool) or one == "n/a" or other in (None, "n/a"):
        return bool(one == other) and type(one) is type(other)
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except ArithmeticError:
        return False


def _raw(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
