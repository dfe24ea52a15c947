from __future__ import annotations

from linli.kernel.actor import Actor, Grant


def actor(*places: str) -> Actor:
    return Actor(name="x", grants=frozenset(Grant("estate.view", place) for place in places))


def test_a_short_path_does_not_reach_its_longer_namesake():
    assert actor("/1/1/").may("estate.view", at="/1/1/7/")
    assert not actor("/1/1/").may("estate.view", at="/1/10/")


def test_without_a_grant_nothing_is_allowed():
    assert not actor().may("estate.view", at="/1/")
    assert not actor("/1/").may("estate.edit", at="/1/")


def test_reach_names_no_place_inside_another():
    assert actor("/1/1/", "/1/", "/2/3/").reach("estate.view") == ("/1/", "/2/3/")


def test_a_job_is_everywhere_and_named():
    job = Actor.system("scoring")

    assert job.may("anything", at="/9/")
    assert job.name == "system:scoring"
