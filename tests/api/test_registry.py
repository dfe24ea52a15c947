from __future__ import annotations

import pytest


@pytest.fixture
def estate(town):
    estate = town.estate("祥和苑", "/1/1/", households=320, floor_area="13842.50")
    town.project(estate, town.company("禾邻物业"))
    town.estate("翠湖花园", "/1/10/", mode="none")
    return estate


@pytest.fixture
def caller(client, town):
    client.force_login(town.person("hu", "community", "/1/1/"))
    return client


def test_a_stranger_is_told_to_sign_in_not_sent_to_a_page(client, estate):
    assert client.get("/api/v1/estates").status_code == 401


def test_the_list_holds_what_the_caller_may_see(caller, estate):
    found = caller.get("/api/v1/estates").json()

    assert [row["name"] for row in found] == ["祥和苑"]
    assert (found[0]["code"], found[0]["company"], found[0]["floor_area"]) == (
        "1-001",
        "禾邻物业",
        "13842.50",
    )
    assert caller.get("/api/v1/estates?q=chhy").json() == []
    assert caller.get("/api/v1/estates?limit=1000").status_code == 422


def test_one_estate_says_what_is_missing(caller, estate):
    found = caller.get("/api/v1/estates/1-001").json()

    assert {"key": "filing", "clause": "S8", "points": "2.5"}.items() <= found["missing"][
        [row["key"] for row in found["missing"]].index("filing")
    ].items()
    refused = caller.get("/api/v1/estates/1-002")
    assert refused.status_code == 404
    assert refused.json()["reason_en"].startswith("There is no such estate")


def test_a_company_lists_only_estates_in_reach(caller, estate, town):
    company = estate.projects.get().company
    other = town.estate("幸福里", "/1/10/")
    town.project(other, company)

    assert caller.get(f"/api/v1/companies/{company.pk}").json()["estates"] == ["1-001"]
    assert caller.get("/api/v1/companies").json()[0]["projects"] == 1
