"""Who may do what about mandates: the office of the place, and the holder for what is his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.kernel.actor import Actor
from linli.mandates.terms import VISITED_KINDS

if TYPE_CHECKING:
    from linli.mandates.models import Mandate


def holds(actor: Actor, mandate: Mandate) -> bool:
    """Test if the mandate is the actor's own."""
    return actor.user_id is not None and actor.user_id == mandate.user_id


def may_visit(actor: Actor, mandate: Mandate) -> bool:
    """Test if the actor may record a visit: the holder, or whoever records for the place (K1)."""
    if mandate.kind not in VISITED_KINDS:
        return False
    return holds(actor, mandate) or actor.may("visit.record", at=mandate.path)


def may_manage(actor: Actor, mandate: Mandate) -> bool:
    """Test if the actor may give and end mandates of that subdistrict."""
    return actor.may("mandate.manage", at=mandate.subdistrict)
