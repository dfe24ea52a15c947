"""What may be entered about a subject: read, compared with the records, and refused all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.assessment.facts.attested import same
from linli.assessment.facts.base import Fact
from linli.assessment.facts.gather import Gathered
from linli.assessment.models import Party
from linli.kernel.errors import Refused
from linli.kernel.text import Text
from linli.rules.scorecard.facts import FactFault, FactSpec, NotApplicable, Value, parse
from linli.rules.scorecard.model import Card


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact as it was given. raw: True, 3, "83.6", "是", "n/a" …; files: keys of stored files"""

    fact: str
    raw: Any
    on: date | None = None
    place: str = ""
    reason: str = ""
    sample: int | None = None
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryFault:
    """Why one entry is not taken. subject: code of the estate"""

    subject: str
    fact: str
    text: Text


class EntriesRefused(Refused):
    """Entries that are not taken; `faults` has all of them, nothing was written."""

    def __init__(self, faults: Sequence[EntryFault]) -> None:
        self.faults = tuple(faults)
        zh = "；".join(each.text.zh for each in self.faults[:5])
        en = "; ".join(each.text.en for each in self.faults[:5])
        more = len(self.faults) - 5
        if more > 0:
            zh, en = f"{zh}；另有 {more} 处", f"{en}; and {more} more"
        super().__init__(zh, en, clause="I1", fields=tuple(each.fact for each in self.faults))


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry with its value as read, and what it takes the place of (None if nothing)."""

    gathered: Gathered
    spec: FactSpec
    value: Value
    before: Value | None
    entry: Entry


def read(
    card: Card, party: Party, gathered: Gathered, given: Iterable[Entry]
) -> tuple[list[Accepted], list[EntryFault]]:
    """Return what of `given` is new and allowed, and what is refused; what is there already is left out."""
    accepted, faults = [], []
    mine = {
        fact.name for item in card.items if not party.items or item.id in party.items for fact in item.facts
    }
    for entry in given:
        try:
            found = _read(card, mine, gathered, party, entry)
        except Refused as error:
            faults.append(EntryFault(gathered.subject.code, entry.fact, error.text))
        except FactFault as error:
            faults.append(EntryFault(gathered.subject.code, entry.fact, error.text))
        else:
            if found is not None:
                accepted.append(found)
    return accepted, faults


def _read(card: Card, mine: set[str], gathered: Gathered, party: Party, entry: Entry) -> Accepted | None:
    spec = card.facts.get(entry.fact)
    if spec is None:
        raise Refused(f"评分表里没有“{entry.fact}”。", f"The score sheet has no fact {entry.fact}.")
    if entry.fact not in mine:
        raise Refused(
            f"“{spec.label_zh}”不归{party.name}登记。", f"{spec.label_en} is not for this party to enter."
        )
    record = gathered.records.get(entry.fact)
    if record is not None:
        note = record.note or Text("", "")
        raise Refused(
            f"“{spec.label_zh}”由档案得出（{note.zh}），不能手工改。档案有误，请先改档案。",
            f"{spec.label_en} follows from the records ({note.en}) and is not typed over; mend the record.",
        )
    value = parse(spec, entry.raw, table=True)
    held = _held(gathered, party, entry.fact)
    before = None if held is None else held.value
    if held is not None and same(held.value, value) and not _brings_more(entry, held):
        return None
    _demand_reason(spec, value, before, entry)
    return Accepted(gathered, spec, value, before, entry)


def _brings_more(entry: Entry, held: Fact) -> bool:
    """Test if an entry of the same value says more: new files, or the answers of another survey."""
    return bool(entry.files) or entry.sample not in (None, held.sample)


def _held(gathered: Gathered, party: Party, fact: str) -> Fact | None:
    """Return what this party entered before; on a joint sheet only what stands there in its name."""
    view = gathered.own.get(party.pk, gathered.common)
    found = view.facts.get(fact)
    return found if found is not None and found.party == party.kind else None


def _demand_reason(spec: FactSpec, value: Value, held: Value | None, entry: Entry) -> None:
    if entry.reason.strip():
        return
    if isinstance(value, NotApplicable):
        raise Refused(
            f"“{spec.label_zh}”登记为不适用，要写明理由。", f"Say why {spec.label_en} does not apply here."
        )
    if held is not None and not same(held, value):
        raise Refused(
            f"“{spec.label_zh}”原来登记过，改动要写明理由。",
            f"{spec.label_en} was entered before; say why it changes.",
        )
