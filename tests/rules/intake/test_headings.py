from __future__ import annotations

import random

import pytest

from linli.rules.intake import headings
from linli.rules.intake.estate_columns import COLUMNS, TITLES

CONTRACT = [TITLES[item.code] for item in COLUMNS]
CODES = [item.code for item in COLUMNS]


def find(*rows: list[object]):
    return headings.find(enumerate(rows, start=1), COLUMNS)


def test_the_headings_of_the_contract_are_found():
    layout = find(CONTRACT)

    assert layout.row == 1
    assert layout.places == {code: index for index, code in enumerate(CODES)}


def test_any_order_and_strange_columns_between():
    shuffled = [*CONTRACT, "序号", "联系人", ""]
    random.Random(5).shuffle(shuffled)  # noqa: S311

    layout = find(shuffled)

    assert {code: shuffled[index] for code, index in layout.places.items()} == dict(
        zip(CODES, CONTRACT, strict=True)
    )
    assert set(layout.unknown) == {"序号", "联系人"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("小区名称*", "name"),
        (" 小 区 名 称 ", "name"),
        ("小区\n名称", "name"),
        ("Estate Name", "name"),
        ("所在街道：", "subdistrict"),
        ("所属街道（镇）", "subdistrict"),
        ("Subdistrict", "subdistrict"),
        ("社区居委会", "community"),
        ("建成年份（年）", "built_year"),
        ("Built year", "built_year"),
        ("楼栋数（栋）", "buildings"),
        ("户数(户)", "households"),
        ("建筑面积(平方米)", "floor_area"),
        ("建筑面积（㎡）", "floor_area"),
        ("建筑面积（万㎡）", "floor_area"),
        ("管理方式", "mode"),
        ("Management type", "mode"),
        ("物业公司名称", "company"),
        ("统一社会信用代码（18位）", "uscc"),
        ("合同期限（起始日期）", None),
        ("合同到期日", "contract_end"),
        ("物业费（元／㎡·月）", "fee"),
        ("物业收费标准[元/平方米.月]", "fee"),
    ],
)
def test_headings_are_known_under_many_names(written, code):
    layout = find([written, "地址", "电话"])

    assert (layout is None) == (code is None)
    if code:
        assert layout.places[code] == 0


def test_headings_below_titles_and_notes():
    title = ["新华区住宅小区基本情况表（小区名称以民政部门为准）"] * 14

    layout = find(title, [""] * 14, ["填报单位：", "光明路街道", *[""] * 12], CONTRACT, ["阳光小区"] * 14)

    assert layout.row == 4


def test_two_storeys_of_headings_merged():
    upper = ["小区名称", "所属街道", "管理类型", "合同期限", "合同期限", "规模", "规模"]
    lower = ["小区名称", "所属街道", "管理类型", "起始日期", "截止日期", "楼栋数", "户数"]

    layout = find(upper, lower, ["阳光小区", "光明路街道", "无物业", "", "", 1, 2])

    assert layout.row == 2
    assert layout.places == {
        "name": 0, "subdistrict": 1, "mode": 2, "contract_start": 3, "contract_end": 4,
        "buildings": 5, "households": 6,
    }  # fmt: skip


def test_two_storeys_of_headings_without_merged_cells():
    upper = ["小区名称", "所属街道", "管理类型", "合同", "", "户数"]
    lower = ["", "", "", "起始日期", "截止日期", ""]

    assert find(upper, lower).places["contract_end"] == 4
    assert find(upper, lower).row == 2


def test_the_first_entry_is_not_taken_for_headings():
    assert find(CONTRACT, ["阳光小区", "光明路街道", *[""] * 12]).row == 1


def test_a_heading_merged_over_two_columns_is_one():
    layout = find(["小区名称", "小区名称", "所属街道", "管理类型"])

    assert layout.ambiguous == ()


def test_the_same_column_twice_is_ambiguous():
    assert find(["小区名称", "所属街道", "小区", "管理类型"]).ambiguous == ("name",)


def test_without_headings_there_is_no_layout():
    assert find(["a", "b"], [1, 2], ["小区名称", "x"]) is None
    assert find() is None
