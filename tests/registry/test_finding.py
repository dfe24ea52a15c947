"""Estates are found by any part of their name or initials, however many there are."""

from __future__ import annotations

import pytest

from linli.publication.queries import estates as public
from linli.registry.models import EstateGram, finding
from linli.registry.queries import estates, search
from linli.registry.queries.estates import Wanted
from linli.registry.services import estates as services
from linli.rules.grams import grams

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B2")]


@pytest.fixture
def bo(town):
    town.estate("祥和苑（一期）", "/1/1/", households=10)
    town.estate("翠湖花园", "/1/1/", households=30)
    town.estate("阳光花园A区", "/1/10/", households=20)
    town.estate("祥和花园", "/2/1/", households=40)
    return town.actor("bo", "bureau", "/1/")


def found(actor, q, **wanted):
    return [row.name for row in estates.estates(actor, Wanted(q=q, **wanted))]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("和苑", ["祥和苑(一期)"]),
        ("花", ["翠湖花园", "阳光花园A区"]),
        ("花园", ["翠湖花园", "阳光花园A区"]),
        ("阳光花园a", ["阳光花园A区"]),
        ("Ａ区", ["阳光花园A区"]),
        ("ghy", ["阳光花园A区"]),
        ("区", ["阳光花园A区"]),
        ("苑 (一", ["祥和苑(一期)"]),
        ("y", ["祥和苑(一期)", "翠湖花园", "阳光花园A区"]),
        ("没有", []),
        ("湖苑", []),
    ],
)
@pytest.mark.parametrize("rare", [0, 2_000])
def test_any_part_of_a_name_finds_it_few_or_many(bo, monkeypatch, q, names, rare):
    monkeypatch.setattr(finding, "RARE", rare)
    monkeypatch.setattr(estates, "RARE", rare)

    assert [name.replace("（", "(").replace("）", ")") for name in found(bo, q)] == names


@pytest.mark.parametrize("rare", [0, 2_000])
@pytest.mark.parametrize("sort", ["name", "-name", "households", "-households", "year", "complete", "place"])
def test_each_order_holds_the_same_estates_looked_up_or_walked_along(bo, monkeypatch, sort, rare):
    monkeypatch.setattr(estates, "RARE", rare)

    rows = list(estates.estates(bo, Wanted(sort=sort)))

    assert {row.name for row in rows} == {"祥和苑（一期）", "翠湖花园", "阳光花园A区"}
    if sort.endswith("households"):
        assert [row.households for row in rows] == sorted((10, 20, 30), reverse=sort[0] == "-")
    assert [row.name for row in estates.estates(bo, Wanted(sort=sort, at="/1/10/"))] == ["阳光花园A区"]
    assert not estates.estates(bo, Wanted(sort=sort, at="/2/"))


def test_a_code_is_found_by_its_beginning_and_elsewhere_digits_are_part_of_a_name(bo, town):
    town.estate("1-002号院", "/2/1/")
    town.estate("38号院", "/1/1/")

    assert found(bo, "1-001") == ["祥和苑（一期）"]
    assert found(bo, "38号") == ["38号院"]


def test_a_new_name_is_found_and_the_old_one_no_more(bo, town, now):
    estate = estates.estates(bo, Wanted(q="翠湖"))[0]
    services.change(actor=bo, now=now, estate=estate, fields={"name": "碧水花园"})

    assert found(bo, "翠湖") == []
    assert found(bo, "碧水") == ["碧水花园"]
    held = set(EstateGram.objects.filter(estate=estate).values_list("gram", flat=True))
    assert held == grams(estate.folded, estate.initials)


def test_readers_and_the_header_find_alike(bo):
    assert [hit.name for hit in public.search(bo, text="祥和")] == ["祥和花园", "祥和苑（一期）"]
    assert [row.name for row in search.search(bo, "祥和").estates] == ["祥和苑（一期）"]


def test_a_search_asks_a_bounded_number_of_queries(bo, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        found(bo, "阳光花园A区二期三号院", sort="name")
