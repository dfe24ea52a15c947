"""A round as a workbook: what goes out comes back in, and what is not ours is refused."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.kernel.errors import Refused
from linli.paper.columns import Column
from linli.paper.roundbook import (
    ABOUT,
    DEDUCTIONS,
    FACTS,
    RESULTS,
    Book,
    FactColumn,
    ItemColumn,
    Line,
    Lost,
    round_workbook,
)
from linli.paper.roundfacts import read_facts
from linli.paper.xlsx import table

D = Decimal
FACT_COLUMNS = (
    FactColumn("contract.signed", "签订物业服务合同"),
    FactColumn("lines.findings", "乱拉乱接（处）"),
    FactColumn("satisfaction.rate", "满意率（%）"),
)


def line(code: str, facts: tuple[Any, ...]) -> Line:
    return Line(
        code=code,
        estate=f"小区{code}",
        subdistrict="湛河北路街道",
        community="文园社区",
        company="禾邻物业",
        scores=(D("2.5"), None),
        total=D("88.50"),
        bonus=D(0),
        grade="良好",
        vetoed=False,
        complete=False,
        facts=facts,
        lost=(Lost("合同签订及备案", D("2.5"), "续签合同未备案", "contract.filed", True, "contract:7"),),
        rank=1,
    )


def book(lines: list[Line]) -> Book:
    items = (ItemColumn("contract", "合同签订及备案", D(5)), ItemColumn("lines", "管线整齐有序", D(8)))
    return Book("2026年第四季度考评", "xinhua-2022", "ab" * 32, items, FACT_COLUMNS, lines)


def test_the_sheets_and_their_headings_are_stable() -> None:
    made = openpyxl.load_workbook(BytesIO(round_workbook(book([line("0137", (True, 3, D("83.6")))]))))
    assert made.sheetnames == [RESULTS, DEDUCTIONS, FACTS, ABOUT]
    assert [cell.value for cell in made[RESULTS][2]] == [
        "名次", "小区编号", "小区", "街道", "社区", "物业服务企业", "合同签订及备案", "管线整齐有序",
        "加分", "总分", "等次", "一票否决", "完整",
    ]  # fmt: skip
    row = [cell.value for cell in made[RESULTS][3]]
    assert row[1:3] == ["0137", "小区0137"]
    assert row[6:] == [2.5, None, 0, 88.5, "良好", "否", "否"]
    assert [cell.value for cell in made[DEDUCTIONS][2]][2:] == [
        "合同签订及备案", 2.5, "续签合同未备案", "contract.filed", "是", "contract:7",
    ]  # fmt: skip
    assert made[FACTS]["D1"].value == "乱拉乱接（处）（lines.findings）"


VALUES = st.tuples(
    st.sampled_from([True, False, "n/a", None]),
    st.one_of(st.integers(0, 99999), st.sampled_from(["n/a", None])),
    st.one_of(st.decimals(0, 100, places=4), st.sampled_from(["n/a", None])),
)


@given(st.lists(VALUES, max_size=6))
@settings(deadline=None)
def test_facts_come_back_as_they_went_out(drawn: list[tuple[Any, ...]]) -> None:
    lines = [line(f"0{number}", facts) for number, facts in enumerate(drawn)]
    read = read_facts(round_workbook(book(lines)))
    assert (read.policy, read.policy_hash) == ("xinhua-2022", "ab" * 32)
    names = [fact.name for fact in FACT_COLUMNS]
    assert read.values == {
        each.code: {name: value for name, value in zip(names, each.facts, strict=True) if value is not None}
        for each in lines
    }


def edited(change: Any) -> bytes:
    made = openpyxl.load_workbook(BytesIO(round_workbook(book([line("0137", (True, 3, D("83.6")))]))))
    change(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_cell_filled_by_hand_is_read() -> None:
    def fill(made: Any) -> None:
        made[FACTS]["C2"] = "否"
        made[FACTS]["D2"] = 7
        made[FACTS]["E2"] = "不适用"

    assert read_facts(edited(fill)).values["0137"] == {
        "contract.signed": False,
        "lines.findings": 7,
        "satisfaction.rate": "n/a",
    }


def repeat(made: Any) -> None:
    made[FACTS].append([cell.value for cell in made[FACTS][2]])


def rename(made: Any) -> None:
    made[FACTS]["C1"] = "合同"


def behead(made: Any) -> None:
    made[FACTS].delete_rows(1)


def restate(made: Any) -> None:
    made[ABOUT]["B2"] = "linli-round-9"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        "小区,得分".encode(),
        table([Column("小区")], [("甲",)]),
        edited(repeat),
        edited(rename),
        edited(behead),
        edited(restate),
    ],
    ids=["empty", "half", "csv", "other", "twice", "renamed", "beheaded", "format"],
)
def test_what_is_no_workbook_of_a_round_is_refused_in_both_languages(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_facts(data)
    assert refused.value.text.zh
    assert refused.value.text.en
