from __future__ import annotations

import pytest
from django.db import transaction
from django.template.base import Template
from django.urls import reverse
from django.utils.safestring import SafeString

from tests.matrix.world import build


@pytest.fixture(autouse=True)
def only_the_status_matters(monkeypatch):
    """Write no page: the answer is decided before, and thousands are asked for."""
    monkeypatch.setattr(Template, "_render", lambda template, context: SafeString(""))


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker):
    """The world with everything the selected entries need, built once; a test leaves no trace in it."""
    entries = [item.callspec.params["entry"] for item in request.session.items if _is_of_matrix(item)]
    with django_db_blocker.unblock(), transaction.atomic():
        world = build()
        for entry in entries:
            for where in entry.places:
                world.asked[str(entry), where] = _prepared(world, entry, where)
        yield world
        transaction.set_rollback(True)


def _is_of_matrix(item):
    return item.path.parent.name == "matrix" and "entry" in getattr(
        getattr(item, "callspec", None), "params", {}
    )


def _prepared(world, entry, where):
    """Return the address and the form's fields; an entry that can't be prepared fails its own test only."""
    try:
        with transaction.atomic():
            address = entry.path(world, where) if entry.path else _reversed(world, entry, where)
            return address + entry.query, entry.data(world, where) if entry.data else {}
    except Exception as error:  # noqa: BLE001
        return error


def _reversed(world, entry, where):
    return reverse(entry.name, args=entry.key(world, where) if entry.key else ())
