"""Minutes of a meeting as the printing press takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

from linli.paper.minutes import JointMinutes, Resolved, Taken
from linli.registry.queries import estates
from linli.tripartite.queries import meetings as queries
from linli.tripartite.rights import sides_of
from linli.tripartite.terms import MeetingState, ResolutionState, Side

if TYPE_CHECKING:
    from linli.kernel.actor import Actor
    from linli.tripartite.models import Meeting, Resolution


def minutes(actor: Actor, row: Meeting) -> JointMinutes:
    """Return the minutes of a meeting, in Chinese whatever language the reader uses."""
    whole = queries.whole(actor, row)
    levels = {level: short for _, short, level in estates.above(actor, row.estate.path)}
    community = levels.get("community") or levels.get("subdistrict") or row.estate.name
    with override("zh-hans"):
        sides = [(side, str(side.label)) for side in sides_of(row.estate)]
        return JointMinutes(
            estate=row.estate.name,
            community=f"{community}居民委员会" if "community" in levels else community,
            title=row.title,
            held_on=row.held_on or row.planned_at.date(),
            place=row.place_note,
            chair=row.chair,
            present=tuple(
                (words, whole.attendance[side.value].names)
                for side, words in sides
                if side.value in whole.attendance
            ),
            absent=tuple(words for side, words in sides if side.value not in whole.attendance),
            items=tuple(Taken(item.row.title, item.row.outcome) for item in whole.items),
            resolved=tuple(
                Resolved(each.text, _who(each), each.due_on)
                for each in whole.resolutions
                if each.state != ResolutionState.DROPPED
            ),
            judged=tuple((each.text, "会议确认已办结") for each in whole.judged),
            text=row.minutes,
            draft=row.state != MeetingState.APPROVED,
        )


def _who(row: Resolution) -> str:
    side = str(Side(row.side).label)
    return f"{side} {row.owner}" if row.owner else side
