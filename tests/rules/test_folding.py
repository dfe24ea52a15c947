from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules.folding import fold, narrow, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新华小区（道里区）", "新华小区(道里区)"),
        ("红旗小区［淮河路］", "红旗小区 ( 淮河路 )"),
        ("ＡＢＣ花园", "abc 花园"),
        ("阳光\u200b城", "阳光城"),
        ("一期—二期", "一期-二期"),
        ("万象\u3000新城", "万象新城"),
    ],
)
def test_names_that_differ_only_in_style_are_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("一期", "二期"), ("A区", "B区"), ("东苑", "东苑(北)")])
def test_names_that_differ_stay_different(one, other):
    assert fold(one) != fold(other)


def test_tidying_keeps_what_people_wrote_but_nothing_invisible():
    assert tidy(" 阳光\ufeff城 \n （一期）\x07 ") == "阳光城 （一期）"
    assert narrow("１２３ ＡＢ（）") == "123 AB()"


@given(st.text())
def test_folding_and_tidying_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_tidying_never_changes_the_fold(text):
    assert fold(tidy(text)) == fold(narrow(text))
