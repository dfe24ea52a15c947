"""The one place that knows the reader of spreadsheets: a workbook already found harmless, as plain rows."""

from __future__ import annotations

from typing import IO, Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum


def load(source: IO[bytes], sheet: str | None) -> dict[str, Any]:
    """Return the sheet called `sheet`, or the first visible one that holds anything.

    Keys: name, names, left (columns left out before the first that holds anything), rows, merged
    (pairs of corners, both inside, counted from 0).

    :raises LookupError: if there is no such sheet, or none with anything in it
    """
    with CalamineWorkbook.from_filelike(source) as workbook:
        names = tuple(meta.name for meta in workbook.sheets_metadata if _is_readable(meta))
        for meta in workbook.sheets_metadata:
            if meta.name != sheet if sheet else not _is_readable(meta):
                continue
            found = workbook.get_sheet_by_name(meta.name)
            if found.start is None and not sheet:
                continue
            return {
                "name": meta.name,
                "names": names,
                "left": found.start[1] if found.start else 0,
                "rows": list(found.iter_rows()) if found.start else [],
                "merged": found.merged_cell_ranges or [],
            }
    raise LookupError(sheet or "")


def _is_readable(meta: Any) -> bool:
    return meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible
