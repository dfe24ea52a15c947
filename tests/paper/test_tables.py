"""Lists as XLSX, CSV and JSON: exact, typed, and harmless to whoever opens them."""

from __future__ import annotations

import csv
import datetime as dt
import json
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.paper import csvs, xlsx
from linli.paper.columns import Column, dangerous

COLUMNS = (
    Column("小区"),
    Column("得分", "points", full=Decimal(5)),
    Column("户数", "integer"),
    Column("签订日期", "date"),
    Column("备案"),
)
DAY = dt.date(2026, 10, 8)


def book(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def one(cell: Any) -> Any:
    """Return a value as it is read back out of a workbook."""
    return book(xlsx.table([Column("值")], [(cell,)])).active["A2"]


def test_figures_are_figures_days_are_days_and_the_heading_stays() -> None:
    rows = [("和顺家园", Decimal("3.75"), 1280, DAY, True), ("幸福花园", None, None, None, None)]
    sheet = book(xlsx.table(COLUMNS, iter(rows), title="考评结果", sheet="2026年第四季度")).active
    assert sheet.title == "2026年第四季度"
    assert sheet["A1"].value == "考评结果"
    assert [cell.value for cell in sheet[2]] == [column.heading for column in COLUMNS]
    assert [cell.value for cell in sheet[3]][:3] == ["和顺家园", 3.75, 1280]
    assert sheet["D3"].value.date() == DAY
    assert sheet["E3"].value == "是"
    assert [cell.number_format for cell in sheet[3]][1:4] == ["0.00", "#,##0", "yyyy-mm-dd"]
    assert [cell.value for cell in sheet[4]][1:] == [None] * 4
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:E4"
    assert sheet.column_dimensions["A"].width > 10


def test_a_list_of_nothing_still_has_its_heading() -> None:
    sheet = book(xlsx.table(COLUMNS, [])).active
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
@settings(deadline=None)
def test_a_decimal_comes_back_as_the_same_decimal(number: Decimal) -> None:
    assert Decimal(str(one(number).value)) == number


@pytest.mark.parametrize("number", [Decimal("12345678901234567.89"), 91410402123456789012, Decimal("NaN")])
def test_what_a_spreadsheet_would_round_is_written_as_text(number: Any) -> None:
    assert one(number).value == str(number)


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+86 375", "-2", '=HYPERLINK("http://x","y")', "＝1", "\t=1"]
)
def test_text_is_never_a_formula(text: str) -> None:
    cell = one(text)
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix
    assert dangerous(text)
    line = list(csv.reader(StringIO(csvs.table([Column("值")], [(text,)]).decode("utf-8-sig"))))[1][0]
    assert line.startswith("'")


def test_control_characters_and_links_stay_harmless() -> None:
    assert one("文\x00\x0b字").value == "文字"
    assert one("https://example.cn").hyperlink is None


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("平新住建[2026]:考评/结果*?\\", "平新住建·2026··考评·结果···"),
        ("一" * 40, "一" * 31),
        ("'引号'", "引号"),
        ("", "Sheet1"),
        ("[]", "··"),
    ],
)
def test_sheet_names_are_made_to_fit(wish: str, name: str) -> None:
    assert xlsx.sheet_name(wish) == name
    assert book(xlsx.table([Column("值")], [("x",)], sheet=wish)).sheetnames == [name]


def test_faults_of_the_caller_are_refused() -> None:
    with pytest.raises(ValueError, match="same heading"):
        xlsx.table([Column("小区"), Column("小区")], [])
    with pytest.raises(ValueError, match="at least one"):
        xlsx.table([], [])
    with pytest.raises(TypeError, match="float"):
        xlsx.value(0.1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="zip"):
        xlsx.table(COLUMNS, [("只有一格",)])
    with pytest.raises(ValueError, match="columns"):
        csvs.table(COLUMNS, [("只有一格",)])


def test_words_of_an_enumeration_are_text() -> None:
    class Word(str):
        __slots__ = ()

    assert one(Word("优秀")).value == "优秀"


def test_csv_opens_in_a_spreadsheet_and_keeps_its_values() -> None:
    rows = [('和顺，"家园"', Decimal("3.70"), 1280, DAY, False), (None, None, None, None, None)]
    data = csvs.table(COLUMNS, rows)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert read[0] == [column.heading for column in COLUMNS]
    assert read[1] == ['和顺，"家园"', "3.70", "1280", "2026-10-08", "否"]
    assert read[2] == [""] * 5
    assert data.count(b"\r\n") == 3


def test_json_keeps_points_as_decimal_strings() -> None:
    document = json.loads(
        csvs.json_table(
            ["estate", "score", "day"], [("甲", Decimal("3.70"), DAY)], about={"policy": "xinhua-2022"}
        )
    )
    assert document == {
        "about": {"policy": "xinhua-2022"},
        "rows": [{"estate": "甲", "score": "3.70", "day": "2026-10-08"}],
    }


def test_long_lists_are_sent_in_pieces() -> None:
    pieces = list(csvs.lines([Column("值")], (("x" * 100,) for _ in range(5000))))
    assert len(pieces) > 5
    assert sum(map(len, pieces)) == len("".join(pieces))
