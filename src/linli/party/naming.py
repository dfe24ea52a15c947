"""The name under which somebody records: the person's own, a job's name for a job."""

from __future__ import annotations

from linli.kernel.actor import Actor
from linli.people.models import User

LONGEST = 60


def name_of(actor: Actor) -> str:
    """Return the name to be shown beside what the actor recorded; one query for people."""
    if actor.user_id is None:
        return actor.name[:LONGEST]
    names = User.objects.filter(pk=actor.user_id).values_list("name", flat=True)
    return (names.first() or actor.name)[:LONGEST]
