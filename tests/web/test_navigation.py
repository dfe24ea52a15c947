"""The navigation: seven words in sight at most, the rest a tap away, nothing one may not open."""

from __future__ import annotations

import pytest

from linli.people.terms import Role
from linli.web.navigation import MOST, navigation


@pytest.mark.parametrize("role", Role.values)
def test_at_most_seven_words_are_in_sight_and_none_twice(town, role):
    found = navigation(town.actor(role, role, "/1/"), "/desk/")
    hrefs = [entry.href for entry in (*found.shown, *found.more)]

    assert len(found.shown) + bool(found.more) <= MOST
    assert len(hrefs) == len(set(hrefs))
    assert found.shown[0].href == "/desk/"
    assert found.shown[0].current


def test_an_entry_behind_more_is_said_when_it_is_in_use(town):
    found = navigation(town.actor("bureau", "bureau", "/1/"), "/desk/companies/")

    assert found.current is not None
    assert found.current.href == "/desk/companies/"


def test_the_clauses_are_for_whoever_sees_duties(town):
    seen = navigation(town.actor("community", "community", "/1/1/"), "/desk/duties/ledger/")
    owner = navigation(town.actor("owner", "owner", "/1/1/"), "/desk/")

    assert [entry.href for entry in (*seen.shown, *seen.more) if entry.current] == ["/desk/duties/"]
    assert "/desk/duties/" not in [entry.href for entry in (*owner.shown, *owner.more)]


def test_more_opens_without_a_script_and_names_where_one_is(client, town):
    client.force_login(town.person("bureau", "bureau", "/1/"))
    page = client.get("/desk/companies/").content.decode()

    assert '<details class="pop more"><summary class="here">企业' in page
