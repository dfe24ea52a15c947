"""A quick look through the XML of a workbook for what an honest program never writes.

The quick look works on raw bytes, because a callback per element would cost
more than reading the sheet; only what it finds odd is looked at element by element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from linli.base.tables import limits
from linli.base.tables.sheet import Spot, refused
from linli.kernel.errors import Refused
from linli.rules.intake.cells import Formula

# A cell that does not stand, plainly written, inside the first 50 columns and 200,000 rows.
ODD_CELL = re.compile(rb'<c(?![a-zA-Z])(?! r="(?:[A-Z]|A[A-X])(?:1?\d{1,5}|200000)")')
ODD_PREFIX = re.compile(rb":c[\s/>]")
FORMULA = re.compile(rb"<f[\s/>]")
DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Functions that fetch, call or send: what a cell of data has no need of.
REACHES_OUT = re.compile(
    r"\b(?:HYPERLINK|WEBSERVICE|FILTERXML|ENCODEURL|IMPORT\w+|CALL|REGISTER(?:\.ID)?|EXEC|RTD|DDE\w*|CUBE\w+|IMAGE)\s*\("
    r"|\[\d+\]|\|.*!|\\\\|://",
    re.IGNORECASE,
)
NO_VALUE = "（没有存下结果）"


Elements = list[tuple[str, dict[str, str]]]
Formulas = Mapping[Spot, Formula]


@dataclass(slots=True)
class Look:
    """What the look at one part found.

    odd: its cells need the slow look; tags: how many "<" there are; opening: its first bytes
    """

    odd: bool = False
    tags: int = 0
    opening: bytes = b""


def look(name: str, chunks: Iterable[bytes]) -> Look:
    """Go through a part in windows that end at a tag.

    :raises Refused: at a DTD, another encoding than UTF-8, endless text or endless nesting
    """
    found = Look()
    for window in _windows(name, chunks):
        found.opening = found.opening or window[:2048]
        if b"\0" in window:
            raise _not_utf8(name)
        if b"!" in window and DECLARATION.search(window):
            raise refused(
                f"{name}里有文档类型声明（DTD），可能是XXE攻击。请另存为新的.xlsx。",
                f"{name} holds a document type declaration (DTD), as XXE attacks do. Save it as a new .xlsx.",
            )
        for piece in _pieces(window):
            tags = piece.count(b"<")
            found.tags += tags
            # Each element has one "/" in its closing or its only tag, so opening tags alone tip the balance.
            if tags - 2 * piece.count(b"/") > limits.DEPTH:
                raise _too_deep(name)
        found.odd = found.odd or _is_odd(window)
    return found


def _is_odd(window: bytes) -> bool:
    # A single rare letter is looked for first: that costs next to nothing, two letters cost a pass each.
    return bool(
        (b"f" in window and FORMULA.search(window))
        or (b":" in window and ODD_PREFIX.search(window))
        or ODD_CELL.search(window)
    )


@dataclass(slots=True)
class _Cells:
    """Follows the cells of a sheet one by one: where they stand, and which hold a formula."""

    row: int = -1
    column: int = -1
    filled: bool = False  # the cell has a value
    inside: bool = False  # between the tags of that value
    seen: int = 0
    bottom: int = 0
    right: int = 0
    source: list[str] | None = None
    depth: int = 0
    text: str = ""
    formulas: dict[Spot, Formula] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.seen += 1
        if self.depth > limits.DEPTH:
            raise _too_deep("")
        if self.seen > limits.ELEMENTS:
            raise too_large()
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes.get("r", ""))
        elif tag in ("v", "is"):
            self.inside = True
        elif tag == "row":
            self._row(attributes.get("r", ""))
        elif tag == "f":
            self.source = []

    def end(self, name: str) -> None:
        self.depth -= 1
        tag = name.rpartition(":")[2]
        if tag in ("v", "is"):
            self.inside = False
        elif tag == "f" and self.source is not None:
            self.text, self.source = "".join(self.source) or "=", None
        elif tag == "c":
            self._close()

    def characters(self, data: str) -> None:
        if self.inside:
            self.filled = True
        elif self.source is not None and len(self.source) < 1000:
            self.source.append(data)

    def _row(self, number: str) -> None:
        self.row = int(number) - 1 if number.isascii() and number.isdigit() else self.row + 1
        self.column = -1

    def _cell(self, place: str) -> None:
        found = PLACE.fullmatch(place)
        if found:
            self.row, self.column = int(found[2]) - 1, _column(found[1])
        elif place:
            raise refused(f"单元格的位置“{place[:20]}”不存在。", f"there is no cell “{place[:20]}”.")
        else:
            self.column += 1
        self.filled, self.inside, self.text = False, False, ""
        if self.column >= limits.COLUMNS_AT_ALL:
            raise too_wide()

    def _close(self) -> None:
        if not self.filled and not self.text:
            return
        self.bottom, self.right = max(self.bottom, self.row), max(self.right, self.column)
        check_bounds(self.bottom, self.right)
        if not self.filled:
            self.formulas[self.row, self.column] = Formula(f"={self.text.lstrip('=')}{NO_VALUE}")
        elif self.text and REACHES_OUT.search(self.text):
            self.formulas[self.row, self.column] = Formula(f"={self.text.lstrip('=')}")


def look_closely(name: str, chunks: Iterable[bytes]) -> dict[Spot, Formula]:
    """Go through a sheet element by element; return the formulas that must not pass for values.

    DTDs are refused by `look` before the parser sees a byte, so no entity can be declared.

    :raises Refused: if it has data outside the limits, or isn't well formed
    """
    cells, parser = _Cells(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.characters
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise refused(
            f"{name}不是正确的XML（{error}）。请另存后再试。",
            f"{name} is no well-formed XML ({error}). Save it again.",
        ) from error
    return cells.formulas


def elements(data: bytes) -> Elements:
    """Return the elements of a small part in order, names and attribute names without prefixes."""
    found: Elements = []

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append((name.rpartition(":")[2], plain))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise refused(
            "工作簿的目录不是正确的XML。请另存后再试。",
            "the workbook's list of sheets is no well-formed XML. Save it again.",
        ) from error
    return found


def check_bounds(row: int, column: int) -> None:
    """Check the last row and column that hold something; both counted from 0.

    :raises Refused: if they are outside the limits, or the area between is more than a reader can hold
    """
    if column >= limits.COLUMNS_OF_DATA:
        raise too_wide()
    if row >= limits.ROWS:
        raise too_long()
    if (row + 1) * (column + 1) > limits.AREA:
        raise too_large()


def too_wide() -> Refused:
    """Return the refusal of a sheet with too many columns."""
    return refused(
        f"列数超过{limits.COLUMNS_OF_DATA}列。请只留下需要的列。",
        f"it has more than {limits.COLUMNS_OF_DATA} columns. Keep only those that are needed.",
    )


def too_long() -> Refused:
    """Return the refusal of a sheet with too many rows."""
    return refused(
        f"行数超过{limits.ROWS:,}行。请分成几个文件。",
        f"it has more than {limits.ROWS:,} rows. Split it into several files.",
    )


def too_large() -> Refused:
    """Return the refusal of a sheet with too many cells."""
    return refused(
        "单元格太多。请只留下有内容的行和列。",
        "it has too many cells. Keep only rows and columns that hold something.",
    )


def _windows(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut the bytes behind a ">", so that no tag is ever seen in two halves."""
    rest = b""
    for chunk in chunks:
        joined = rest + chunk
        cut = joined.rfind(b">") + 1
        rest = joined[cut:]
        if len(rest) > limits.WINDOW_BYTES:
            raise refused(
                f"{name}里有超长的内容。请检查后另存。",
                f"{name} holds a text of endless length. Save it again.",
            )
        if cut:
            yield joined[:cut]
    if rest:
        yield rest


def _pieces(window: bytes) -> Iterator[bytes]:
    """Cut a window into pieces that begin at a tag: nesting inside one piece is too shallow to matter."""
    start = 0
    while start < len(window):
        cut = window.rfind(b"<", start + 1, start + limits.PIECE_BYTES)
        end = cut if cut > 0 and start + limits.PIECE_BYTES < len(window) else len(window)
        yield window[start:end]
        start = end


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _not_utf8(name: str) -> Refused:
    return refused(
        f"{name}不是UTF-8编码，电子表格软件不会这样写。请另存为新的.xlsx。",
        f"{name} is not UTF-8, which no spreadsheet program writes. Save it as a new .xlsx.",
    )


def _too_deep(name: str) -> Refused:
    return refused(
        f"{name or '工作表'}里的元素嵌套太深，像攻击文件。请另存为新的.xlsx。",
        f"{name or 'The sheet'} is nested too deeply, as attacks are. Save it as a new .xlsx.",
    )
