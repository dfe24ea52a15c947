"""A self-managed estate, and the people who look after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from linli.kernel.actor import Actor
from linli.selfmanagement.services import funds
from linli.selfmanagement.services.funds import Given
from tests.conftest import NOW, TODAY, Town

PLAN = {"year": 2026, "source": "construction", "route": "operation", "title": "楼道照明"}


@dataclass
class Yard:
    """矿东花园 manages itself in /1/1/, 翠湖花园 in /1/10/; 和顺家园 is served by a company."""

    town: Town
    estate: Any
    other: Any
    served: Any
    community: Actor
    grid: Actor
    street: Actor
    neighbour: Actor

    def fund(self, planned: str = "1000", estate: Any = None, **changed: Any) -> Any:
        fields = {**PLAN, "planned": Decimal(planned), **changed}
        return funds.plan(actor=self.street, now=NOW, estate=estate or self.estate, fields=fields)

    def enter(self, fund: Any, kind: str, amount: str, on: date = TODAY, **more: Any) -> Any:
        given = Given(kind, on, Decimal(amount), "灯具", **more)
        return funds.enter(actor=self.street, now=NOW, fund=fund, given=given)


@pytest.fixture
def yard(town):
    return Yard(
        town=town,
        estate=town.estate("矿东花园", "/1/1/", mode="self"),
        other=town.estate("翠湖花园", "/1/10/", mode="self"),
        served=town.estate("和顺家园", "/1/1/"),
        community=town.actor("zhou", "community", "/1/1/"),
        grid=town.actor("ma", "grid", "/1/1/"),
        street=town.actor("zhao", "subdistrict", "/1/"),
        neighbour=town.actor("hu", "community", "/1/10/"),
    )
