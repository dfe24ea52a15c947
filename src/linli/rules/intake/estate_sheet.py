"""One sheet of estates, checked column by column and put together row by row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from linli.kernel.text import Text
from linli.rules.folding import fold
from linli.rules.identifiers import Unfit
from linli.rules.intake import dates, skipping, values
from linli.rules.intake.cells import Cell, Fault, Row, shown
from linli.rules.intake.columns import AmountReader, NumberReader, Reader, TextReader
from linli.rules.intake.estate_columns import COLUMNS, MARKET, MODES, NONE, REQUIRED, TITLES
from linli.rules.intake.estate_rows import Checked, Context, EstateRow, Warned
from linli.rules.intake.headings import Layout
from linli.rules.intake.places import District, Division

NAME_CHARACTERS, ADDRESS_CHARACTERS = 100, 200
FEE_MOST, AREA_MOST = Decimal(50), Decimal(99_999_999)
MADE: Any = partial(tuple.__new__, EstateRow)  # what `_make` does, without a call into Python
APART = "\0"  # in no tidy name, and no fold touches it: all names are folded as one text
CODES = tuple(item.code for item in COLUMNS)
Numbered = Sequence[tuple[int, Row]]
Refusals = list[tuple[str, Cell, Text]]


class EstateSheet:
    """Takes the rows below the headings in batches and adds what they say to `checked`."""

    def __init__(self, layout: Layout, context: Context, epoch: int, checked: Checked) -> None:
        self.layout, self.context, self.checked = layout, context, checked
        self.district = District.of(context.subdistricts, context.within)
        self.units = {unit.code: unit for unit in context.subdistricts}
        self.readers = {code: reader for code, reader in self._made(epoch).items() if code in layout.places}
        self.width = max(layout.places.values()) + 1
        self.name_at = layout.places["name"]
        # Where each name of a subdistrict stood first; a name there again is a repetition.
        self.first: dict[tuple[str, str], int] = {}
        self.companies: dict[str, str] = {}

    def take(self, batch: Numbered) -> None:
        """Check some rows and put each where it belongs."""
        if not batch:
            return
        numbers, rows = zip(*batch, strict=True)
        if min(map(len, rows)) < self.width or skipping.may_skip(rows, self.name_at):
            kept = [numbered for numbered in map(self._wide, batch) if not self._skips(numbered[1])]
            if not kept:
                return
            numbers, rows = zip(*kept, strict=True)
        columns = [*zip(*rows, strict=False)]  # as many as the narrowest row has
        cells: dict[str, Sequence[Any]] = {code: columns[at] for code, at in self.layout.places.items()}
        empty: list[Cell] = [None] * len(rows)
        cells["community"] = [*zip(cells["subdistrict"], cells.get("community", empty), strict=True)]
        read = {code: reader.column(cells[code]) for code, reader in self.readers.items()}
        refused = self._refused(read, cells)
        ordered = [read.get(code, empty) for code in CODES]
        if not refused and self._accepts_all(numbers, ordered):
            return
        for index, (number, *row) in enumerate(zip(numbers, *ordered, strict=True)):
            if index in refused or not self._accepts(number, row):
                self._refuse(number, row, refused.get(index, []))

    def _wide(self, numbered: tuple[int, Row]) -> tuple[int, Row]:
        number, row = numbered
        return numbered if len(row) >= self.width else (number, [*row, *[""] * (self.width - len(row))])

    def _skips(self, row: Row) -> bool:
        why = skipping.reason(row, self.name_at, self.layout)
        if why:
            self.checked.skipped[why] += 1
        return bool(why)

    def _refused(self, read: dict[str, list[Any]], cells: dict[str, Sequence[Any]]) -> dict[int, Refusals]:
        """Return the refused cells of each row that has any."""
        found: dict[int, Refusals] = {}
        for code, reader in self.readers.items():
            if not reader.refusals:
                continue
            for index, value in enumerate(read[code]):
                if value.__class__ is Unfit:
                    cell: Any = cells[code][index]
                    found.setdefault(index, []).append(
                        (code, cell[1] if code == "community" else cell, value.text)
                    )
        return found

    def _accepts_all(self, numbers: Sequence[int], columns: list[list[Any]]) -> bool:
        """Take all rows if none has anything to be said about: the common case, without a loop over rows."""
        names, units, communities, addresses, *facts = columns
        modes, companies, codes, starts, ends = facts[4:9]
        if (
            None in names
            or None in units
            or None in modes
            or not self._goes_together(modes, companies, codes)
        ):
            return False
        if any(end < start for start, end in zip(starts, ends, strict=True) if start and end):
            return False
        keys, places = fold(APART.join(names)).split(APART), [unit.code for unit in units]
        spots = [*zip(places, keys, strict=True)]
        different = set(spots)
        if len(different) < len(spots) or not self.first.keys().isdisjoint(different):
            return False
        self.first.update(zip(spots, numbers, strict=True))
        registered = self.context.registered
        rows = zip(
            numbers, names, keys, places,
            [found.code if found is not None else "" for found in communities],
            modes, [key in registered.get(place, ()) for place, key in spots],
            [address or "" for address in addresses], *facts[:4],
            [company or "" for company in companies], [code or "" for code in codes], starts, ends, facts[9],
            strict=True,
        )  # fmt: skip
        self.checked.rows.extend(map(MADE, rows))
        return True

    def _goes_together(self, modes: list[Any], companies: list[Any], codes: list[Any]) -> bool:
        """Test that those of the market have a company, those of nobody none; and one code, one company."""
        for mode, company in set(zip(modes, companies, strict=True)):
            if (mode == MARKET and company is None) or (mode == NONE and company is not None):
                return False
        pairs = {pair for pair in zip(codes, companies, strict=True) if pair[0] is not None}
        return len({code for code, _ in pairs}) == len(pairs) and all(
            self.companies.setdefault(code, company or "") == (company or "") for code, company in pairs
        )

    def _accepts(self, number: int, row: list[Any]) -> bool:
        """Take a row if nothing is missing, the dates are in order, and the name is new."""
        name, unit, community, address, year, buildings, households, area = row[:8]
        mode, company, uscc, start, end, fee = row[8:]
        if name is None or unit is None or mode is None or (company is None and mode == MARKET):
            return False
        if end is not None and start is not None and end < start:
            return False
        key, place = fold(name), unit.code
        if self.first.setdefault((place, key), number) != number:
            return False
        made = EstateRow(
            number, name, key, place, community.code if community is not None else "", mode,
            key in self.context.registered.get(place, ()), address or "", year, buildings, households, area,
            company or "", uscc or "", start, end, fee,
        )  # fmt: skip
        self.checked.rows.append(made)
        if company is not None:
            self._doubt_company(made)
        return True

    def _refuse(self, number: int, row: list[Any], refusals: Refusals) -> None:
        """Add every fault of a row: the refused cells, what is missing, what does not fit together."""
        found = {code: value for code, value in zip(CODES, row, strict=True) if value.__class__ is not Unfit}
        wrong = {code for code, _, _ in refusals}
        refusals.extend(_missing(found, wrong))
        name, subdistrict = found.get("name"), found.get("subdistrict")
        if name is not None and subdistrict is not None:
            earlier = self.first.setdefault((subdistrict.code, fold(name)), number)
            if earlier != number:
                zh = f"与第{earlier}行重复（同一街道、同一小区名称）。请删去一行。"
                en = f"It repeats row {earlier}: the same name in the same subdistrict. Remove one of them."
                refusals.append(("name", name, Text(zh, en)))
        self.checked.refused += 1
        for code, cell, reason in sorted(refusals, key=lambda refusal: CODES.index(refusal[0])):
            self.checked.faults.append(Fault(number, TITLES[code], shown(cell), reason))

    def _doubt_company(self, row: EstateRow) -> None:
        if row.mode == NONE:
            zh = "管理类型是无物业，却填了物业服务企业。请核对。"
            en = "The estate has no company by its type, yet one is named. Check it."
            self.warn(row, "company", row.company, Text(zh, en))
        company = self.companies.setdefault(row.uscc, row.company) if row.uscc else row.company
        if company != row.company and fold(company) != fold(row.company):
            zh = f"同一代码在前面写的是“{company}”，这里是“{row.company}”。请核对。"
            en = f"The same code stood with “{company}” before, here with “{row.company}”. Check it."
            self.warn(row, "uscc", row.uscc, Text(zh, en))

    def warn(self, row: EstateRow, code: str, value: str, reason: Text, similar: str = "") -> None:
        """Add a warning about one cell of an accepted row."""
        self.checked.warnings.append(Warned(row.row, TITLES[code], value, reason, similar))

    def _made(self, epoch: int) -> dict[str, Reader]:
        """Return the reader of each column; of the community the subdistrict is read with it."""
        wan = Decimal(10_000) if "万" in self.layout.written.get("floor_area", "") else Decimal(1)
        area = values.decimal(values.AREA, above=Decimal(0), most=AREA_MOST, places=2, factor=wan)
        return {
            "name": TextReader(values.text(NAME_CHARACTERS), NAME_CHARACTERS),
            "subdistrict": Reader(self.district.subdistrict),
            "community": Reader(self._community),
            "address": TextReader(values.text(ADDRESS_CHARACTERS), ADDRESS_CHARACTERS),
            "built_year": NumberReader(dates.year_reader(self.context.this_year)),
            "buildings": NumberReader(values.whole(values.BUILDINGS)),
            "households": NumberReader(values.whole(values.HOUSEHOLDS)),
            "floor_area": AmountReader(area, most=float(AREA_MOST), places=2)
            if wan == 1
            else NumberReader(area),
            "mode": Reader(values.choice(MODES, "市场化物业、自主管理、无物业")),
            "company": TextReader(values.text(NAME_CHARACTERS), NAME_CHARACTERS),
            "uscc": Reader(values.uscc),
            "contract_start": Reader(dates.reader(epoch)),
            "contract_end": Reader(dates.reader(epoch, end=True)),
            "fee": NumberReader(values.decimal(values.FEE, most=FEE_MOST, places=4)),
        }

    def _community(self, cells: tuple[Cell, Cell]) -> Division | None:
        """Return the community; `None` if none is written, or its subdistrict is not one to look in."""
        subdistrict = self.readers["subdistrict"][cells[0]]
        if not isinstance(subdistrict, Division) or not shown(cells[1]).strip():
            return None
        return self.district.community(subdistrict, cells[1])


def _missing(found: dict[str, Any], wrong: set[str]) -> Refusals:
    """Return what a row lacks, and what its cells must be to each other and are not."""
    refusals: Refusals = []
    for code in REQUIRED:
        if found.get(code) is None and code not in wrong:
            reason = Text(f"缺少{TITLES[code]}，必须填写。", "This is missing and must be given.")
            refusals.append((code, "", reason))
    if found.get("mode") == MARKET and found.get("company") is None and "company" not in wrong:
        zh = "管理类型是市场化物业，必须填写物业服务企业。"
        refusals.append(("company", "", Text(zh, "An estate served by the market must name its company.")))
    start, end = found.get("contract_start"), found.get("contract_end")
    if start is not None and end is not None and end < start:
        zh = f"合同截止日期早于起始日期{start}。请核对两个日期。"
        en = f"The end is before the start, {start}. Check both dates."
        refusals.append(("contract_end", end, Text(zh, en)))
    return refusals
