"""The name under a decision."""

from __future__ import annotations

from linli.kernel.actor import Actor
from linli.people.models import User


def name_of(actor: Actor) -> str:
    """Return the acting person's own name; a job's name for a job. One query."""
    if actor.user_id is None:
        return actor.name
    return User.objects.filter(pk=actor.user_id).values_list("name", flat=True).first() or actor.name
