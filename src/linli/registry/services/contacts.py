"""Reading a masked phone in full: for a purpose, by whoever may, and never without a line in the journal."""

from __future__ import annotations

from datetime import datetime

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.registry.models import Company, KeyPost, OwnersCommittee
from linli.registry.services.writing import demand, written

LAW = "个人信息保护法"


@command
def reveal(*, actor: Actor, now: datetime, row: Company | KeyPost | OwnersCommittee, purpose: str) -> str:
    """Return the phone of a company, a post's holder or a committee in full.

    :raises NotAllowed: without `contact.reveal` at its place
    :raises Refused: without a purpose
    """
    place = _place(row)
    if place:
        demand(actor, "contact.reveal", at=place, clause=LAW)
    elif not actor.may_somewhere("contact.reveal"):
        raise NotAllowed("您的岗位不能查看完整电话。", "Your posting may not see phones in full.", clause=LAW)
    if len(purpose.strip()) < 2:
        raise Refused("请写明查看的用途。", "Say what you need it for.", clause=LAW, fields=("purpose",))
    if not row.phone:
        raise NoSuch("没有登记电话。", "No phone is on record.")
    written(row, "contact.reveal", actor=actor, now=now, place=place, clause=LAW, note=purpose.strip())
    return str(row.phone)


def _place(row: Company | KeyPost | OwnersCommittee) -> str:
    if isinstance(row, KeyPost):
        return row.project.estate.path
    return row.estate.path if isinstance(row, OwnersCommittee) else ""
