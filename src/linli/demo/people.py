"""The demo accounts: one for each role, posted where it makes sense."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.base import options
from linli.demo import cast
from linli.demo.almanac import Almanac, at
from linli.demo.registry import ACTOR, District
from linli.kernel.actor import Actor
from linli.people.access import actor_for
from linli.people.queries import people
from linli.people.services import accounts


def open_accounts(found: District, days: Almanac) -> dict[str, Actor]:
    """Open every account, and return the actor of each by its name."""
    now = at(days.begun, minutes=50)
    options.choose(actor=ACTOR, key="demo", value=True, now=now)
    options.choose(actor=ACTOR, key="second_factor_roles", value=[], now=now)
    spots = _spots(found)
    actors = {}
    for number, (role, name, spot, title) in enumerate(cast.ACCOUNTS):
        user = accounts.open_account(
            actor=ACTOR,
            username=role,
            name=name,
            place=spots[spot],
            role=role,
            now=now,
            phone=f"138037500{number:02d}",
            password=cast.PASSWORD,
            organisation=found.firms[0].organisation if role == "company" else "",
            title=title,
            since=days.begun - timedelta(days=1),
            must_change=False,
        )
        actors[role] = actor_for(user, today=days.today)
    return actors


def refreshed(actors: dict[str, Actor], days: Almanac) -> dict[str, Actor]:
    """Return the same actors with the postings the company has won since."""

    return {
        name: actor_for(people.person(ACTOR, pk=actor.user_id or 0), today=days.today)
        for name, actor in actors.items()
    }


def _spots(found: District) -> dict[str, Any]:
    home = found.sites[cast.HOME].estate
    street = next(name for estate, name, *_ in cast.ESTATES if estate == cast.HOME)
    community = next(place for place in found.communities[street] if found.grid.path.startswith(place.path))
    return {
        "district": found.place,
        "street": found.streets[street],
        "community": community,
        "grid": found.grid,
        "estate": home.place,
    }
