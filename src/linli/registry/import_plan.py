"""What rows of a list would change: worked out first, so that a rehearsal and the real thing agree.

No query is made here; what is on record comes as `Ground`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from linli.kernel import place as paths
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.registry.terms import Mode
from linli.rules.folding import fold
from linli.rules.intake.cells import Fault
from linli.rules.intake.estate_rows import EstateRow, Warned

PLAIN = ("address", "built_year", "buildings", "households", "floor_area")


class Spot(NamedTuple):
    pk: int
    path: str
    code: str
    level: str
    name: str


@dataclass(slots=True)
class Firm:
    """A company on record, or (`pk` is 0) one the list brings."""

    pk: int
    name: str
    uscc: str


class Served(NamedTuple):
    pk: int
    company: int
    fee: Decimal | None


class Papers(NamedTuple):
    pk: int
    end: date | None
    fee: Decimal | None
    filed: bool


@dataclass(slots=True)
class Ground:
    """What is on record around some rows of a list.

    spots: subdistricts and communities by code; estates: by path of the subdistrict and folded name
    served: the open project by estate; papers: contracts by project and start
    last: the highest running number in use for each code's beginning
    entered: the key of each new estate by the row it came from
    """

    spots: dict[str, Spot]
    estates: dict[tuple[str, str], Estate]
    by_uscc: dict[str, Firm]
    by_name: dict[str, list[Firm]]
    served: dict[int, Served]
    papers: dict[tuple[int, date], Papers]
    last: dict[str, int] = field(default_factory=dict)
    entered: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """A row against an estate on record. fields: new plain values; to: where it moves, if it does"""

    row: EstateRow
    estate: Estate
    fields: dict[str, Any] = field(default_factory=dict)
    mode: str = ""
    to: Spot | None = None
    served: Served | None = None
    firm: Firm | None = None
    fee: bool = False
    papers: bool = False

    @property
    def is_empty(self) -> bool:
        starts = self.firm is not None and self.served is None
        return not (self.fields or self.mode or self.to or starts or self.fee or self.papers)


@dataclass(slots=True)
class Plan:
    fresh: list[tuple[EstateRow, Firm | None]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)


@dataclass(slots=True)
class Written:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    def add(self, other: Written) -> None:
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.faults += other.faults
        self.warnings += other.warnings


def told(made: Plan) -> Written:
    """Return what a plan would do, as if it had been done."""
    same = sum(change.is_empty for change in made.changes)
    return Written(len(made.fresh), len(made.changes), same, made.faults, made.warnings)


def plan(rows: list[EstateRow], found: Ground) -> Plan:
    """Return what the rows would create and change against what is on record."""
    made = Plan()
    for row in rows:
        company = firm(found, row.company, row.uscc) if row.mode == Mode.MARKET else None
        estate = found.estates.get((found.spots[row.subdistrict].path, row.key))
        if company is not None:
            _warn_of_name(row, company, made)
        _warn_of_papers(row, made)
        if estate is None:
            made.fresh.append((row, company))
        else:
            _against(row, estate, company, found, made)
    return made


def _against(row: EstateRow, estate: Estate, company: Firm | None, found: Ground, made: Plan) -> None:
    served = found.served.get(estate.pk)
    fault = _conflict(row, served, company, found)
    if fault is not None:
        made.faults.append(fault)
        return
    change = Change(row, estate, served=served, firm=company)
    for name in PLAIN:
        value = getattr(row, name)
        if value not in (None, "") and value != getattr(estate, name):
            change.fields[name] = value
    change.mode = row.mode if row.mode != estate.mode else ""
    change.to = _moved(row, estate, found)
    change.fee = bool(served and row.fee is not None and row.fee != served.fee)
    change.papers = company is not None and _papers_differ(row, served, found)
    made.changes.append(change)


def _conflict(row: EstateRow, served: Served | None, company: Firm | None, found: Ground) -> Fault | None:
    """A list may not end a company's service: that has legal consequences, and is done on its own."""
    if served is None or (company is not None and company.pk == served.company):
        return None
    firms = (one for named in found.by_name.values() for one in named)
    present = next((one.name for one in firms if one.pk == served.company), "")
    if company is None:
        zh = f"档案里“{present}”还在这里服务。请先在档案里结束它的服务，再改管理类型。"
        en = f"“{present}” still serves this estate. End its service in the dossier first."
        return Fault(row.row, "管理类型", row.mode, Text(zh, en))
    zh = f"档案里现在是“{present}”在服务。更换企业请先在档案里结束它的服务，再登记新企业。"
    en = f"“{present}” serves this estate on record. End its service in the dossier first."
    return Fault(row.row, "物业服务企业", row.company, Text(zh, en))


def _moved(row: EstateRow, estate: Estate, found: Ground) -> Spot | None:
    if not row.community:
        return None
    community = found.spots[row.community]
    return None if estate.path.startswith(community.path) else community


def _papers_differ(row: EstateRow, served: Served | None, found: Ground) -> bool:
    if row.contract_start is None:
        return False
    if served is None:
        return True
    papers = found.papers.get((served.pk, row.contract_start))
    return papers is None or (not papers.filed and (papers.end, papers.fee) != (last(row), row.fee))


def last(row: EstateRow) -> date | None:
    """Return the first day after the row's contract; people write the last day inside."""
    return row.contract_end + timedelta(days=1) if row.contract_end else None


def parent(row: EstateRow, found: Ground) -> Spot:
    """Return where a new estate goes: its community, or its subdistrict until somebody says which."""
    return found.spots[row.community or row.subdistrict]


def estate_path(spot: Spot, code: str) -> str:
    return paths.child(spot.path, f"e{code}")


def _warn_of_name(row: EstateRow, company: Firm, made: Plan) -> None:
    if row.uscc and company.pk and fold(company.name) != fold(row.company):
        zh = f"这个代码登记的企业是“{company.name}”，已按它处理。请核对名称或代码。"
        en = f"This code is registered for “{company.name}”, which was taken. Check the name or the code."
        made.warnings.append(Warned(row.row, "物业服务企业", row.company, Text(zh, en), company.name))


def _warn_of_papers(row: EstateRow, made: Plan) -> None:
    if row.contract_end and not row.contract_start and row.mode == Mode.MARKET:
        zh = "只有截止日期，没有起始日期，合同没有登记。请补起始日期后再导一次。"
        en = "There is an end but no start, so no contract was entered. Add the start and import again."
        made.warnings.append(Warned(row.row, "合同起始日期", "", Text(zh, en)))


def firm(found: Ground, name: str, uscc: str) -> Firm:
    """Return the company a row means; a new one is remembered, so that the next row means the same."""
    if uscc and uscc in found.by_uscc:
        return found.by_uscc[uscc]
    named = found.by_name.setdefault(fold(name), [])
    if not uscc and named:
        return named[0]
    bare = next((one for one in named if not one.uscc), None)
    if bare is None:
        bare = Firm(0, name, "")
        named.append(bare)
    bare.uscc = uscc
    if uscc:
        found.by_uscc[uscc] = bare
    return bare
