"""An .xlsx checked part by part before any reader of spreadsheets sees it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from linli.base.tables import archive, limits, scan, strings
from linli.base.tables.archive import Part
from linli.base.tables.sheet import Findings, refused
from linli.kernel.errors import Refused

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# Parts that hold pictures and printer settings; that they are no XML is checked all the same.
BINARY = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".bin", ".wdp", ".svm")
FORBIDDEN = (
    (("vbaproject", "macrosheets/", "vbadata", "dialogsheets/"), "宏", "macros"),
    (("externallinks/",), "指向其他文件的外部链接", "links to other files"),
    (
        ("connections.xml", "querytables/", "webextensions/", "customdata/"),
        "外部数据连接",
        "data connections",
    ),
    (("embeddings/", "activex/", "ctrlprops/"), "嵌入的对象或控件", "embedded objects or controls"),
)
SHEET_DATA, SHEET_DATA_END = b"<sheetData>", b"</sheetData>"
NONE_MERGED = b'<mergeCells count="0"></mergeCells>'
TRUE = ("1", "true", "on")


def check(data: bytes) -> Findings:
    """Look at every part of an .xlsx; return its epoch and the formulas of each sheet that matter.

    :raises Refused: if anything in it could harm the reader, or it is no .xlsx
    """
    found = archive.parts(data)
    _check_kind(found)
    findings = Findings()
    small = sum(part.size for part in found) <= limits.HELD_BYTES
    for part in found:
        if part.name.lower().endswith(BINARY):
            _check_binary(part)
            continue
        if small:
            part.hold()
        _check_xml(part, findings)
    _check_relations(found)
    strings.check(found, findings.tags)
    properties = scan.elements(_part(found, WORKBOOK).read(limits.SMALL_PART_BYTES))
    if any(tag == "workbookPr" and its.get("date1904", "").lower() in TRUE for tag, its in properties):
        findings.epoch = 1904
    _check_sheets([its.get("name", "") for tag, its in properties if tag == "sheet"])
    findings.formulas = _by_sheet(found, properties, findings)
    findings.loose = archive.loose(map(_unmerged, found)) if small else data
    return findings


def _unmerged(part: Part) -> Part:
    """Say at the top of a sheet without merged cells that there are none.

    The reader goes through a whole sheet a second time to look for them, until it has found where they stand.
    """
    content = b"".join(part.held or ())
    at, end = content.find(SHEET_DATA), content.rfind(SHEET_DATA_END)
    if 0 <= at < end and b"mergeCell" not in content[:at] + content[end:]:
        part.held = [content[:at], NONE_MERGED, content[at:]]
    return part


def _check_kind(found: list[Part]) -> None:
    names = {part.name.casefold() for part in found}
    if WORKBOOK not in names or "[content_types].xml" not in names:
        raise refused(
            "它不是.xlsx工作簿（可能是别的压缩文件、.xlsb、.ods或.docx）。请另存为.xlsx。",
            "it is no .xlsx workbook (another archive, .xlsb, .ods or .docx). Save it as .xlsx.",
        )
    for patterns, zh, en in FORBIDDEN:
        if any(pattern in name for name in names for pattern in patterns):
            raise _contains(zh, en)


def _check_binary(part: Part) -> None:
    # A relation may name any part a sheet, so what can't be read as XML must not look like it either.
    if part.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise refused(
            f"{part.name}的内容与扩展名不符。请另存后再试。",
            f"{part.name} is not what its extension says. Save it again.",
        )


def _check_xml(part: Part, findings: Findings) -> None:
    found = scan.look(part.name, part.chunks())
    if b"macroEnabled" in found.opening or b"vbaProject" in found.opening:
        raise _contains("宏", "macros")
    findings.tags = max(findings.tags, found.tags)
    if found.odd:
        findings.formulas[part.name] = scan.look_closely(part.name, part.chunks())


def _check_relations(found: Iterable[Part]) -> None:
    """Let nothing but a plain hyperlink point outside: it is never followed."""
    for part in found:
        if not part.name.lower().endswith(".rels"):
            continue
        for tag, its in scan.elements(part.read(limits.SMALL_PART_BYTES)):
            outside = tag == "Relationship" and its.get("TargetMode", "").lower() == "external"
            if outside and not its.get("Type", "").endswith("/hyperlink"):
                raise _contains("指向其他文件的外部链接", "links to other files")


def _check_sheets(names: list[str]) -> None:
    if len(names) > limits.SHEETS:
        raise refused(
            "工作表太多。请把表格复制到新的工作簿。",
            "it has too many sheets. Copy the table into a new workbook.",
        )
    for name in names:
        if not name or len(name) > limits.SHEET_NAME or not name.isprintable():
            raise refused(
                f"工作表的名字“{name[:20]!a}”不正常。请改名后另存。",
                f"the name of a sheet, {name[:20]!a}, is not in order. Rename it.",
            )


def _by_sheet(found: list[Part], workbook: scan.Elements, findings: Findings) -> dict[str, scan.Formulas]:
    """Return the formulas by the name of the sheet instead of the part it is kept in."""
    parts = {part.name: part for part in found}
    if RELATIONS not in parts or not any(findings.formulas.values()):
        return {}
    targets = {
        its.get("Id", ""): posixpath.normpath(posixpath.join("/xl", its.get("Target", ""))).lstrip("/")
        for tag, its in scan.elements(parts[RELATIONS].read(limits.SMALL_PART_BYTES))
        if tag == "Relationship"
    }
    sheets = [its for tag, its in workbook if tag == "sheet"]
    paths = {its.get("name", ""): targets.get(its.get("id", ""), "") for its in sheets}
    return {name: findings.formulas.get(path, {}) for name, path in paths.items()}


def _part(found: Iterable[Part], name: str) -> Part:
    return next(part for part in found if part.name.casefold() == name)


def _contains(zh: str, en: str) -> Refused:
    return refused(
        f"里面有{zh}。请把表格“仅粘贴值”到新的工作簿后另存为.xlsx。",
        f"it holds {en}. Paste the table as values into a new workbook and save it as .xlsx.",
    )
