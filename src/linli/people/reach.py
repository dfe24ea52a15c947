"""Where an account is at home, and who manages it: asked by reads and writes alike."""

from __future__ import annotations

from datetime import date

from linli.kernel.actor import Actor
from linli.people.models import Posting, User


def _paths(user: User, on: date) -> list[str]:
    """Return the paths of the postings that are or will be in force, else of the past ones; widest first."""
    rows = list(Posting.objects.filter(user=user).order_by("place__path").values_list("place__path", "until"))
    return [path for path, until in rows if until is None or until > on] or [path for path, _ in rows]


def home(user: User, *, on: date) -> str:
    """Return the path of the account's widest posting; "" if it never had one."""
    return next(iter(_paths(user, on)), "")


def manages(actor: Actor, user: User, *, on: date) -> bool:
    """Test if the actor manages every posting of the account.

    Whoever takes over an account takes over all its postings, so one of them in reach is not enough.
    """
    found = _paths(user, on)
    return actor.everywhere or (bool(found) and all(actor.may("user.manage", at=path) for path in found))
