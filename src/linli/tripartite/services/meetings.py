"""Joint meetings: called, minuted, corrected, approved, cancelled (G6, S2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from linli.base.attaching import attachable
from linli.base.command import command
from linli.base.lifecycle import apply
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused, Stale
from linli.people.models import User
from linli.registry.models import Estate
from linli.registry.services.writing import demand, written
from linli.tripartite import lifecycle
from linli.tripartite.minuting import Minutes, Point, check, check_agenda
from linli.tripartite.models import AgendaItem, Attendance, Meeting
from linli.tripartite.privacy import check_public
from linli.tripartite.rights import sides_of
from linli.tripartite.services.resolutions import decide, judge, revise

AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Call:
    """What a meeting is called with. invited: names and guests, as text"""

    title: str
    planned_at: datetime
    agenda: Sequence[Point]
    place_note: str = ""
    invited: str = ""


@command
def call(*, actor: Actor, now: datetime, estate: Estate, given: Call) -> Meeting:
    """Call a joint meeting of an estate with its agenda (G6).

    A moment that is past enters a meeting that was held without having been called here.
    :raises Refused: for an estate that is closed, without an agenda, or more than a year ahead
    """
    demand(actor, "meeting.hold", at=estate.path, clause="G6")
    points = [point for point in given.agenda if point.title.strip()]
    check_agenda(points)
    _check_call(estate, given, now)
    meeting = Meeting.objects.create(
        estate=estate,
        title=given.title.strip(),
        planned_at=given.planned_at,
        place_note=given.place_note.strip(),
        invited=given.invited.strip(),
        called_by=actor.user_id,
        called_by_name=_name(actor),
        updated_at=now,
    )
    _list(meeting, points, start=1)
    change: dict[str, list[Any]] = {
        "planned_at": [None, given.planned_at.isoformat()],
        "agenda": [None, len(points)],
    }
    written(meeting, "meeting.call", change, actor=actor, now=now, place=estate.path, clause="G6")
    return meeting


@command
def minute(*, actor: Actor, now: datetime, meeting: Meeting, given: Minutes) -> Meeting:
    """Minute a meeting: who came, what came of each item, what was resolved and by when (G6).

    :raises Refused: for a day ahead, fewer than two sides, or a resolution without side and due day
    """
    _write(actor, meeting, given, move="minute", now=now)
    return meeting


@command
def correct(
    *, actor: Actor, now: datetime, meeting: Meeting, given: Minutes, seen: datetime | None = None
) -> Meeting:
    """Correct minutes that are not approved yet (G6).

    seen: `updated_at` as it was when the actor looked
    :raises Stale: if someone corrected them since
    """
    if seen is not None and seen != meeting.updated_at:
        raise Stale(
            "您打开之后，别人改过这份纪要。您填的内容还在，请对照最新内容后再保存。",
            "Someone changed these minutes after you opened them. Compare and save again.",
        )
    _write(actor, meeting, given, move="correct", now=now)
    return meeting


@command
def approve(*, actor: Actor, now: datetime, meeting: Meeting) -> Meeting:
    """Approve minutes; from now on agenda, outcomes and resolutions stand on the public page (G6).

    :raises Refused: if what would be public holds a name of those present, a phone or an identity number
    """
    items, resolutions = list(meeting.agenda.all()), list(meeting.resolutions.exclude(state="dropped"))
    check_public(meeting, items, resolutions, list(meeting.attendance.all()))
    apply(
        lifecycle=lifecycle.MEETING,
        subject=meeting,
        move="approve",
        actor=actor,
        at=now,
        place=meeting.estate.path,
        approved_at=now,
        approved_by_name=_name(actor),
        updated_at=now,
    )
    return meeting


@command
def cancel(*, actor: Actor, now: datetime, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off, saying why; its agenda stays (G6).

    :raises Refused: without a reason
    """
    apply(
        lifecycle=lifecycle.MEETING,
        subject=meeting,
        move="cancel",
        actor=actor,
        at=now,
        place=meeting.estate.path,
        note=reason,
        updated_at=now,
    )
    return meeting


def _check_call(estate: Estate, given: Call, now: datetime) -> None:
    if not estate.is_open:
        raise Refused(
            f"{estate.name}已注销，不能再召集会议。",
            f"{estate.name} is closed; no meeting can be called.",
            clause="G6",
        )
    if not given.title.strip():
        raise Refused("请写会议名称。", "Write a title.", clause="G6", fields=("title",))
    if given.planned_at > now + AHEAD:
        raise Refused(
            "会议时间在一年以后，请核对年份。",
            "That is more than a year ahead; check the year.",
            clause="G6",
            fields=("planned_at",),
        )


def _write(actor: Actor, meeting: Meeting, given: Minutes, *, move: str, now: datetime) -> None:
    """Write all of the minutes in one go; what the first try wrote gives way to the next."""
    sides = sides_of(meeting.estate)
    check(given, today=timezone.localdate(now), sides=sides)
    path = meeting.estate.path
    files = attachable(actor, given.photos, permission="tripartite.view", path=path)
    change = {"sides": [None, sorted(given.attendance)], "resolutions": [None, _new(given)]}
    apply(
        lifecycle=lifecycle.MEETING,
        subject=meeting,
        move=move,
        actor=actor,
        at=now,
        place=path,
        on=given.held_on,
        change=change,
        held_on=given.held_on,
        chair=given.chair.strip(),
        minutes=given.text.strip(),
        minuted_at=meeting.minuted_at or now,
        updated_at=now,
    )
    meeting.photos.set(files)
    meeting.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, side=side, names=names.strip())
        for side, names in sorted(given.attendance.items())
    )
    items = _outcomes(meeting, given)
    revise(actor, meeting, given.decisions, now=now)
    decide(actor, meeting, items, [each for each in given.decisions if each.pk is None], now=now)
    judge(actor, meeting, given.verdicts, now=now)


def _new(given: Minutes) -> int:
    return sum(1 for each in given.decisions if each.pk is None and each.text.strip())


def _outcomes(meeting: Meeting, given: Minutes) -> dict[int, AgendaItem]:
    """Write what came of each item, add those that came up, and return all of them by number."""
    items = {item.number: item for item in meeting.agenda.all()}
    for number, outcome in given.outcomes.items():
        if number in items:
            items[number].outcome = outcome.strip()
    AgendaItem.objects.bulk_update(items.values(), ["outcome"])
    more = [point for point in given.more if point.title.strip()]
    check_agenda([*(Point(item.title) for item in items.values()), *more])
    added = _list(meeting, more, start=max(items, default=0) + 1)
    return items | {item.number: item for item in added}


def _list(meeting: Meeting, points: Sequence[Point], *, start: int) -> list[AgendaItem]:
    rows = [
        AgendaItem(
            meeting=meeting,
            number=number,
            title=point.title.strip(),
            source=point.source,
            outcome=point.outcome.strip(),
        )
        for number, point in enumerate(points, start=start)
    ]
    return AgendaItem.objects.bulk_create(rows)


def _name(actor: Actor) -> str:
    """Return the name under which somebody calls or approves: the person's own, a job's name for a job."""
    if actor.user_id is None:
        return actor.name[:60]
    return User.objects.filter(pk=actor.user_id).values_list("name", flat=True).first() or actor.name[:60]
