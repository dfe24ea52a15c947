"""A small town that every test may live in.

Its communities are /1/1/ and /1/10/ on purpose: a prefix without its last slash would mix them up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from linli.assessment import remembering as standings
from linli.duties import remembering
from linli.kernel.actor import Actor
from linli.people.access import actor_for
from linli.people.models import Place, Posting, User
from linli.people.terms import Level
from linli.registry.models import Company, Estate, ServiceProject
from linli.registry.services import companies, estates, projects
from linli.rules.identifiers import uscc_check_character

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 9 in the morning in Pingdingshan
TODAY = date(2026, 3, 2)
LEVELS = [Level.DISTRICT, Level.COMMUNITY, Level.ESTATE]


@dataclass
class Town:
    """District /1/ with the communities /1/1/ and /1/10/, and district /2/ far away."""

    places: dict[str, Place] = field(default_factory=dict)

    def place(self, path: str, name: str = "", level: str = "") -> Place:
        if path not in self.places:
            above = path.rstrip("/").rpartition("/")[0] + "/"
            depth = path.count("/") - 2
            self.places[path] = Place.objects.create(
                path=path,
                code=path.strip("/").rpartition("/")[2],
                name=name or f"place {path}",
                short=name or f"place {path}",
                level=level or LEVELS[min(depth, 2)],
                parent=self.place(above) if above != "/" else None,
                since=date(2020, 1, 1),
            )
        return self.places[path]

    def person(self, name: str, role: str, path: str, organisation: str = "") -> User:
        user, _ = User.objects.get_or_create(
            username=name, defaults={"name": name.title(), "created_at": NOW, "password": "!"}
        )
        Posting.objects.get_or_create(
            user=user,
            place=self.place(path),
            role=role,
            organisation=organisation,
            defaults={"since": date(2020, 1, 1)},
        )
        return user

    def estate(self, name: str, parent: str, mode: str = "market", **fields: object) -> Estate:
        """Register an estate below the community or grid at `parent`, as the system would."""
        estate = estates.register(
            actor=Actor.system("town"),
            now=NOW,
            parent=self.place(parent),
            mode=mode,
            since=date(2020, 1, 1),
            fields={"name": name, **fields},
        )
        self.places[estate.path] = estate.place
        return estate

    def company(self, name: str, number: int = 1, **fields: object) -> Company:
        """Register a company with a credit code that holds; another `number` gives another code."""
        body = f"91410402MA4{number:06d}"
        uscc = body + uscc_check_character(body)
        system = Actor.system("town")
        return companies.register(actor=system, now=NOW, fields={"name": name, "uscc": uscc, **fields})

    def project(
        self, estate: Estate, company: Company, since: date = date(2024, 1, 1), **fields: object
    ) -> ServiceProject:
        """Let a company serve an estate since 2024 at a fee of 1.20."""
        return projects.start(
            actor=Actor.system("town"),
            now=NOW,
            estate=estate,
            company=company,
            since=since,
            fields={"fee": Decimal("1.20"), "phone": "0375-2345678", **fields},
        )

    def actor(self, name: str, role: str, path: str, organisation: str = "") -> Actor:
        return actor_for(self.person(name, role, path, organisation), today=TODAY)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test has a database of its own under the same name."""
    remembering.forget()
    standings.forget()


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def today():
    return TODAY


@pytest.fixture
def town(db):
    town = Town()
    for path in ("/1/", "/1/1/", "/1/10/", "/2/", "/2/1/"):
        town.place(path)
    return town
