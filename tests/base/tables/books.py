"""Workbooks for tests, written part by part, so that each attack is exactly one thing wrong."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>小区名称</t></is></c><c r="B1"><v>5</v></c></row>'


def relations(*more: str) -> str:
    """Return the relations of the workbook: its one sheet, and `more`."""
    sheet = f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{sheet}{"".join(more)}</Relationships>'


def sheet(rows: str = ROWS, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(**changes: str) -> dict[str, str]:
    """Return the parts of a sound workbook, with some of them replaced."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": changes.get("workbook", WORKBOOK),
        "xl/_rels/workbook.xml.rels": changes.get("relations", relations()),
        "xl/worksheets/sheet1.xml": changes.get("sheet", sheet()),
    }


def pack(content: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the zip of some parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return file.getvalue()


def book(more: dict[str, str | bytes] | None = None, **changes: str) -> bytes:
    """Return a workbook with some parts replaced by keyword and `more` parts added."""
    return pack({**parts(**changes), **(more or {})})
