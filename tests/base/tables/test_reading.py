from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from linli.base.tables import limits, read, read_where
from linli.kernel.errors import Refused
from linli.rules.intake.cells import Formula
from tests.base.tables import books

XLS = Path(__file__).parent / "files" / "estates.xls"
TABLE = "小区名称,户数\n阳光花园,1200\n"


def saved(workbook: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_rows_carry_the_numbers_of_the_spreadsheet():
    workbook = openpyxl.Workbook()
    workbook.active["C5"], workbook.active["D7"] = "x", 5

    rows = dict(read(saved(workbook), "x.xlsx").rows)

    assert list(rows) == [1, 2, 3, 4, 5, 6, 7]
    assert rows[5] == ["", "", "x", ""]
    assert rows[7][3] == 5


def test_merged_cells_hold_the_value_of_their_corner():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["A2"], sheet["C3"] = "题", "街道", "末"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:A3")

    assert [row for _, row in read(saved(workbook), "x.xlsx").rows] == [
        ["题", "题", "题"], ["街道", "", ""], ["街道", "", "末"],
    ]  # fmt: skip


@pytest.mark.parametrize("merged", [[], ["A1:B1"], ["A1:B1", "A2:A3"]])
def test_a_workbook_reads_alike_held_or_streamed(monkeypatch, merged):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["题", None, 1.5], ["街道", "<sheetData>", date(2022, 1, 14)], [None, "mergeCell", "=1+1"]):
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    raw = saved(workbook)

    held = read(raw, "x.xlsx")
    monkeypatch.setattr(limits, "HELD_BYTES", 0)

    assert held == read(raw, "x.xlsx")
    assert held.rows[0][1][1] == ("题" if merged else "")


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_dates_are_dates_and_the_epoch_of_serials_is_told(epoch):
    workbook = openpyxl.Workbook()
    if epoch == 1904:
        workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append([date(2022, 1, 14), datetime(2022, 1, 14, 9, 30), 44575, 0.5, "文"])  # noqa: DTZ001

    sheet = read(saved(workbook), "x.xlsx")

    assert sheet.epoch == epoch
    assert sheet.rows[0][1][:2] == [date(2022, 1, 14), datetime(2022, 1, 14, 9, 30)]  # noqa: DTZ001
    assert sheet.rows[0][1][2:] == [44575, 0.5, "文"]


def test_of_a_formula_its_stored_value_is_read():
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>'
    )

    assert read(books.book(sheet=books.sheet(rows)), "x.xlsx").rows == [(1, [2.0, "ab"])]


@pytest.mark.parametrize(
    "cell",
    [
        "<f>1+1</f>",
        "<f>1+1</f><v/>",
        '<f>HYPERLINK("http://x","点我")</f><v>点我</v>',
        "<f>cmd|' /C calc'!A0</f><v>1</v>",
        "<f>[1]Sheet1!$A$1</f><v>1</v>",
        '<f>WEBSERVICE("http://x")</f><v>1</v>',
    ],
)
def test_a_formula_without_a_value_or_reaching_out_is_no_value(cell):
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1">{cell}</c></row>'

    ((_, row),) = read(books.book(sheet=books.sheet(rows)), "x.xlsx").rows

    assert row[0] == 1
    assert isinstance(row[1], Formula)
    assert row[1].source.startswith("=")


def test_the_first_visible_sheet_with_anything_in_it_is_read():
    workbook = openpyxl.Workbook()
    workbook.active.title = "空"
    hidden = workbook.create_sheet("藏")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    for name in ("说明", "小区"):
        workbook.create_sheet(name).append([name])
    data = saved(workbook)

    assert read(data, "x.xlsx").name == "说明"
    assert read(data, "x.xlsx").names == ("空", "说明", "小区")
    assert read(data, "x.xlsx", sheet="小区").rows == [(1, ["小区"])]
    assert read_where(data, "x.xlsx", lambda sheet: sheet.name == "小区").name == "小区"
    assert read_where(data, "x.xlsx", lambda sheet: False).name == "说明"
    with pytest.raises(Refused, match="没有找到"):
        read(data, "x.xlsx", sheet="无")


def test_a_workbook_without_anything_in_it_is_refused():
    with pytest.raises(Refused, match="没有找到"):
        read(saved(openpyxl.Workbook()), "x.xlsx")


def test_the_old_format_is_read_alike():
    sheet = read(XLS)

    assert (sheet.name, sheet.epoch) == ("小区", 1900)
    assert sheet.rows == [
        (1, ["新华区小区情况表"] * 3),
        (2, ["小区名称", "合同起始日期", "户数"]),
        (3, ["阳光花园", date(2022, 1, 14), 1200]),
        (4, ["月亮湾", 44575, ""]),
    ]


def test_the_old_format_tells_its_epoch_too():
    data = XLS.read_bytes().replace(b"\x22\x00\x02\x00\x00\x00", b"\x22\x00\x02\x00\x01\x00")

    assert read(data, "x.xls").epoch == 1904


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gbk"),
        TABLE.encode("gb18030"),
        b"\xff\xfe" + TABLE.encode("utf-16-le"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode("gbk"),
        TABLE.replace("\n", "\r\n").encode(),
        ("sep=;\n" + TABLE.replace(",", ";")).encode(),
    ],
)
def test_csv_in_every_usual_encoding_and_with_every_usual_separator(data):
    assert read(data, "x.csv").rows == [(1, ["小区名称", "户数"]), (2, ["阳光花园", "1200"])]


def test_rare_characters_survive_gb18030():
    assert read("小区,𠮷野家园\n".encode("gb18030"), "x.csv").rows == [(1, ["小区", "𠮷野家园"])]


def test_records_are_numbered_not_lines():
    text = '题\n\n小区名称,地址\n"阳光\n花园","1号, 2号"\n月亮湾,\n'

    rows = read(text.encode(), "x.csv").rows

    assert rows[1] == (2, [])
    assert rows[3] == (4, ["阳光\n花园", "1号, 2号"])
    assert rows[4][0] == 5


def test_a_damaged_utf8_file_is_not_taken_for_gb18030():
    with pytest.raises(Refused, match="文本"):
        read(("小区名称," * 50).encode() + b"\xe5\x8d", "x.csv")


def test_a_path_names_its_own_kind(tmp_path):
    path = tmp_path / "小区.CSV"
    path.write_text(TABLE, encoding="gb18030")

    assert read(path).name == "小区"
    assert read(str(path)).rows[1][0] == 2
