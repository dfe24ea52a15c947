from __future__ import annotations

import importlib
import logging
import pkgutil
from collections import Counter

import pytest
from django.db import transaction

import tests.matrix
from tests.answers import body
from tests.matrix.entry import ROLES, STRANGER, Entry
from tests.matrix.walk import addresses

ENTRIES: list[Entry] = [
    entry
    for module in sorted(found.name for found in pkgutil.iter_modules(tests.matrix.__path__))
    if module.startswith("entries_")
    for entry in importlib.import_module(f"tests.matrix.{module}").ENTRIES
]


def test_every_address_stands_in_the_matrix():
    missing = sorted(addresses() - {(entry.name, entry.method) for entry in ENTRIES})

    assert not missing, f"say in tests/matrix/entries_<area>.py who may open {missing}"


def test_no_entry_is_of_an_address_that_is_gone():
    gone = sorted({(entry.name, entry.method) for entry in ENTRIES} - addresses())

    assert not gone


def test_no_entry_stands_twice():
    assert [name for name, count in Counter(str(entry) for entry in ENTRIES).items() if count > 1] == []


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_each_role_gets_at_each_place_exactly_what_the_table_says(world, entry, caplog):
    caplog.set_level(logging.CRITICAL)
    wrong = []
    for where in entry.places:
        if isinstance(prepared := world.asked[str(entry), where], Exception):
            raise prepared
        for role in (*ROLES, STRANGER):
            found, wanted = _status(world.clients[role], entry, *prepared), entry.expected(role, where)
            if found != wanted:
                wrong.append(f"{role} at {where}: {found}, expected {wanted}")

    assert not wrong


def _status(client, entry, address, data):
    """Ask once, leave no trace, and return the status."""
    kept = client.cookies.copy()
    asked = {"content_type": "application/json"} if entry.path and entry.method != "GET" else {}
    try:
        with transaction.atomic():
            send = getattr(client, entry.method.lower())
            response = send(address, data if entry.method != "GET" else None, **asked)
            body(response)
            transaction.set_rollback(True)
    finally:
        client.cookies = kept
    return response.status_code
