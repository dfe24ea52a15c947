"""A small party life in the small town: a grid branch, companies and a courtyard in the community /1/1/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from linli.kernel.actor import Actor
from linli.party.models import Organisation
from linli.party.queries import units
from linli.party.services import coverage, members, organisations
from linli.party.unit import Body
from tests.conftest import NOW, Town

SYSTEM = Actor.system("party")
BEGUN = date(2024, 1, 1)


@dataclass
class Red:
    """Makes what tests of party work need, through the services."""

    town: Town

    def organisation(self, name: str, form: str = "branch", path: str = "/1/1/", **more: Any) -> Organisation:
        fields = {
            "name": name,
            **{key: more.pop(key) for key in ("parent", "secretary", "groups", "committee") if key in more},
        }
        return organisations.found(
            actor=SYSTEM, now=NOW, path=path, form=form, since=more.pop("since", BEGUN), fields=fields, **more
        )

    def company(self, name: str, number: int, *, full: int | None = None, at: str = "/1/1/") -> Body:
        """Register a company that serves an estate of its own, with so many full members."""
        company = self.town.company(name, number)
        self.town.project(self.town.estate(f"{name}小区", at), company)
        return self.counted(self.body("company", company.pk), full)

    def courtyard(self, name: str, *, full: int | None = None, at: str = "/1/1/", mode: str = "self") -> Body:
        return self.counted(self.body("estate", self.town.estate(name, at, mode=mode).pk), full)

    def counted(self, body: Body, full: int | None) -> Body:
        if full is not None:
            coverage.report(actor=SYSTEM, now=NOW, body=body, as_of=BEGUN, full=full)
        return body

    def body(self, unit: str, key: int) -> Body:
        return units.body(SYSTEM, unit=unit, key=key)

    def tie(self, body: Body, organisation: Organisation, way: str, **more: Any) -> Any:
        return coverage.tie(
            actor=SYSTEM,
            now=NOW,
            body=body,
            organisation=organisation,
            way=way,
            since=more.pop("since", BEGUN),
            **more,
        )

    def member(self, organisation: Organisation, name: str, post: str = "") -> Any:
        return members.enter(
            actor=SYSTEM,
            now=NOW,
            organisation=organisation,
            name=name,
            standing="full",
            joined_on=BEGUN,
            post=post,
        )


@pytest.fixture
def red(town):
    return Red(town)
