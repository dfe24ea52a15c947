"""Who may act for which side of an estate: an office for all of them, everybody else for his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.people.terms import Role
from linli.registry.models import Estate, ServiceProject
from linli.registry.terms import Mode
from linli.tripartite.terms import Side

if TYPE_CHECKING:
    from linli.tripartite.models import Appointment


def sides_of(estate: Estate) -> tuple[Side, ...]:
    """Return the sides an estate has: one without a company has two (G1)."""
    if estate.mode == Mode.MARKET:
        return (Side.COMMUNITY, Side.COMMITTEE, Side.COMPANY)
    return (Side.COMMUNITY, Side.COMMITTEE)


def side_of(actor: Actor) -> str:
    """Return the side the actor belongs to, "" if to none."""
    if actor.organisation.startswith("company:"):
        return Side.COMPANY
    if actor.role == Role.COMMITTEE:
        return Side.COMMITTEE
    return Side.COMMUNITY if actor.role in (Role.COMMUNITY, Role.SUBDISTRICT) else ""


def is_inside(actor: Actor) -> bool:
    """Test if the actor is one of those who work together, who see names and drafts; an owner is not."""
    return actor.role != Role.OWNER


def may_act_for(actor: Actor, estate: Estate, side: str) -> bool:
    """Test if the actor may do something for `side` of `estate`.

    The office that keeps the mechanism may for any side; a committee for itself; a company where it serves.
    """
    if not actor.may("resolution.do", at=estate.path):
        return False
    if actor.may("mechanism.manage", at=estate.path):
        return True
    if side_of(actor) != side:
        return False
    return side != Side.COMPANY or serves(actor, estate)


def serves(actor: Actor, estate: Estate) -> bool:
    """Test if the actor's company serves the estate now; one query."""
    company = actor.organisation.removeprefix("company:")
    if not company.isdigit():
        return False
    return ServiceProject.objects.filter(estate=estate, company=int(company), until__isnull=True).exists()


def demand_side(actor: Actor, estate: Estate, side: str) -> None:
    """Go on only if the actor may act for that side.

    :raises NotAllowed: otherwise (G6)
    """
    if not may_act_for(actor, estate, side):
        words = Side(side)
        raise NotAllowed(
            f"这一项由{words.label}办理，您不能替它登记。可请对方在自己的手机上登记，或由社区代为登记。",
            f"This is for the {words.value} to report. Let them do so, or let the community enter it.",
            clause="G6",
        )


def may_note(actor: Actor, appointment: Appointment) -> bool:
    """Test if the actor may record what a quality director found: the director, or the community (G3)."""
    own = actor.user_id is not None and actor.user_id == appointment.user_id
    return own or actor.may("quality.note", at=appointment.path)


def promises_for(actor: Actor, estate: Estate) -> tuple[Side, ...]:
    """Return the sides of `estate` in whose name the actor may promise: nobody promises for another (G8)."""
    if not actor.may("commitment.make", at=estate.path):
        return ()
    if actor.everywhere:
        return sides_of(estate)
    side = side_of(actor)
    if side == Side.COMPANY and not serves(actor, estate):
        return ()
    return tuple(one for one in sides_of(estate) if one == side)


def may_print(actor: Actor, estate: Estate) -> bool:
    """Test if the actor prints the estate's board and says where it hangs; a company where it serves (G7)."""
    if not actor.may("board.print", at=estate.path):
        return False
    return side_of(actor) != Side.COMPANY or serves(actor, estate)
