"""What joint meetings ask for: resolutions to carry out, meetings to minute, minutes to approve (G6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from linli.assessment.terms import Todo, tone
from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.tripartite.queries import meetings, resolutions
from linli.tripartite.terms import MeetingState

LIMIT = 6  # lines of one kind; a longer list is a list page's affair
AHEAD = timedelta(days=14)
AT_THE_TABLE = frozenset({"company", "community", "committee"})
APPROVAL = timedelta(days=7)


def meeting_lines(actor: Actor, *, now: datetime) -> list[Todo]:
    """Return what joint meetings ask of the actor's side; three queries at most."""
    if actor.role not in AT_THE_TABLE:
        return []
    today = timezone.localdate(now)
    found = [*_resolved(actor, today)]
    if actor.may_somewhere("meeting.hold"):
        found += _to_minute(actor, now, today)
    if actor.may_somewhere("meeting.approve"):
        found += _to_approve(actor, now, today)
    return found


def _resolved(actor: Actor, today: date) -> Iterator[Todo]:
    wanted = resolutions.Wanted(state="open", mine=True)
    rows = resolutions.resolutions(actor, wanted, today=today).filter(due_on__lte=today + AHEAD)
    for row in rows[:LIMIT]:
        yield Todo(
            title=Text(f"办结会议决议：{row.text}", f"Carry out the resolution: {row.text}"),
            tone=tone(row.due_on, today),
            url="tripartite:resolution_finish",
            args={"pk": row.pk},
            due=row.due_on,
            place=row.estate.name,
            clause="G6",
            action=Text("报告办结", "Report it done"),
            note=Text("拍照或选中改好的档案作凭证", "prove it with a photo or the record that was mended"),
        )


def _to_minute(actor: Actor, now: datetime, today: date) -> Iterator[Todo]:
    wanted = meetings.Wanted(state=MeetingState.CALLED)
    rows = meetings.meetings(actor, wanted, now=now).filter(planned_at__lte=now)
    for row in rows[:LIMIT]:
        due = timezone.localdate(row.planned_at)
        yield Todo(
            title=Text(f"记纪要：{row.title}", f"Minute: {row.title}"),
            tone=tone(due, today),
            url="tripartite:minute",
            args={"pk": row.pk},
            due=due,
            place=row.estate.name,
            clause="G6",
            action=Text("记纪要", "Minute it"),
        )


def _to_approve(actor: Actor, now: datetime, today: date) -> Iterator[Todo]:
    rows = meetings.meetings(actor, meetings.Wanted(state=MeetingState.MINUTED), now=now)
    for row in rows[:LIMIT]:
        due = row.held_on + APPROVAL
        yield Todo(
            title=Text(f"确认并公开纪要：{row.title}", f"Approve the minutes: {row.title}"),
            tone=tone(due, today),
            url="tripartite:meeting_approve",
            args={"pk": row.pk},
            due=due,
            place=row.estate.name,
            clause="G6",
            action=Text("去确认", "Approve"),
            note=Text("确认后居民才看得到", "residents see them after that only"),
        )
