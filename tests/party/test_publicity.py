"""Publicity counts while it is valid and somebody looked at it in time."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from linli.base import files
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.party.queries import publicity as queries
from linli.party.services import publicity as services

TODAY, OLDEST = date(2026, 3, 2), date(2025, 9, 2)
SYSTEM = Actor.system("test")


@pytest.fixture
def estate(town):
    return town.estate("和顺家园", "/1/1/")


@pytest.fixture
def photo(town, now):
    raw = BytesIO()
    Image.new("RGB", (40, 30), "red").save(raw, "PNG")
    words = {"place": "/1/1/", "permission": "party.view", "name": "a.png"}
    return files.store(actor=SYSTEM, now=now, raw=raw.getvalue(), **words)


def hang(estate, photo, now, actor=SYSTEM, **more):
    fields = {"kind": "board", "title": "红色物业宣传栏", "shown_on": date(2026, 1, 5), **more}
    return services.show(actor=actor, now=now, estate=estate, photo=photo, fields=fields)


@pytest.mark.clause("S4")
@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "valid"),
        ({"shown_on": date(2025, 9, 2)}, "valid"),
        ({"shown_on": date(2025, 9, 1)}, "unchecked"),
        ({"valid_until": date(2026, 3, 3)}, "valid"),
        ({"valid_until": date(2026, 3, 2)}, "over"),
    ],
)
def test_publicity_counts_while_valid_and_looked_at(estate, photo, now, facts, state):
    row = hang(estate, photo, now, **facts)

    assert queries.state(SYSTEM, row, today=TODAY, oldest=OLDEST) == state
    for name in queries.STATES:
        listed = queries.publicity(SYSTEM, today=TODAY, oldest=OLDEST, at="/1/", kind="board", state=name)
        assert list(listed) == ([row] if name == state else [])
    counted = queries.shown(SYSTEM, [estate.pk], on=TODAY, oldest=OLDEST)
    assert counted == ({estate.pk: [row.pk]} if state == "valid" else {})


@pytest.mark.clause("S4")
def test_a_look_renews_it_and_a_bare_wall_ends_it(estate, photo, now):
    row = hang(estate, photo, now, shown_on=date(2025, 6, 1))

    services.check(actor=SYSTEM, now=now, row=row, on=date(2026, 2, 1), still_there=True)
    assert queries.state(SYSTEM, row, today=TODAY, oldest=OLDEST) == "valid"
    services.check(actor=SYSTEM, now=now, row=row, on=TODAY, still_there=False)

    assert queries.state(SYSTEM, row, today=TODAY, oldest=OLDEST) == "over"
    assert list(
        JournalEntry.objects.filter(verb__startswith="publicity").order_by("id").values_list("verb", "on")
    ) == [
        ("publicity.show", date(2025, 6, 1)),
        ("publicity.check", date(2026, 2, 1)),
        ("publicity.check", TODAY),
    ]


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"shown_on": date(2026, 3, 3)}, {"valid_until": date(2026, 1, 5)}]
)
def test_what_cannot_hang_is_refused(estate, photo, now, wrong):
    with pytest.raises(Refused):
        hang(estate, photo, now, **wrong)
    with pytest.raises(Refused):
        hang(estate, None, now)


@pytest.mark.parametrize(("on", "there"), [("2026-03-03", True), ("2026-01-04", True), ("2026-01-05", False)])
def test_nobody_looks_ahead_or_before_it_hung(estate, photo, now, on, there):
    row = hang(estate, photo, now)
    with pytest.raises(Refused):
        services.check(actor=SYSTEM, now=now, row=row, on=date.fromisoformat(on), still_there=there)


def test_a_neighbour_neither_hangs_nor_looks(town, estate, photo, now):
    near = town.actor("li", "community", "/1/10/")
    row = hang(estate, photo, now, actor=town.actor("min", "community", "/1/1/"))

    with pytest.raises(NotAllowed):
        hang(estate, photo, now, actor=near)
    with pytest.raises(NoSuch):
        queries.one(near, pk=row.pk)
    assert not queries.publicity(near, today=TODAY, oldest=OLDEST)
