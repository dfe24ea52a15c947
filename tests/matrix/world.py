"""The world of the matrix: three estates, one person of each role, all of them at the first estate's places.

own   /1/1/1/e…    district 1, subdistrict 1: here everybody is posted
near  /1/10/1/e…   the same district, another subdistrict, whose path begins alike
far   /2/1/1/e…    another district
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from linli.doors.sessions import SEEN
from linli.kernel.actor import Actor
from linli.people.access import actor_for
from linli.people.models import User
from linli.people.terms import Level
from linli.registry.models import Company, Estate, ServiceProject
from tests.conftest import Town

SYSTEM = Actor.system("matrix")
COMMUNITIES = {"own": "/1/1/1/", "near": "/1/10/1/", "far": "/2/1/1/"}
DISTRICTS = {"own": "/1/", "near": "/1/", "far": "/2/"}
SUBDISTRICTS = {"own": "/1/1/", "near": "/1/10/", "far": "/2/1/"}
DISTRICT_ROLES = ("bureau", "organisation", "assessor", "admin")
ESTATE_ROLES = ("committee", "owner")


@dataclass
class World:
    """town: the factories of tests/conftest.py; the mappings are by "own", "near", "far" or by role.

    asked: address and form fields, by entry and place
    """

    town: Town = field(default_factory=Town)
    estates: dict[str, Estate] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    projects: dict[str, ServiceProject] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    made: dict[Hashable, Any] = field(default_factory=dict)
    asked: dict[tuple[str, str], Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what `make` returned the first time; for the things an area needs at a place."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def actor(self, role: str) -> Actor:
        """Return the actor of the person of a role."""
        return actor_for(self.people[role], today=timezone.localdate())


def build() -> World:
    """Build the world; a few dozen rows, once for all entries."""
    world = World()
    town = world.town
    for number, where in enumerate(COMMUNITIES, start=1):
        town.place(DISTRICTS[where], level=Level.DISTRICT)
        town.place(SUBDISTRICTS[where], level=Level.SUBDISTRICT)
        town.place(COMMUNITIES[where], level=Level.COMMUNITY)
        world.estates[where] = town.estate(f"{where} estate", COMMUNITIES[where])
        world.companies[where] = town.company(f"{where} company", number)
        world.projects[where] = town.project(world.estates[where], world.companies[where])
    _people(world)
    for role, user in world.people.items():
        world.clients[role] = Client()
        world.clients[role].force_login(user)
        session = world.clients[role].session
        session[SEEN] = int(timezone.now().timestamp())  # else each request would note that somebody is there
        session.save()
    world.clients["stranger"] = Client()
    return world


def _people(world: World) -> None:
    estate = world.estates["own"]
    for role in DISTRICT_ROLES:
        world.people[role] = world.town.person(role, role, DISTRICTS["own"])
    world.people["subdistrict"] = world.town.person("subdistrict", "subdistrict", SUBDISTRICTS["own"])
    for role in ("community", "grid", "instructor"):
        world.people[role] = world.town.person(role, role, COMMUNITIES["own"])
    body = f"company:{world.companies['own'].pk}"
    world.people["company"] = world.town.person("company", "company", estate.path, body)
    for role in ESTATE_ROLES:
        world.people[role] = world.town.person(role, role, estate.path)
