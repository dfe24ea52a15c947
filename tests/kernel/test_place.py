from __future__ import annotations

from linli.kernel import place


def test_a_chain_names_every_level_from_the_root_down():
    assert place.chain("/1/10/e7/") == ("/1/", "/1/10/", "/1/10/e7/")
    assert place.chain("/") == ()


def test_the_range_of_a_path_holds_what_lies_below_and_nothing_beside():
    low, high = "/1/1/", place.after("/1/1/")

    assert low <= "/1/1/" < high
    assert low <= "/1/1/zz/" < high
    assert not low <= "/1/10/" < high


def test_an_estate_is_known_by_its_segment():
    assert place.is_estate("/1/1/e7/")
    assert not place.is_estate("/1/1/")
    assert place.parent("/1/1/e7/") == "/1/1/"
