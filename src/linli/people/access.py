"""From a signed-in user to the actor that queries and services know."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import AnonymousUser

from linli.kernel.actor import Actor, Grant
from linli.people import second_factor
from linli.people.models import Posting, User
from linli.people.roles import ROLES


def actor_for(user: User | AnonymousUser, *, today: date) -> Actor:
    """Return the actor of `user` with the postings in force on `today`; one query."""
    if not isinstance(user, User) or not user.is_active:
        return Actor(name="anonymous")
    rows = list(
        Posting.objects.in_force(today)
        .filter(user=user)
        .order_by("place__path", "id")
        .values_list("role", "place__path", "organisation")
    )
    grants = {Grant(permission, path) for role, path, _ in rows for permission in ROLES[role]}
    role, path, organisation = rows[0] if rows else ("", "", "")
    return Actor(
        name=user.get_username(),
        user_id=user.pk,
        role=role,
        organisation=organisation,
        place=path,
        grants=frozenset(grants),
    )


def actor_of(user_id: int, *, today: date) -> Actor:
    """Return the actor of a user by id, for work done in his name later; a stranger if he is gone."""
    return actor_for(User.objects.filter(pk=user_id).first() or AnonymousUser(), today=today)


def actors(asker: Actor, *, today: date) -> Iterator[Actor]:
    """Yield the actor of every active user with a posting in force, for what is done for each of them.

    asker: a job; people ask for themselves only. One query.
    """
    rows = Posting.objects.visible_to(asker, "user.manage").in_force(today).filter(user__is_active=True)
    wanted = rows.order_by("user_id", "place__path", "id").values_list(
        "user_id", "user__username", "role", "place__path", "organisation"
    )
    for user, group in itertools.groupby(wanted.iterator(chunk_size=2000), key=lambda row: row[:2]):
        held = [row[2:] for row in group]
        role, path, organisation = held[0]
        yield Actor(
            name=user[1],
            user_id=user[0],
            role=role,
            organisation=organisation,
            place=path,
            grants=frozenset(Grant(name, at) for each, at, _ in held for name in ROLES[each]),
        )


def duties(user: User, *, today: date) -> tuple[str, ...]:
    """Return what `user` must do before anything else, in this order.

    "password": it was set by somebody else; "second_factor": a role held today needs one and there is none
    """
    found = ["password"] if user.must_change_password else []
    held = Posting.objects.in_force(today).filter(user=user).values_list("role", flat=True)
    if second_factor.is_wanted_of(held) and not second_factor.has_device(user):
        found.append("second_factor")
    return tuple(found)
