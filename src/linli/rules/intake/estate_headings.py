"""What can be wrong with the headings of a list of estates, before any row is read."""

from __future__ import annotations

from collections.abc import Sequence

from linli.kernel.text import Text
from linli.rules.intake.cells import Fault, Row
from linli.rules.intake.estate_columns import REQUIRED, TITLES
from linli.rules.intake.headings import ROWS_LOOKED_AT, Layout

OTHER_FEES = ("年", "户", "季", "year", "household")


def faults(layout: Layout | None, first: Sequence[tuple[int, Row]]) -> list[Fault]:
    """Return all faults of the headings: none found, one missing, one twice, a fee in another unit."""
    if layout is None:
        row = first[0][0] if first else 1
        names = "、".join(TITLES[code] for code in REQUIRED)
        zh = f"没有找到表头。表头应在前{ROWS_LOOKED_AT}行，至少有：{names}。"
        en = f"No headings found in the first {ROWS_LOOKED_AT} rows; at least needed: {names}."
        return [Fault(row, "", "", Text(zh, en))]
    found = []
    for code in REQUIRED:
        if code not in layout.places:
            title = TITLES[code]
            reason = Text(f"表里没有“{title}”这一列。请加上。", f"There is no column “{title}”. Add it.")
            found.append(Fault(layout.row, title, "", reason))
    for code in layout.ambiguous:
        zh = f"有两列都是“{TITLES[code]}”。请只留一列。"
        en = f"Two columns are both “{TITLES[code]}”. Keep one of them."
        found.append(Fault(layout.row, TITLES[code], layout.written[code], Text(zh, en)))
    fee = layout.written.get("fee", "")
    if any(word in fee.lower() for word in OTHER_FEES):
        zh = "物业费的单位应为元/㎡·月。请换算后填写。"
        en = "The fee is wanted in yuan per m² and month. Convert it."
        found.append(Fault(layout.row, TITLES["fee"], fee, Text(zh, en)))
    return found
