"""Taking lines of the journal away in a file, which is itself a line of the journal."""

from __future__ import annotations

from datetime import datetime

from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.people.queries.journal import Wanted


@command
def take_away(*, actor: Actor, wanted: Wanted, form: str, now: datetime) -> int:
    """Note who takes which lines away, before he has them; return the number of the note.

    wanted: what was asked for; form: "xlsx" or "csv"
    The file ends before the note, so that it holds what was there when it was asked for.

    :raises NotAllowed: if the actor reads no journal anywhere
    """
    if not actor.may_somewhere("journal.view"):
        raise NotAllowed("您不能查看操作记录。", "You may not read the journal.")
    within = bool(wanted.place) and actor.may("journal.view", at=wanted.place)
    asked = {
        "verb": wanted.verb,
        "person": wanted.person,
        "place": wanted.place,
        "first": wanted.first,
        "last": wanted.last,
        "before": wanted.before,
    }
    line = journal.Line(
        verb="journal.export",
        kind="base.journalentry",
        place=wanted.place if within else actor.place,
        change={"form": ["", form]} | {name: ["", value] for name, value in asked.items() if value},
    )
    return journal.write_lines(actor=actor, lines=[line], at=now)[0].id
