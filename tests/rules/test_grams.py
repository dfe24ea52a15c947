"""Pairs of characters find what a plain search finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linli.rules.grams import PROBES, grams, probes

NAMES = st.text(alphabet="祥和苑花园abc号1𠮷", min_size=1, max_size=12)


@given(name=NAMES, data=st.data())
def test_every_part_of_a_name_is_found_by_each_of_its_probes(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    held = grams(name)
    for low, high in probes(part):
        assert any(low <= gram < high for gram in held)


@given(name=NAMES, other=NAMES)
def test_one_character_is_found_exactly_where_it_stands(name: str, other: str) -> None:
    ((low, high),) = probes(other[0])
    assert any(low <= gram < high for gram in grams(name)) is (other[0] in name)


@given(text=NAMES)
def test_a_search_asks_a_bounded_number_of_ranges(text: str) -> None:
    assert 1 <= len(probes(text)) <= PROBES


def test_two_texts_share_their_pairs() -> None:
    assert grams("祥和", "xh") == grams("祥和") | grams("xh")
    assert grams("") == set()
    assert probes("") == []
