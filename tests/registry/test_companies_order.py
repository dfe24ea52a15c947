"""Companies in the order of what they serve, of which everybody counts only what they may see."""

from __future__ import annotations

import pytest

from linli.registry.queries import companies

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B2")]


@pytest.fixture
def served(town):
    one, two = town.company("禾邻物业", 1), town.company("安居物业", 2)
    for number, (company, where) in enumerate([(one, "/1/1/"), (one, "/1/10/"), (two, "/1/10/")]):
        town.project(town.estate(f"小区{number}", where, households=100), company)
    return town


@pytest.mark.parametrize(
    ("where", "figures"),
    [
        ("/1/", [("禾邻物业", 2, 200), ("安居物业", 1, 100)]),
        ("/1/1/", [("禾邻物业", 1, 100), ("安居物业", 0, None)]),
        ("/1/10/", [("禾邻物业", 1, 100), ("安居物业", 1, 100)]),
        ("/2/", [("禾邻物业", 0, None), ("安居物业", 0, None)]),
    ],
)
@pytest.mark.parametrize("sort", ["projects", "households"])
def test_only_what_one_may_see_counts(served, where, figures, sort):
    actor = served.actor("bo", "bureau", where)

    found = companies.companies(actor, sort=f"-{sort}")

    shown = [(row.name, row.projects_now, row.households) for row in companies.with_figures(actor, found)]
    assert sorted(shown) == sorted(figures)
    assert [row[1] for row in shown] == sorted((row[1] for row in shown), reverse=True)
