"""Every address of the product has a name, and says who may open it and which clauses it serves."""

from __future__ import annotations

import pytest

from linli.cli.addresses import addresses
from linli.people.roles import PERMISSIONS
from linli.rules import packs

# The API answers for itself: one object, its own sign-in, its own document.
PAGES = [address for address in addresses() if not address.path.startswith("/api/")]
each_page = pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name or address.path)


def test_there_are_pages():
    assert PAGES


@each_page
def test_an_address_has_a_name(address):
    assert address.name


@each_page
def test_a_page_declares_who_may_open_it(address):
    assert address.permission is not None, "declare it with @page_for"
    assert address.permission in {"", "public", *PERMISSIONS}


@each_page
def test_a_page_serves_only_clauses_that_exist(address):
    assert set(address.clauses) <= {clause.id for clause in packs.load("xinhua-2022").clauses}


def test_no_name_is_given_twice():
    names = [address.name for address in PAGES]

    assert sorted(set(names)) == sorted(names)
