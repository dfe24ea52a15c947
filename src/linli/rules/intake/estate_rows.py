"""What the check of a list of estates is given, and what it gives back: plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from linli.kernel.text import Text
from linli.rules.intake.cells import Fault
from linli.rules.intake.headings import Layout
from linli.rules.intake.places import Subdistrict


class EstateRow(NamedTuple):
    """One accepted row, ready to be stored; `None` or "" where the cell was empty.

    row: the spreadsheet's own number; key: the folded name, unique in its subdistrict
    subdistrict, community: codes; mode: "market", "self" or "none"; fee: yuan per m² and month
    known: the estate is registered already, so this is an update
    """

    row: int
    name: str
    key: str
    subdistrict: str
    community: str
    mode: str
    known: bool = False
    address: str = ""
    built_year: int | None = None
    buildings: int | None = None
    households: int | None = None
    floor_area: Decimal | None = None
    company: str = ""
    uscc: str = ""
    contract_start: date | None = None
    contract_end: date | None = None
    fee: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that may be wrong and is taken all the same. similar: the name that is there already."""

    row: int
    column: str
    value: str
    reason: Text
    similar: str = ""

    def as_json(self) -> dict[str, object]:
        return {**Fault(self.row, self.column, self.value, self.reason).as_json(), "similar": self.similar}


@dataclass(frozen=True, slots=True)
class Context:
    """What the rows are checked against.

    registered: subdistrict code → folded name → name of each estate registered there
    within: names of the city and district, which people write before a subdistrict's name
    """

    subdistricts: tuple[Subdistrict, ...]
    this_year: int
    registered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    within: tuple[str, ...] = ()


@dataclass(slots=True)
class Checked:
    """The outcome: rows to store, and what was refused, doubted and skipped.

    refused: number of rows with at least one fault; skipped: how many rows of each kind
    """

    rows: list[EstateRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    layout: Layout | None = None
