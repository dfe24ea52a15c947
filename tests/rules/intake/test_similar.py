from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from linli.rules.intake.similar import near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阳光花园", "阳光花园小区"),
        ("阳光花园小区", "阳光花圆小区"),
        ("阳光花园", "阳光大花园"),
        ("新华小区(道里区)", "新华小区"),
        ("阳光城(一期)", "阳光城一期"),
        ("书香门第", "书香门弟"),
    ],
)
def test_another_spelling_is_noticed(one, other):
    assert near([one, other]) == {1: 0}
    assert near([other, one]) == {1: 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阳光城一期", "阳光城二期"),
        ("东湖花园", "西湖花园"),
        ("1号院", "2号院"),
        ("a区", "b区"),
        ("阳光花园", "月光花城"),
        ("金山", "银山"),
        ("和平小区(道里区)", "和平小区(道外区)二期"),
    ],
)
def test_another_estate_is_not(one, other):
    assert near([one, other]) == {}


NAMES = st.lists(st.text("阳光花园城市", min_size=4, max_size=7), unique=True, max_size=25)


@given(NAMES)
def test_it_finds_what_comparing_all_with_all_finds(names):
    found = near(names)

    for later, name in enumerate(names):
        alike = [n for n in range(later) if Levenshtein.distance(names[n], name) <= 1]
        assert (later in found) == bool(alike)
        if alike:
            assert found[later] in alike
