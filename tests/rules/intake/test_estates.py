from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from linli.rules.folding import fold
from linli.rules.identifiers import uscc_check_character
from linli.rules.intake import estates
from linli.rules.intake.cells import Formula
from linli.rules.intake.estate_columns import COLUMNS, TITLES
from linli.rules.intake.estate_rows import Context
from linli.rules.intake.places import Division, Subdistrict

USCC = "91410402MA00000660"
HEADINGS = [TITLES[item.code] for item in COLUMNS]
CODES = [item.code for item in COLUMNS]
GOOD = {
    "name": "阳光花园",
    "subdistrict": "光明路街道",
    "community": "迎宾社区",
    "address": "建设路1号",
    "built_year": 2005,
    "buildings": "12栋",
    "households": "1,024户",
    "floor_area": 98765.4,
    "mode": "市场化物业",
    "company": "平顶山市某某物业服务有限公司",
    "uscc": USCC,
    "contract_start": "2022年1月14日",
    "contract_end": date(2025, 1, 13),
    "fee": "1.2元",
}
CONTEXT = Context(
    subdistricts=(
        Subdistrict("410402002", "光明路街道", (Division("410402002001", "迎宾社区居民委员会"),)),
        Subdistrict("410402005", "西市场街道", (Division("410402005001", "团结路社区居民委员会"),)),
    ),
    this_year=2026,
    registered={"410402002": {fold("幸福家园（东区）"): "幸福家园（东区）"}},
    within=("平顶山市", "新华区"),
)


def row(**changes: object) -> list[object]:
    return [{**GOOD, **changes}[code] for code in CODES]


def check(*rows: list[object], context: Context = CONTEXT, **more: object):
    return estates.check(enumerate([HEADINGS, *rows], start=1), context, **more)


def faults(*rows: list[object]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.value) for fault in check(*rows).faults]


@pytest.mark.clause("B1")
def test_a_good_row_comes_out_ready_to_be_stored():
    checked = check(row())

    assert checked.faults == []
    assert checked.warnings == []
    (made,) = checked.rows
    assert (made.row, made.name, made.subdistrict, made.community) == (
        2,
        "阳光花园",
        "410402002",
        "410402002001",
    )
    assert (made.buildings, made.households, made.floor_area) == (12, 1024, Decimal("98765.4"))
    assert (made.mode, made.uscc, made.fee, made.known) == ("market", USCC, Decimal("1.2"), False)
    assert (made.contract_start, made.contract_end) == (date(2022, 1, 14), date(2025, 1, 13))


def test_only_three_cells_are_needed_without_a_company():
    bare = dict.fromkeys(CODES, "") | {"name": "无名院", "subdistrict": "光明路", "mode": "无物业"}

    (made,) = check(row(**bare)).rows

    assert (made.community, made.company, made.fee, made.built_year) == ("", "", None, None)


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({"name": ""}, "小区名称", ""),
        ({"name": "好" * 101}, "小区名称", "好" * 100 + "…"),
        ({"name": "=1+1"}, "小区名称", "=1+1"),
        ({"address": "@SUM(A1)"}, "地址", "@SUM(A1)"),
        ({"address": Formula('=HYPERLINK("x")')}, "地址", '=HYPERLINK("x")'),
        ({"subdistrict": ""}, "所属街道", ""),
        ({"subdistrict": "东安路街道", "community": ""}, "所属街道", "东安路街道"),
        ({"community": "团结路社区"}, "所属社区", "团结路社区"),
        ({"built_year": 1948}, "建成年份", "1948"),
        ({"built_year": 2027}, "建成年份", "2027"),
        ({"buildings": 0}, "楼栋数", "0"),
        ({"buildings": True}, "楼栋数", "True"),
        ({"households": "100-200"}, "户数", "100-200"),
        ({"floor_area": 0}, "建筑面积（㎡）", "0"),
        ({"mode": ""}, "管理类型", ""),
        ({"mode": "其他"}, "管理类型", "其他"),
        ({"company": ""}, "物业服务企业", ""),
        ({"uscc": "91410402MA00000661"}, "统一社会信用代码", "91410402MA00000661"),
        ({"contract_start": "2022-2-30"}, "合同起始日期", "2022-2-30"),
        ({"contract_end": "2021-12-31"}, "合同截止日期", "2021-12-31"),
        ({"fee": "50.01"}, "物业费（元/㎡·月）", "50.01"),
        ({"fee": "1至2"}, "物业费（元/㎡·月）", "1至2"),
    ],
)
@pytest.mark.clause("B2")
def test_each_wrong_cell_is_one_fault_beside_its_column(changes, column, value):
    assert faults(row(**changes)) == [(2, column, value)]


