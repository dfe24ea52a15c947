"""The list of estates: its columns, and every check on its rows, all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from linli.kernel.text import Text
from linli.rules.folding import fold
from linli.rules.identifiers import Unfit
from linli.rules.intake import dates, headings, skipping, values
from linli.rules.intake.cells import Cell, Fault, Row, shown
from linli.rules.intake.estate_columns import COLUMNS, MARKET, MODES, NONE, REQUIRED, TITLES
from linli.rules.intake.estate_rows import Checked, Context, EstateRow, Warned
from linli.rules.intake.headings import Layout
from linli.rules.intake.places import District, Division
from linli.rules.intake.similar import Neighbours

NAME_CHARACTERS, ADDRESS_CHARACTERS = 100, 200
FEE_MOST, AREA_MOST = Decimal(50), Decimal(99_999_999)
PROGRESS_STEP = 500
BLANK = frozenset({"", None})


def suits(rows: Iterable[tuple[int, Row]]) -> bool:
    """Test if these rows look like a list of estates: for choosing the sheet of a workbook."""
    found = headings.find(rows, COLUMNS)
    return found is not None and all(code in found.places for code in REQUIRED)


def check(
    rows: Iterable[tuple[int, Row]],
    context: Context,
    *,
    epoch: int = 1900,
    progress: Callable[[int], None] | None = None,
) -> Checked:
    """Check a list of estates; never stops at the first fault.

    rows: numbered as in the spreadsheet, the headings among the first of them
    progress: called with the number of rows looked at, now and then and at the end
    Source: the columns and checks of the contract, clauses B1 B2 B3
    """
    stream = iter(rows)
    first = list(islice(stream, headings.ROWS_LOOKED_AT + 1))
    layout = headings.find(first, COLUMNS)
    checked = Checked(layout=layout)
    checked.faults = _heading_faults(layout, first)
    if layout is None or checked.faults:
        checked.refused = sum(1 for number, row in chain(first, stream) if _counts(number, row, layout))
        return checked
    sheet = _Sheet(layout, context, epoch, checked)
    done = 0
    for number, row in chain(first, stream):
        if number > layout.row:
            sheet.take(number, row)
        done += 1
        if progress is not None and done % PROGRESS_STEP == 0:
            progress(done)
    if progress is not None:
        progress(done)
    return checked


class _Reader:
    """One column: where it stands, and what each different cell of it was read as."""

    __slots__ = ("code", "index", "read", "seen")

    def __init__(self, code: str, index: int, read: Callable[[Any], Any]) -> None:
        self.code, self.index, self.read = code, index, read
        self.seen: dict[
            Any, Any
        ] = {}  # most columns repeat a few values; reading each once is the whole speed

    def value(self, cell: Cell) -> Any:
        """Return what the cell says, `None` if it is empty, or the `Unfit` that refuses it."""
        key = str(cell) if cell.__class__ is bool else cell
        try:
            return self.seen[key]
        except KeyError:
            pass
        found: Any = None
        if not (isinstance(cell, str) and not cell.strip()):
            try:
                found = self.read(cell)
            except Unfit as refusal:
                found = refusal
        self.seen[key] = found
        return found


class _Sheet:
    """The check of one sheet, row after row."""

    def __init__(self, layout: Layout, context: Context, epoch: int, checked: Checked) -> None:
        self.layout, self.context, self.checked = layout, context, checked
        self.district = District.of(context.subdistricts, context.within)
        self.readers = [
            _Reader(code, layout.places[code], read)
            for code, read in _reads(layout, context, epoch, self.district).items()
            if code in layout.places
        ]
        self.width = max(layout.places.values()) + 1
        self.name_at = layout.places["name"]
        self.communities: dict[tuple[str, Cell], Division | Unfit] = {}
        self.first: dict[
            tuple[str, str], tuple[int, str]
        ] = {}  # where each name of a subdistrict stood first
        self.near = {unit.code: _neighbours(context, unit.code) for unit in context.subdistricts}
        self.companies: dict[str, str] = {}

    def take(self, number: int, row: Row) -> None:
        """Check one row and put it where it belongs."""
        if len(row) < self.width:
            row = [*row, *[""] * (self.width - len(row))]
        why = skipping.reason(row, self.name_at, self.layout)
        if why:
            self.checked.skipped[why] += 1
            return
        found: dict[str, Any] = {}
        faults: list[tuple[str, Cell, Text]] = []
        for reader in self.readers:
            cell = row[reader.index]
            value = reader.value(cell)
            if value.__class__ is Unfit:
                faults.append((reader.code, cell, value.text))
            elif value is not None and value != "":
                found[reader.code] = value
        self._place(row, found, faults)
        _complete(found, faults)
        self._unique(number, found, faults)
        if faults:
            self.checked.refused += 1
            self.checked.faults.extend(
                Fault(number, TITLES[code], shown(cell), reason) for code, cell, reason in faults
            )
        else:
            self._accept(number, found)

    def _place(self, row: Row, found: dict[str, Any], faults: list[tuple[str, Cell, Text]]) -> None:
        """Find the community, which can only be read together with its subdistrict."""
        at = self.layout.places.get("community")
        subdistrict = found.get("subdistrict")
        cell = row[at] if at is not None else None
        if subdistrict is None or cell is None or (isinstance(cell, str) and not cell.strip()):
            return
        key = (subdistrict.code, cell)
        known = self.communities.get(key)
        if known is None:
            try:
                known = self.district.community(subdistrict, cell)
            except Unfit as refusal:
                known = refusal
            self.communities[key] = known
        if isinstance(known, Unfit):
            faults.append(("community", cell, known.text))
        else:
            found["community"] = known.code

    def _unique(self, number: int, found: dict[str, Any], faults: list[tuple[str, Cell, Text]]) -> None:
        name, subdistrict = found.get("name"), found.get("subdistrict")
        if name is None or subdistrict is None:
            return
        key = found["key"] = fold(name)
        earlier, _ = self.first.setdefault((subdistrict.code, key), (number, name))
        if earlier != number:
            zh = f"与第{earlier}行重复（同一街道、同一小区名称）。请删去一行。"
            en = f"It repeats row {earlier}: the same name in the same subdistrict. Remove one of them."
            faults.append(("name", name, Text(zh, en)))

    def _accept(self, number: int, found: dict[str, Any]) -> None:
        subdistrict: Division = found.pop("subdistrict")
        known = found["key"] in self.context.registered.get(subdistrict.code, ())
        row = EstateRow(
            row=number,
            subdistrict=subdistrict.code,
            community=found.pop("community", ""),
            known=known,
            **found,
        )
        self.checked.rows.append(row)
        self._doubt(row)

    def _doubt(self, row: EstateRow) -> None:
        """Name what may be the same estate or company under another spelling; never merge it."""
        near = self.near[row.subdistrict]
        if not row.known:
            other = near.near(row.key)
            if other is not None:
                self._warn_similar(row, other)
            near.add(row.key)
        if row.uscc:
            company = self.companies.setdefault(row.uscc, row.company)
            if company != row.company and fold(company) != fold(row.company):
                self._warn(
                    row,
                    "uscc",
                    row.uscc,
                    f"同一代码在前面写的是“{company}”，这里是“{row.company}”。请核对。",
                    f"The same code stood with “{company}” before, here with “{row.company}”. Check it.",
                )
        if row.mode == NONE and row.company:
            self._warn(
                row,
                "company",
                row.company,
                "管理类型是无物业，却填了物业服务企业。请核对。",
                "The estate has no company by its type, yet one is named. Check it.",
            )

    def _warn_similar(self, row: EstateRow, other: str) -> None:
        registered = self.context.registered.get(row.subdistrict, {}).get(other)
        before, earlier = self.first.get((row.subdistrict, other), (0, other))
        where = ("已登记", "registered") if registered else (f"第{before}行", f"in row {before}")
        name = registered or earlier
        self._warn(
            row,
            "name",
            row.name,
            f"是不是{where[0]}的“{name}”？名称相近，已按另一个小区处理。",
            f"Already there as “{name}” ({where[1]})? The names are alike; it is taken as another estate.",
            similar=name,
        )

    def _warn(self, row: EstateRow, code: str, value: str, zh: str, en: str, similar: str = "") -> None:
        self.checked.warnings.append(Warned(row.row, TITLES[code], value, Text(zh, en), similar))


def _reads(
    layout: Layout, context: Context, epoch: int, district: District
) -> dict[str, Callable[[Any], Any]]:
    """Return how each column is read; the community waits for its subdistrict."""
    wan = Decimal(10_000) if "万" in layout.written.get("floor_area", "") else Decimal(1)
    return {
        "name": values.text(NAME_CHARACTERS),
        "subdistrict": district.subdistrict,
        "address": values.text(ADDRESS_CHARACTERS),
        "built_year": dates.year_reader(context.this_year),
        "buildings": values.whole(values.BUILDINGS),
        "households": values.whole(values.HOUSEHOLDS),
        "floor_area": values.decimal(values.AREA, above=Decimal(0), most=AREA_MOST, places=2, factor=wan),
        "mode": values.choice(MODES, "市场化物业、自主管理、无物业"),
        "company": values.text(NAME_CHARACTERS),
        "uscc": values.uscc,
        "contract_start": dates.reader(epoch),
        "contract_end": dates.reader(epoch, end=True),
        "fee": values.decimal(values.FEE, most=FEE_MOST, places=4),
    }


def _complete(found: dict[str, Any], faults: list[tuple[str, Cell, Text]]) -> None:
    """Check what a row needs, and what its cells must be to each other."""
    wrong = {code for code, _, _ in faults}
    for code in REQUIRED:
        if code not in found and code not in wrong:
            title = TITLES[code]
            faults.append((code, "", Text(f"缺少{title}，必须填写。", "This is missing and must be given.")))
    if found.get("mode") == MARKET and "company" not in found and "company" not in wrong:
        zh = "管理类型是市场化物业，必须填写物业服务企业。"
        faults.append(("company", "", Text(zh, "An estate served by the market must name its company.")))
    start, end = found.get("contract_start"), found.get("contract_end")
    if start is not None and end is not None and end < start:
        zh = f"合同截止日期早于起始日期{start}。请核对两个日期。"
        faults.append(
            ("contract_end", end, Text(zh, f"The end is before the start, {start}. Check both dates."))
        )


def _heading_faults(layout: Layout | None, first: Sequence[tuple[int, Row]]) -> list[Fault]:
    if layout is None:
        row = first[0][0] if first else 1
        names = "、".join(TITLES[code] for code in REQUIRED)
        zh = f"没有找到表头。表头应在前{headings.ROWS_LOOKED_AT}行，至少有：{names}。"
        en = f"No headings found in the first {headings.ROWS_LOOKED_AT} rows; at least needed: {names}."
        return [Fault(row, "", "", Text(zh, en))]
    faults = []
    for code in REQUIRED:
        if code not in layout.places:
            zh, en = (
                f"表里没有“{TITLES[code]}”这一列。请加上。",
                f"There is no column “{TITLES[code]}”. Add it.",
            )
            faults.append(Fault(layout.row, TITLES[code], "", Text(zh, en)))
    for code in layout.ambiguous:
        reason = Text(
            f"有两列都是“{TITLES[code]}”。请只留一列。",
            f"Two columns are both “{TITLES[code]}”. Keep one of them.",
        )
        faults.append(Fault(layout.row, TITLES[code], layout.written[code], reason))
    fee = layout.written.get("fee", "")
    if any(word in fee for word in ("年", "户", "季", "year")):
        reason = Text(
            "物业费的单位应为元/㎡·月。请换算后填写。",
            "The fee is wanted in yuan per m² and month. Convert it.",
        )
        faults.append(Fault(layout.row, TITLES["fee"], fee, reason))
    return faults


def _counts(number: int, row: Row, layout: Layout | None) -> bool:
    """Test if a row would have been checked, had the headings been right."""
    if layout is not None and number <= layout.row:
        return False
    return layout is not None and any(cell not in BLANK for cell in row)


def _neighbours(context: Context, code: str) -> Neighbours:
    found = Neighbours()
    for folded in context.registered.get(code, ()):
        found.add(folded)
    return found
