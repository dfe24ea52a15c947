"""The registry's pages ask a bounded number of queries and stay small, however many estates there are."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B2")]
LIST_QUERIES, DOSSIER_QUERIES, PUBLIC_QUERIES = 12, 28, 15
LIST_BYTES = 60 * 1024


@pytest.fixture
def many(town):
    for number in range(60):
        town.estate(f"祥和花园第{number}院", "/1/1/", households=number + 10)


@pytest.mark.parametrize(
    "query",
    [
        "", "?sort=name", "?sort=-households", "?sort=year", "?sort=-complete", "?at=/1/1/", "?mode=market",
        "?q=祥和花园第一院", "?q=xhhy&sort=households", "?q=1-001", "?company=xh&complete=gaps&kind=old",
    ],
)  # fmt: skip
def test_a_list_is_bounded_whatever_is_asked(town, client, many, query, django_assert_max_num_queries):
    client.force_login(town.person("bo", "bureau", "/1/"))
    client.get("/desk/estates/grids/")  # the first page of a session also writes down that it began

    with django_assert_max_num_queries(LIST_QUERIES):
        page = client.get(f"/desk/estates/{query}")

    assert page.status_code == 200
    assert len(page.content) <= LIST_BYTES


def test_dossier_and_public_page_are_bounded(town, client, many, django_assert_max_num_queries):
    client.force_login(town.person("bo", "bureau", "/1/"))
    client.get("/desk/estates/grids/")  # the first page of a session also writes down that it began

    with django_assert_max_num_queries(DOSSIER_QUERIES):
        assert client.get("/desk/estates/1-001/").status_code == 200
    with django_assert_max_num_queries(PUBLIC_QUERIES):
        assert client.get("/e/1-001/").status_code == 200
