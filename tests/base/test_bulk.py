from __future__ import annotations

from datetime import date

from linli.base import bulk
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
