from __future__ import annotations

from linli.people.models import Place, Posting


def test_the_neighbour_whose_path_only_begins_alike_is_out_of_sight(town):
    actor = town.actor("hu", "community", "/1/1/")
    town.person("li", "grid", "/1/10/")
    town.person("ma", "grid", "/1/1/")

    paths = set(Posting.objects.visible_to(actor, "estate.view").values_list("place__path", flat=True))

    assert paths == {"/1/1/"}


def test_a_district_is_for_those_posted_below_it(town):
    actor = town.actor("hu", "community", "/1/1/")

    paths = set(Place.objects.visible_to(actor, "estate.view").values_list("path", flat=True))

    assert paths == {"/1/", "/1/1/"}


def test_without_the_permission_nothing_is_visible(town):
    actor = town.actor("root", "admin", "/1/")

    assert not Place.objects.visible_to(actor, "estate.view").exists()
