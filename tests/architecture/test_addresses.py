"""Every address of the product has a name, and says who may open it and which clauses it serves."""

from __future__ import annotations

from collections import Counter

import pytest

from linli.cli.addresses import Address, addresses
from linli.people.roles import PERMISSIONS
from linli.rules import packs


@pytest.fixture(scope="module")
def pages() -> list[Address]:
    # The API answers for itself: one object, its own sign-in, its own document.
    return [address for address in addresses() if not address.path.startswith("/api/")]


def test_every_address_has_a_name_of_its_own(pages):
    names = Counter(address.name for address in pages)

    assert pages
    assert not [address.path for address in pages if not address.name]
    assert not [name for name, count in names.items() if count > 1]


def test_every_page_declares_who_may_open_it(pages):
    allowed = {"", "public", *PERMISSIONS}

    assert not [address.path for address in pages if address.permission is None], "declare it with @page_for"
    assert not [address.path for address in pages if address.permission not in allowed]


def test_every_page_serves_only_clauses_that_exist(pages):
    known = {clause.id for clause in packs.load("xinhua-2022").clauses}

    assert not {address.path: odd for address in pages if (odd := set(address.clauses) - known)}
