"""Files that attack: each is refused with a reason in both languages, soon, and in bounded memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path
from time import perf_counter

import pytest

from linli.base.tables import compound, limits, read
from linli.kernel.errors import Refused
from tests.base.tables import books

XLS = (Path(__file__).parent / "files" / "estates.xls").read_bytes()
LINK = (
    f'<Relationship Id="r9" Type="{books.RELATIONS}/externalLink" Target="file:///etc/passwd"'
    ' TargetMode="External"/>'
)
SECRET = '<!ENTITY e SYSTEM "file:///etc/passwd">'
FAR = '<row r="100000"><c r="AX100000"><v>1</v></c></row>'
MERGED = '<mergeCells count="1"><mergeCell ref="A1:IV200000"/></mergeCells>'
ENTITIES = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(8))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "ha">{ENTITIES}]><x>&l8;</x>'


def refusal(data: bytes, name: str = "x.xlsx") -> str:
    """Return the Chinese reason a file is refused for."""
    start = perf_counter()
    with pytest.raises(Refused) as refused:
        read(data, name)
    assert perf_counter() - start < 10
    assert refused.value.text.en
    return refused.value.text.zh


def cell(place: str) -> str:
    return books.sheet(f'<row r="1"><c r="{place}"><v>1</v></c></row>')


def test_a_sound_workbook_is_read():
    assert read(books.book(), "x.xlsx").rows == [(1, ["小区名称", 5.0])]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (books.book({"xl/vbaProject.bin": b"\xcc\x61"}), "宏"),
        (books.book({"xl/macrosheets/sheet1.xml": "<x/>"}), "宏"),
        (books.book({"xl/externalLinks/externalLink1.xml": "<x/>"}), "外部链接"),
        (books.book(relations=books.relations(LINK)), "外部链接"),
        (books.book({"xl/connections.xml": "<x/>"}), "数据连接"),
        (books.book({"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), "嵌入"),
        (books.book({"xl/activeX/activeX1.xml": "<x/>"}), "嵌入"),
        (books.book(sheet='<!DOCTYPE x SYSTEM "file:///etc/passwd">' + books.sheet()), "DTD"),
        (books.book(sheet=f'<?xml version="1.0"?><!DOCTYPE x [{SECRET}]>{books.sheet()}'), "DTD"),
        (books.book({"docProps/core.xml": BILLION}), "DTD"),
        (books.book({"xl/styles.xml": '<!DOCTYPE x><styleSheet/>'}), "DTD"),
        (books.book({"xl/media/sheet.png": books.sheet()}), "不符"),
        (books.book({"inner.zip": books.pack({"a": "b"})}), "套着"),
        (books.book({"xl/media/image1.png": books.book()}), "套着"),
        (books.book({"a/../../evil.xml": "<x/>"}), "损坏"),
        (books.book({"xl/theme/theme1.xml": "<a>" * 40_000 + "</a>" * 40_000}), "嵌套"),
        (books.book(sheet=books.sheet("<row><c>" + "<a>" * 500 + "</a>" * 500 + "</c></row>")), "嵌套"),
        (books.book(sheet=books.sheet().encode("utf-16").decode("latin-1")), "UTF-8"),
        (books.book(sheet=cell("XFD1048576")), "列"),
        (books.book(sheet=cell("IW1")), "列"),
        (books.book(sheet=cell("A200001")), "行"),
        (books.book(sheet=cell("IV200000")), "单元格太多"),
        (books.book(sheet=cell("a1")), "单元格"),
        (books.book(sheet=books.sheet("<row r='1'><c s='1' r='XFD9'><v>1</v></c></row>")), "列"),
        (books.book(sheet=books.sheet("<x:row><x:c r='XFD9'><x:v>1</x:v></x:c></x:row>").replace(
            "<worksheet ", '<worksheet xmlns:x="y" ')), "列"),
        (books.book(sheet=books.sheet("<row>" + "<c/>" * 10_001 + "</row>")), "列"),
        (books.book(sheet=books.sheet("<row>" + "<c><v>1</v></c>" * 300 + "</row>")), "列"),
        (books.book(sheet="<worksheet><sheetData><c></worksheet>"), "XML"),
        (books.book(workbook=books.WORKBOOK.replace('name="表"', f'name="{"长" * 300}"')), "名字"),
        (books.book(workbook=books.WORKBOOK.replace('name="表"', 'name="a&#10;b"')), "名字"),
        (books.book(sheet=books.sheet(books.ROWS + FAR, after=MERGED)), "合并"),
        (books.pack({"word/document.xml": "<x/>", "[Content_Types].xml": books.TYPES}), "不是.xlsx"),
        (books.pack({f"p{n}.xml": "<x/>" for n in range(limits.ENTRIES + 1)}), "太多"),
        (b"PK\x03\x04" + b"\0" * 100, "损坏"),
        (books.book()[:-30], "损坏"),
        (books.book()[:400], "损坏"),
    ],
)  # fmt: skip
def test_each_attack_is_refused_for_its_own_reason(data, says):
    assert says in refusal(data)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"%PDF-1.7\n...", "x.xlsx", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table>", "x.xls", "HTML"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html>", "x.csv", "HTML"),
        (books.book(), "x.xls", ".xlsx"),
        (books.book(), "x.csv", ".xlsx"),
        (XLS, "x.xlsx", ".xls"),
        (b"a,b\n1,2\n", "x.xlsx", ".csv"),
        (b"\x7fELF\0\0", "x.csv", "ELF"),
        (b"a,b\0\n", "x.csv", "文本"),
        (books.book(), "x.xlsm", ".xlsm"),
        (books.book(), "x.zip", ".zip"),
        (books.book(), "x", "扩展名"),
        (b"", "x.xlsx", "空的"),
    ],
)
def test_content_and_extension_must_agree(data, name, says):
    assert says in refusal(data, name)


def test_a_hyperlink_is_no_attack():
    links = (
        f'<Relationships xmlns="{books.PACKAGE}/relationships"><Relationship Id="r1" Target="https://example.org"'
        f' Type="{books.RELATIONS}/hyperlink" TargetMode="External"/></Relationships>'
    )

    assert read(books.book({"xl/worksheets/_rels/sheet1.xml.rels": links}), "x.xlsx").rows


def test_far_but_empty_cells_are_no_attack():
    rows = (
        books.ROWS.replace("</row>", '<c r="ZZ1" s="1"/></row>')
        + '<row r="900000"><c r="A900000" s="1"/></row>'
    )

    assert len(read(books.book(sheet=books.sheet(rows)), "x.xlsx").rows) == 1


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "docProps/app.xml", "xl/media/image1.png"])
def test_a_zip_bomb_is_refused_before_it_inflates(name):
    data = books.book({name: b" " * (limits.RATIO_FROM_BYTES * 4)})
    tracemalloc.start()

    assert "压缩炸弹" in refusal(data)
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


def test_a_part_that_inflates_beyond_what_it_declares_is_refused():
    data = bytearray(books.book())
    size = len(books.sheet().encode())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            if struct.unpack_from("<L", data, start + at)[0] == size:
                struct.pack_into("<L", data, start + at, 10)

    assert "压缩炸弹" in refusal(bytes(data))


def test_parts_that_share_their_bytes_are_refused():
    data = bytearray(books.book({"copy.xml": books.sheet()}))
    central = [n for n in range(len(data)) if data[n : n + 4] == b"PK\x01\x02"]
    struct.pack_into("<L", data, central[-1] + 42, struct.unpack_from("<L", data, central[-2] + 42)[0])

    assert refusal(bytes(data))


def test_an_encrypted_archive_is_refused_as_such():
    data = bytearray(books.book())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(mark)
        data[start + at] |= 1

    assert "密码" in refusal(bytes(data))


def test_texts_repeated_by_many_cells_are_counted_before_they_are_made():
    shared = f'<sst xmlns="{books.MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 6001))

    assert "共享文字" in refusal(books.book({"xl/sharedStrings.xml": shared}, sheet=books.sheet(rows)))


def test_a_long_text_named_once_is_no_attack():
    shared = f'<sst xmlns="{books.MAIN}"><si><t>{"长" * 30_000}</t></si><si><t>a</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{int(n > 1)}</v></c></row>' for n in range(1, 6001))

    assert (
        len(read(books.book({"xl/sharedStrings.xml": shared}, sheet=books.sheet(rows)), "x.xlsx").rows)
        == 6000
    )


def test_a_file_beyond_the_size_is_not_even_read(tmp_path):
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)

    with pytest.raises(Refused, match="50 MB"):
        read(path)
    with pytest.raises(Refused, match="50 MB"):
        read(io.BytesIO(b"a" * (limits.FILE_BYTES + 2)), "x.csv")


@pytest.mark.parametrize("text", ["a,b\n" * (limits.ROWS + 1), ",".join("a" * 300), "," * 10_000 + "\n"])
def test_a_csv_beyond_the_limits_is_refused(text):
    assert refusal(text.encode(), "x.csv")


@pytest.mark.parametrize("text", ['a,"b\n' + "x\n" * 50, 'a,"b"c\n', "a" * 200_000])
def test_a_csv_with_broken_quotes_or_endless_cells_is_refused(text):
    assert "引号" in refusal(text.encode(), "x.csv")


def records(change: bytes, to: bytes) -> bytes:
    assert change in XLS
    return XLS.replace(change, to)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (records(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00"), "密码"),
        (records("\x01CompObj".encode("utf-16-le"), "VBA_PROJ".encode("utf-16-le")), "宏"),
        (XLS[:600], "损坏"),
        (XLS[:2000], "损坏"),
        (compound.MAGIC + b"\0" * 600, "损坏"),
        (compound.MAGIC + b"\xff" * 5000, "损坏"),
        (compound.MAGIC, "损坏"),
    ],
)
def test_a_bad_xls_is_refused_too(data, says):
    assert says in refusal(data, "x.xls")


def test_an_xls_whose_chain_of_sectors_is_a_circle_is_refused():
    data = bytearray(XLS)
    sector = struct.unpack_from("<L", data, 76)[0]
    for number in range(128):
        struct.pack_into("<L", data, (sector + 1) * 512 + number * 4, number)

    assert "损坏" in refusal(bytes(data), "x.xls")


def test_an_xls_with_a_cell_far_away_is_refused_before_it_is_read():
    data = bytearray(XLS)
    number = data.find(struct.pack("<HHHH", 0x27E, 10, 3, 1))  # the number in B4
    struct.pack_into("<H", data, number + 6, 60_000)

    assert "列" in refusal(bytes(data), "x.xls")


def test_zip_entries_are_told_apart_by_name():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in books.parts().items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/workbook.xml", "<x/>")

    assert "损坏" in refusal(file.getvalue())
