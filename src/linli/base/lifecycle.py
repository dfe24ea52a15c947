"""Make a move for real: one function for rounds, appeals, listings and all that lives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from linli.base import journal
from linli.base.models import Living
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.kernel.lifecycle import Lifecycle


def apply(
    *,
    lifecycle: Lifecycle,
    subject: Living,
    move: str,
    actor: Actor,
    at: datetime,
    place: str,
    note: str = "",
    on: date | None = None,
    change: dict[str, Any] | None = None,
    **also: object,
) -> None:
    """Move `subject`, set the fields in `also`, and journal it.

    on: the day it happened, if not the day it is written down; change: what else the line is to say

    The write is a compare-and-swap on the old state, so it needs no lock and
    behaves alike on SQLite and PostgreSQL.

    :raises IllegalMove: if the table has no such arrow from here
    :raises NotAllowed: if the actor lacks the move's permission at `place`
    :raises Refused: if the move wants a note and none came
    :raises Stale: if someone moved it first
    """
    before = subject.state
    arrow = lifecycle.move(move, state=before)
    if not actor.may(arrow.needs, at=place):
        raise NotAllowed(
            "您在这里没有做这一步的权限。", "Your role may not take this step here.", clause=arrow.law
        )
    if arrow.note_required and not note.strip():
        raise Refused("这一步要写明理由，请补上。", "Say why: this step needs a reason.", fields=("note",))
    fields = {"state": arrow.target, **also}
    swapped = type(subject)._default_manager.filter(pk=subject.pk, state=before).update(**fields)
    if not swapped:
        raise Stale("刚刚有人改动了它，请刷新后再看。", "Someone changed this a moment ago; look again.")
    for name, value in fields.items():
        setattr(subject, name, value)
    journal.write(
        actor=actor,
        verb=f"{lifecycle.name}.{move}",
        subject=subject,
        at=at,
        place=place,
        clause=arrow.law,
        note=note,
        change={"state": [before, arrow.target], **(change or {})},
        on=on,
    )
