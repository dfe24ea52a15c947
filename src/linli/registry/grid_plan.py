"""What a list of grids and their estates would change: worked out first, with every fault of it at once.

No query is made here; what is on record comes as `Ground`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from linli.kernel import place as paths
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.rules.folding import fold
from linli.rules.identifiers import Unfit
from linli.rules.intake import headings, values
from linli.rules.intake.cells import Cell, Fault, Row, is_blank, shown
from linli.rules.intake.headings import Layout, column
from linli.rules.intake.places import District

COLUMNS = (
    column("subdistrict", "所属街道", "街道 街道名称 所属街镇 街镇 subdistrict", required=True),
    column("community", "所属社区", "社区 社区名称 所在社区 居委会 community", required=True),
    column("number", "网格编号", "网格代码 编号 gridnumber gridcode"),
    column("grid", "所属网格", "网格 网格名称 grid gridname", required=True),
    column("estate", "小区名称", "小区 小区名 名称 estate estatename"),
    column("code", "小区编码", "编码 小区代码 estatecode"),
)
TITLES = {item.code: item.title for item in COLUMNS}
TEXT = values.text(100)


class Standing(NamedTuple):
    """A grid on record, ended or not."""

    path: str
    name: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What is on record. communities: path by code; grids: by path of the community

    by_code, by_name: the open estates by code, and by path of the subdistrict and folded name
    """

    district: District
    communities: dict[str, str]
    grids: dict[str, list[Standing]]
    by_code: dict[str, Estate]
    by_name: dict[tuple[str, str], Estate]


@dataclass(slots=True)
class Plan:
    """What would be done.

    opened: path of the community, number and name by path of the new grid; moved: where each estate goes
    """

    rows: int = 0
    opened: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    moved: dict[int, tuple[Estate, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def plan(rows: Iterable[tuple[int, Row]], found: Ground, following: Callable[[set[str]], str]) -> Plan:
    """Return what the rows would open and move; a row that names no grid leaves its estate where it is.

    following: the next number after those taken
    """
    made, listed = Plan(), list(rows)
    layout = headings.find(listed[: headings.ROWS_LOOKED_AT], COLUMNS)
    missing = [
        item.title for item in COLUMNS if item.required and (not layout or item.code not in layout.places)
    ]
    if layout is None or missing:
        names = "、".join(missing)
        why = Text(f"表里没有这些列：{names}。请加上。", f"These columns are missing: {names}. Add them.")
        made.faults.append(Fault(layout.row if layout else 1, names, "", why))
        return made
    assigned: dict[int, str] = {}
    for number, row in listed:
        if number > layout.row and not all(is_blank(cell) for cell in row):
            made.rows += 1
            _take(number, _cells(row, layout), found, made, assigned, following)
    return made


def _cells(row: Row, layout: Layout) -> dict[str, Cell]:
    return {code: row[at] for code, at in layout.places.items() if at < len(row) and not is_blank(row[at])}


def _take(
    number: int, cells: dict[str, Cell], found: Ground, made: Plan, assigned: dict[int, str],
    following: Callable[[set[str]], str],
) -> None:  # fmt: skip
    at = "subdistrict"
    try:
        if "grid" not in cells and "number" not in cells:
            return
        street = found.district.subdistrict(cells.get("subdistrict", ""))
        at = "community"
        community = found.communities[found.district.community(street, cells.get("community", "")).code]
        at = "grid"
        path = _grid(cells, community, found, made, following)
        at = "code" if "code" in cells else "estate"
        estate = _estate(cells, community, found)
        _once(estate, path, assigned)
        if estate is not None and paths.parent(estate.path) != path:
            made.moved[estate.pk] = estate, path
    except Unfit as refusal:
        made.faults.append(Fault(number, TITLES[at], shown(cells.get(at, "")), refusal.text))


def _once(estate: Estate | None, path: str, assigned: dict[int, str]) -> None:
    if estate is not None and assigned.setdefault(estate.pk, path) != path:
        raise Unfit("这个小区在表里归了两个网格。请只留一个。", "The estate is put into two grids. Keep one.")


def _grid(
    cells: dict[str, Cell], community: str, found: Ground, made: Plan, following: Callable[[set[str]], str]
) -> str:
    """Return the path of the grid a row means, by its number, else by its name; perhaps a new one."""
    name, number = TEXT(cells.get("grid", "")), shown(cells.get("number", "")).strip().lower()
    news = [Standing(p, name, False) for p, (above, _, name) in made.opened.items() if above == community]
    known: list[Standing] = [*found.grids.get(community, ()), *news]
    for one in known:
        same = _bare(one.path.rpartition("/g")[2].strip("/")) == _bare(number) if number else False
        if same or (not number and fold(one.name) == fold(name) and not one.ended):
            if one.ended:
                raise Unfit(
                    "这个编号的网格已经撤销。请换一个编号。", "That grid has ended. Use another number."
                )
            return str(one.path)
    number = number or following({one.path.rpartition("/g")[2].strip("/") for one in known})
    if not name or not (number.isascii() and number.isalnum() and len(number) <= 12):
        raise Unfit(
            "新网格要有名称，编号用 1 至 12 位数字或字母。",
            "A new grid needs a name, and a number of 1 to 12 digits or letters.",
        )
    path = paths.child(community, f"g{number}")
    made.opened[path] = community, number, name
    return path


def _bare(number: str) -> str:
    return number.lstrip("0")  # a spreadsheet makes 3 of 03


def _estate(cells: dict[str, Cell], community: str, found: Ground) -> Estate | None:
    if "code" in cells:
        estate = found.by_code.get(shown(cells["code"]).strip())
    elif "estate" in cells:
        estate = found.by_name.get((paths.parent(community), fold(TEXT(cells["estate"]))))
    else:
        return None
    if estate is None:
        raise Unfit("没有登记这个小区，或者它不归您管。", "No such estate is registered, or it is not yours.")
    if not estate.path.startswith(community) and paths.parent(estate.path) != paths.parent(community):
        raise Unfit(
            "档案里这个小区属于别的社区。请先调整它的所属。",
            "On record the estate stands in another community. Move it there first.",
        )
    return estate
