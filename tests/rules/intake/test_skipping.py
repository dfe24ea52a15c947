"""The quick look at many rows overlooks none that the look at each would skip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules.intake import skipping
from linli.rules.intake.headings import Layout

TEXTS = "阳光花园|合计|小 计|注：以上|说明|| |\n|备注\n|小区名称|total|注|A\n合计"
WORDS = (*TEXTS.split("|"), None, 5)
CELL = st.sampled_from(WORDS) | st.text("合计注 \n花小区名备(1", max_size=4)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4)


@pytest.mark.parametrize("name_at", [0, 1])
@given(rows=ROWS)
def test_rows_that_may_all_be_kept_are_kept_one_by_one(name_at: int, rows: list[tuple[object, ...]]) -> None:
    layout = Layout(1, {"name": name_at, "subdistrict": 2, "mode": 2}, {}, repeats=frozenset({"小区名称"}))

    if not skipping.may_skip(rows, name_at):  # type: ignore[arg-type]
        assert [skipping.reason(row, name_at, layout) for row in rows] == [""] * len(rows)  # type: ignore[arg-type]


def test_plain_names_cost_no_second_look() -> None:
    assert not skipping.may_skip([("阳光花园", "x"), ("祥和苑(一期)", "x")], 0)
