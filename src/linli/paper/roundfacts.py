"""The facts of a round's workbook, read back in after people have filled cells by hand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from linli.kernel.errors import Refused
from linli.paper.roundbook import ABOUT, CODE, FACTS, FORMAT, NOT_APPLICABLE, Value


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read back: facts by estate code, and the policy the workbook was made under."""

    policy: str
    policy_hash: str
    values: dict[str, dict[str, Value]]


def read_facts(data: bytes) -> Facts:
    """Read the facts of a round's workbook back in; scores and deductions are not read, they follow.

    :raises Refused: no workbook, another format, an unknown heading, a code twice
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        about, rows = (book.get_sheet_by_name(name).to_python() for name in (ABOUT, FACTS))
    except CalamineError as error:
        raise Refused(
            f"这不是本系统导出的考评工作簿，读不到“{ABOUT}”或“{FACTS}”：请从考评轮次重新导出后再填写",
            f"This is not the workbook of a round: no sheet {ABOUT} or {FACTS}; export the round again",
        ) from error
    return facts_of(about, rows)


def facts_of(about: list[list[Any]], rows: list[list[Any]]) -> Facts:
    """Return the facts of the two sheets' rows, for a door that opens uploads with its own guards.

    :raises Refused: as `read_facts`
    """
    stated = {str(row[0]): str(row[1]) for row in about if len(row) > 1}
    if stated.get("格式") != FORMAT:
        raise Refused(
            f"工作簿的格式是“{stated.get('格式', '空')}”，要的是“{FORMAT}”：请重新导出",
            f"The workbook's format is {stated.get('格式')!r}, wanted {FORMAT!r}: export the round again",
        )
    return Facts(stated.get("规则版本", ""), stated.get("规则校验值", ""), _values(rows))


def _values(rows: list[list[Any]]) -> dict[str, dict[str, Value]]:
    if not rows or not rows[0] or rows[0][0] != CODE:
        raise Refused(
            f"“{FACTS}”一页的第一行应当以“{CODE}”开头", f"The first row of {FACTS} must begin with {CODE}"
        )
    names = [_name(heading) for heading in rows[0][2:]]
    values: dict[str, dict[str, Value]] = {}
    for number, row in enumerate(rows[1:], start=2):
        code = _code(row[0])
        if not code:
            continue
        if code in values:
            raise Refused(
                f"“{FACTS}”第 {number} 行：小区编号 {code} 出现了两次，请删去一行",
                f"{FACTS}, row {number}: estate code {code} stands twice, delete one row",
            )
        read = zip(names, map(_read, row[2:]), strict=False)
        values[code] = {name: value for name, value in read if value is not None}
    return values


def _name(heading: Any) -> str:
    """Return the fact's name out of a heading such as 联席活动次数（tripartite.activities）."""
    _label, bracket, name = str(heading).rpartition("（")
    if not bracket or not name.endswith("）"):
        raise Refused(
            f"“{FACTS}”一页的列名“{heading}”不是本系统的事实，请不要改第一行",
            f"The heading {heading!r} of {FACTS} is no fact of ours; leave the first row as it is",
        )
    return name.removesuffix("）")


def _code(cell: Any) -> str:
    """Return an estate code, also where a spreadsheet has made a number of it."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _read(cell: Any) -> Value:
    """Return the fact a cell states; other text is left for the facts' own check."""
    if isinstance(cell, str):
        words: dict[str, Value] = {"": None, "是": True, "否": False, NOT_APPLICABLE: "n/a"}
        return words.get(cell.strip(), cell.strip())
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    return cell if isinstance(cell, bool | int) else str(cell)