def test_every_fault_says_why_in_both_languages():
    checked = check(row(name="", subdistrict="x", built_year="x", uscc="x", fee="x", mode="x"))

    assert len(checked.faults) == 6
    assert checked.refused == 1
    assert all(fault.reason.zh and fault.reason.en for fault in checked.faults)
    columns = "小区名称 所属街道 建成年份 管理类型 统一社会信用代码 物业费（元/㎡·月）"
    assert [fault.column for fault in checked.faults] == columns.split()


def test_a_faulty_row_does_not_hold_up_the_others():
    checked = check(row(name="甲苑"), row(name="乙苑", fee="x"), row(name="丙苑"))

    assert [made.row for made in checked.rows] == [2, 4]
    assert checked.refused == 1


@pytest.mark.parametrize("again", ["阳光花园", " 阳光 花园 ", "阳光花园\u200b"])
def test_the_same_name_in_the_same_subdistrict_is_a_repetition(again):
    checked = check(row(), row(name="月亮湾"), row(name=again))

    assert [(fault.row, fault.column) for fault in checked.faults] == [(4, "小区名称")]
    assert "第2行" in checked.faults[0].reason.zh
    assert len(checked.rows) == 2


def test_brackets_and_width_make_no_other_name():
    assert faults(row(name="阳光（A区）"), row(name="阳光(Ａ区)")) == [(3, "小区名称", "阳光(Ａ区)")]


def test_the_same_name_in_another_subdistrict_is_another_estate():
    assert faults(row(), row(subdistrict="西市场街道", community="")) == []


def test_a_registered_name_is_an_update_and_no_repetition():
    checked = check(row(name="幸福家园(东区)"))

    assert [made.known for made in checked.rows] == [True]
    assert checked.warnings == []


@pytest.mark.parametrize(
    ("name", "similar"),
    [("幸福家圆（东区）", "幸福家园（东区）"), ("幸福家园小区（东区）", "幸福家园（东区）")],
)
@pytest.mark.clause("B3")
def test_a_similar_registered_name_is_doubted_and_never_merged(name, similar):
    checked = check(row(name=name))

    assert [(w.row, w.similar) for w in checked.warnings] == [(2, similar)]
    assert "已登记" in checked.warnings[0].reason.zh
    assert [made.known for made in checked.rows] == [False]


def test_similar_names_in_the_file_are_doubted_too():
    checked = check(row(name="书香门第"), row(name="书香门弟"), row(name="书香门第二期"))

    assert [(w.row, w.similar, w.as_json()["column"]) for w in checked.warnings] == [
        (3, "书香门第", "小区名称")
    ]


def test_one_code_for_two_companies_is_doubted():
    checked = check(row(), row(name="月亮湾", company="另一家物业公司"))

    assert [(w.row, w.column) for w in checked.warnings] == [(3, "统一社会信用代码")]


def test_a_company_where_there_should_be_none_is_doubted():
    assert [w.column for w in check(row(mode="无物业", uscc="")).warnings] == ["物业服务企业"]


def merged(text: str) -> list[object]:
    return [text] * len(CODES)


