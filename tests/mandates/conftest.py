"""Two subdistricts, one of them with two communities, and who answers for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from linli.kernel.actor import Actor
from linli.mandates.services import mandates
from linli.mandates.services.mandates import Given
from linli.people.terms import Level
from tests.conftest import NOW, Town

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


@dataclass
class Streets:
    """District /1/, subdistricts /1/1/ (communities 1 and 2) and /1/10/; an estate in community 1."""

    town: Town
    estate: Any
    bureau: Actor
    street: Actor
    leader: Actor
    community: Actor
    other: Actor

    def give(self, kind: str, path: str = "", by: Actor | None = None, **more: Any) -> Any:
        values: dict[str, Any] = {"name": "王建国", "since": JANUARY, **more}
        subdistrict = values.pop("subdistrict", "/1/1/")
        return mandates.give(
            actor=by or self.bureau,
            now=NOW,
            subdistrict=self.town.place(subdistrict),
            place=self.town.place(path or subdistrict),
            given=Given(kind, **values),
        )


@pytest.fixture
def streets(db):
    town = Town()
    town.place("/1/", level=Level.DISTRICT)
    for path in ("/1/1/", "/1/10/"):
        town.place(path, level=Level.SUBDISTRICT)
    for path in ("/1/1/1/", "/1/1/2/", "/1/10/1/"):
        town.place(path, level=Level.COMMUNITY)
    return Streets(
        town=town,
        estate=town.estate("和顺家园", "/1/1/1/"),
        bureau=town.actor("liu", "bureau", "/1/"),
        street=town.actor("zhao", "subdistrict", "/1/1/"),
        leader=town.actor("wang", "subdistrict", "/1/1/"),
        community=town.actor("zhou", "community", "/1/1/1/"),
        other=town.actor("hu", "subdistrict", "/1/10/"),
    )
