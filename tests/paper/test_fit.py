"""The estimate of how large the annex may be set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.paper.fit import SIZES, TIGHT, breadth, foresee, lines
from linli.paper.sheet_data import sheet_data
from tests.paper.samples import sheet


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("红色物业", 4), ("90%", 3 * 0.58), ("满意率 90%", 3 + 4 * 0.58)]
)
def test_a_chinese_character_is_one_em_wide_and_a_latin_one_a_good_half(text: str, width: float) -> None:
    assert breadth(text) == pytest.approx(width)


@given(st.text("红a1，", max_size=200), st.floats(2, 40))
def test_more_text_never_takes_fewer_lines(text: str, width: float) -> None:
    assert 1 <= lines(text, width) <= lines(text + "红", width)


def test_an_ordinary_sheet_is_set_in_the_largest_type_and_a_full_one_smaller() -> None:
    found = [foresee(sheet_data(sheet(longer=longer)), airy=2.0) for longer in (1, 3, 60)]
    assert found[0] is not None
    assert found[0]["size"] == SIZES[0]
    assert TIGHT <= found[0]["gap"] <= 2.0
    assert found[1] is not None
    assert found[1]["gap"] <= found[0]["gap"]
    assert found[2] is None