@pytest.mark.parametrize(
    ("skipped", "why"),
    [
        ([""] * 14, "blank"),
        ([None] * 14, "blank"),
        (["  "] * 14, "blank"),
        (["合计", "", "", "", "", 100, 2000, *[""] * 7], "total"),
        (["合 计", "", "", "", "", 100, 2000, *[""] * 7], "total"),
        (["光明路街道小计", "", "", "", "", 100, *[""] * 8], "total"),
        (["总计：", *[""] * 13], "total"),
        (["", "", "合计", "", "", 100, *[""] * 8], "total"),
        (["Total", *[""] * 13], "total"),
        (["注：数据截至2025年底", *[""] * 13], "note"),
        (merged("注：数据截至2025年底"), "note"),
        (["说明：1.自管小区不填企业", *[""] * 13], "note"),
        (["备注", *[""] * 13], "note"),
        (["填表人：张三", "", "", "审核人：李四", *[""] * 10], "note"),
        (HEADINGS, "heading"),
        ([" 小区 名称", *HEADINGS[1:]], "heading"),
    ],
)
def test_rows_that_are_no_entries_are_skipped(skipped, why):
    checked = check(row(name="甲苑"), skipped, row(name="乙苑"))

    assert checked.faults == []
    assert dict(checked.skipped) == {why: 1}
    assert [made.row for made in checked.rows] == [2, 4]


@pytest.mark.parametrize(
    "name", ["注册大厦家属院", "合计花园", "备战路小区", "总计量局家属院", "名称小区", "复兴家园", "小区"]
)
def test_estates_with_names_like_such_rows_are_entries(name):
    assert [made.name for made in check(row(name=name)).rows] == [name]


def test_a_row_with_only_a_name_is_refused_not_skipped():
    assert [column for _, column, _ in faults(["孤院", *[""] * 13])] == ["所属街道", "管理类型"]


@pytest.mark.parametrize(
    ("headings", "column"),
    [
        (["小区名称", "所属街道", "户数"], "管理类型"),
        (["所属街道", "管理类型", "户数"], "小区名称"),
        (["小区名称", "所属街道", "管理类型", "小区"], "小区名称"),
        (["小区名称", "所属街道", "管理类型", "物业费（元/户·年）"], "物业费（元/㎡·月）"),
    ],
)
def test_a_table_without_the_needed_columns_is_one_fault_at_its_headings(headings, column):
    checked = estates.check(
        enumerate([["标题"], headings, ["甲苑", "光明路", "无物业", "1"]], start=1), CONTEXT
    )

    assert [(fault.row, fault.column) for fault in checked.faults] == [(2, column)]
    assert (checked.refused, checked.rows) == (1, [])


@pytest.mark.parametrize("rows", [[], [["a", "b"], [1, 2]], [[""]]])
def test_a_table_without_headings_is_a_fault(rows):
    (fault,) = estates.check(enumerate(rows, start=1), CONTEXT).faults

    assert "表头" in fault.reason.zh


def test_short_rows_columns_in_any_order_and_ten_thousands():
    table = [
        ["管理类型", "建筑面积（万㎡）", "小区名称", "所属街道"],
        ["无物业", 1.25, "甲苑", "光明路"],
        ["无物业"],
    ]

    checked = estates.check(enumerate(table, start=1), CONTEXT)

    assert [made.floor_area for made in checked.rows] == [Decimal(12_500)]
    assert [fault.column for fault in checked.faults] == ["小区名称", "所属街道"]


def test_serial_numbers_follow_the_epoch_of_the_workbook():
    dates = row(contract_start=44575, contract_end="")

    assert check(dates).rows[0].contract_start == date(2022, 1, 14)
    assert check(dates, epoch=1904).rows[0].contract_start == date(2026, 1, 15)


def test_progress_is_told_and_ends_with_the_last_row():
    told: list[int] = []
    many = [row(name=f"院{n}") for n in range(1200)]

    checked = check(*many, progress=told.append)

    assert len(checked.rows) == 1200
    assert told == sorted(told)
    assert told[-1] == 1201


def test_what_one_cell_was_read_as_does_not_depend_on_earlier_cells():
    """To a dict 1, 1.0 and True are one key; a tick box is no number all the same."""
    assert faults(row(name="甲", buildings=1), row(name="乙", buildings=True)) == [(3, "楼栋数", "True")]
    assert faults(row(name="甲", buildings=True), row(name="乙", buildings=1.0)) == [(2, "楼栋数", "True")]


def test_a_made_code_with_the_right_check_character_is_taken():
    body = "91410402MA9999999"

    assert faults(row(uscc=(body + uscc_check_character(body)).lower())) == []
