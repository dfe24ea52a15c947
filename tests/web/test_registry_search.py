from __future__ import annotations

import pytest


@pytest.fixture
def signed_in(client, town):
    estate = town.estate("祥和苑", "/1/1/")
    town.estate("祥瑞花园", "/1/1/")
    town.estate("翠湖花园", "/1/10/")
    town.project(estate, town.company("禾邻物业"))
    client.force_login(town.person("hu", "community", "/1/1/"))
    return client


@pytest.mark.parametrize(
    ("q", "to"),
    [
        ("祥和苑", "/desk/estates/1-001/"),
        ("xhy", "/desk/estates/1-001/"),
        ("1-002", "/desk/estates/1-002/"),
        ("禾邻", "/desk/companies/"),
        ("hlwy", "/desk/companies/"),
    ],
)
def test_a_single_hit_is_opened_at_once(signed_in, q, to):
    answer = signed_in.get("/desk/search/", {"q": q})

    assert answer.status_code == 302
    assert answer["Location"].startswith(to)


def test_several_hits_are_listed_and_the_neighbours_are_not_among_them(signed_in):
    page = signed_in.get("/desk/search/", {"q": "祥"}).content.decode()

    assert "祥和苑" in page
    assert "祥瑞花园" in page
    assert "没有找到" in signed_in.get("/desk/search/", {"q": "翠湖"}).content.decode()
    assert "没有找到" in signed_in.get("/desk/search/", {"q": ""}).content.decode()
