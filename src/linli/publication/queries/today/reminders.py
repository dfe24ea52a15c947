"""What a company was reminded of and has not brought yet. A party finds its reminder on its own line."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from linli.assessment.queries import reminders
from linli.assessment.terms import Todo, tone
from linli.assessment.wording import reminded
from linli.kernel.actor import Actor
from linli.kernel.text import Text


def reminder_lines(actor: Actor, *, now: datetime) -> list[Todo]:
    """Return a line for each round in which the actor's company still owes what it was reminded of."""
    found = []
    for each in reminders.to_me(actor):
        waiting = reminders.lacking(actor, each.round, company=each.company_id)
        if not waiting:
            continue
        first, number = waiting[0], len(waiting)
        found.append(
            Todo(
                title=Text(
                    f"{each.round.title}：{number} 个小区还缺企业要登记的资料",
                    f"{each.round.code}: {number} estates wait for records of your company",
                ),
                tone=tone(each.round.facts_due, timezone.localdate(now)),
                url="registry:estate",
                args={"code": first.code},
                due=each.round.facts_due,
                place=first.name,
                clause="I1",
                action=Text("去补", "Add them"),
                note=reminded(each),
            )
        )
    return found
