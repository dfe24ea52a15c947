from __future__ import annotations

from datetime import date

from linli.base import bulk
from linli.base.models import Option
from linli.people.models import Place


def test_many_rows_go_in_with_defaults_and_come_back_as_they_were(town, django_assert_max_num_queries):
    rows = [
        (f"g{n}", f"网格{n}", f"网格{n}", "grid", f"/1/1/g{n}/", town.place("/1/1/").pk, date(2026, 1, 1))
        for n in range(300)
    ]
    names = ("code", "name", "short", "level", "path", "parent", "since")

    with django_assert_max_num_queries(2):
        assert bulk.insert(Place, names, rows) == 300

    found = Place.objects.get(path="/1/1/g7/")
    assert (found.name, found.parent, found.since, found.until) == (
        "网格7",
        town.place("/1/1/"),
        date(2026, 1, 1),
        None,
    )


def test_rows_are_updated_by_key(town):
    first, second = town.place("/1/1/"), town.place("/1/10/")

    assert (
        bulk.update(Place, ("name", "until"), [("甲", None, first.pk), ("乙", date(2027, 1, 1), second.pk)])
        == 2
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.name, second.name, second.until) == ("甲", "乙", date(2027, 1, 1))


def test_rows_are_put_in_or_written_anew_in_one_statement(town, django_assert_num_queries):
    names = ("code", "name", "short", "level", "path", "parent", "since")
    parent, day = town.place("/1/1/").pk, date(2026, 1, 1)

    def rows(count, name):
        return ((f"g{n}", name, name, "grid", f"/1/1/g{n}/", parent, day) for n in range(count))

    with django_assert_num_queries(1):
        bulk.upsert(Place, names, rows(3, "旧"), unique=("path",), changing=("name",))
    with django_assert_num_queries(1):
        bulk.upsert(Place, names, rows(500, "新"), unique=("path",), changing=("name",))
    bulk.upsert(Place, names, rows(501, "不写"), unique=("path",))

    found = Place.objects.filter(level="grid")
    assert found.count() == 501
    assert found.filter(name="新").count() == 500
    assert found.get(name="不写").code == "g500"


def test_json_that_is_text_already_is_written_as_it_is(db, now):
    names = ("key", "value")

    bulk.upsert(Option, names, [("a", '{"甲":[1,"二"]}')], unique=("key",), encoded=("value",))
    bulk.upsert(Option, names, [("b", {"甲": [1, "二"]})], unique=("key",))

    assert Option.read("a", None) == Option.read("b", None) == {"甲": [1, "二"]}
