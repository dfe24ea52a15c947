"""Lists of joint meetings, and one meeting with all that was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from linli.base.models import StoredFile
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.registry.models import Estate
from linli.registry.models.finding import matches
from linli.registry.queries.estates import names
from linli.tripartite import lifecycle
from linli.tripartite.models import AgendaItem, Attendance, Delegate, Meeting, Resolution
from linli.tripartite.queries.links import Link, described
from linli.tripartite.rights import is_inside
from linli.tripartite.terms import MeetingState, ResolutionState, Side


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything. when: "ahead" or "past"; estate: its code"""

    q: str = ""
    at: str = ""
    state: str = ""
    when: str = ""
    estate: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in a list. items, resolutions, open: how many"""

    meeting: Meeting
    subdistrict: str
    community: str
    sides: tuple[str, ...]
    items: int
    resolutions: int
    open: int


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item with what caused it and what was resolved."""

    row: AgendaItem
    source: Link | None
    resolutions: tuple[Resolution, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A meeting with all that was said. judged: what it accepted of earlier resolutions

    loose: resolutions of no agenda item; links: by key
    """

    meeting: Meeting
    items: tuple[Item, ...]
    loose: tuple[Resolution, ...]
    resolutions: tuple[Resolution, ...]
    attendance: dict[str, Attendance]
    judged: tuple[Resolution, ...]
    photos: tuple[StoredFile, ...]


def meetings(actor: Actor, wanted: Wanted, *, now: datetime) -> Any:
    """Return the meetings `wanted`, those ahead and the latest first; an owner finds approved ones only."""
    rule = Q()
    if wanted.q:
        rule &= Q(title__contains=wanted.q) | matches(wanted.q, "estate__")
    if wanted.state in MeetingState.values:
        rule &= Q(state=wanted.state)
    if wanted.when == "ahead":
        rule &= Q(state=MeetingState.CALLED, planned_at__gte=now)
    if wanted.when == "past":
        rule &= Q(held_on__isnull=False)
    if wanted.estate:
        rule &= Q(estate__code=wanted.estate)
    seen = _seen(actor).visible_at(actor, "tripartite.view", wanted.at)
    return seen.filter(rule).select_related("estate").order_by("-planned_at", "-pk")


def rows(actor: Actor, found: Sequence[Meeting]) -> list[Row]:
    """Return `found` as a list shows them; four queries."""
    keys: Any = [row.pk for row in found]
    if len(keys) >= 500:
        keys = Meeting.objects.visible_to(actor, "tripartite.view").values("pk")
    places = names(actor, {above for row in found for above in paths.chain(row.estate.path)[:-1]})
    items = dict(
        AgendaItem.objects.filter(meeting__in=keys).order_by().values_list("meeting").annotate(Count("pk"))
    )
    undone = Q(state__in=[ResolutionState.OPEN, ResolutionState.DONE])
    made = Resolution.objects.filter(meeting__in=keys).order_by().values_list("meeting")
    counts = {
        pk: (total, left)
        for pk, total, left in made.annotate(all=Count("pk"), left=Count("pk", filter=undone))
    }
    sides: dict[int, list[str]] = {}
    for pk, side in Attendance.objects.filter(meeting__in=keys, present=True).values_list(
        "meeting_id", "side"
    ):
        sides.setdefault(pk, []).append(side)
    return [
        Row(
            meeting=row,
            subdistrict=_above(row.estate.path, places, "subdistrict"),
            community=_above(row.estate.path, places, "community"),
            sides=tuple(side for side in Side.values if side in sides.get(row.pk, ())),
            items=items.get(row.pk, 0),
            resolutions=counts.get(row.pk, (0, 0))[0],
            open=counts.get(row.pk, (0, 0))[1],
        )
        for row in found
    ]


def meeting(actor: Actor, *, pk: int, permission: str = "tripartite.view") -> Meeting:
    """Return one meeting with its estate.

    :raises NoSuch: if there is none, or none the actor may see
    """
    seen = _seen(actor).visible_to(actor, permission).select_related("estate__place")
    found: Meeting | None = seen.filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这次会议，或者它不归您查看。", "There is no such meeting, or it is not yours to see."
        )
    return found


def whole(actor: Actor, found: Meeting) -> Whole:
    """Return a meeting with all that was said; five queries, and one for each kind of record it is about."""
    resolutions = tuple(found.resolutions.order_by("number"))
    items = list(found.agenda.all())
    links = described(actor, {item.source for item in items if item.source}, estate=found.estate)
    attendance = (
        found.attendance.filter(present=True) if is_inside(actor) else found.attendance.defer("names")
    )
    return Whole(
        meeting=found,
        items=tuple(
            Item(
                item,
                links.get(item.source),
                tuple(row for row in resolutions if row.item_id == item.pk),
            )
            for item in items
        ),
        loose=tuple(row for row in resolutions if row.item_id is None),
        resolutions=resolutions,
        attendance={row.side: row for row in attendance},
        judged=tuple(found.accepted_resolutions.order_by("number")),
        photos=tuple(found.photos.order_by("pk")) if is_inside(actor) else (),
    )


def awaiting(actor: Actor, found: Meeting) -> list[Resolution]:
    """Return what earlier meetings resolved and was reported done, for this one to accept or reopen."""
    rows = Resolution.objects.visible_to(actor, "tripartite.view").filter(
        estate=found.estate, state=ResolutionState.DONE
    )
    return list(rows.exclude(meeting=found).order_by("due_on", "pk"))


def seated(actor: Actor, estate: Estate, *, on: date) -> dict[str, str]:
    """Return the names of who sits for each side of an estate on a day, to be ticked when minuting."""
    sitting = Delegate.objects.visible_to(actor, "tripartite.view").filter(
        Q(until__isnull=True) | Q(until__gt=on), mechanism__estate=estate, since__lte=on
    )
    found: dict[str, list[str]] = {}
    for side, name in sitting.order_by("pk").values_list("side", "name"):
        found.setdefault(side, []).append(name)
    return {side: "、".join(members) for side, members in found.items()}


def _seen(actor: Actor) -> Any:
    return Meeting.objects.all() if is_inside(actor) else Meeting.objects.filter(state=MeetingState.APPROVED)


def _above(path: str, places: dict[str, tuple[str, str]], level: str) -> str:
    found = (places[up][1] for up in paths.chain(path)[:-1] if up in places and places[up][0] == level)
    return next(found, "")


def moves(actor: Actor, found: Meeting) -> set[str]:
    """Return what the actor may do with a meeting now: minute, correct, approve, cancel."""
    open_ = lifecycle.MEETING.open_from(found.state)
    return {move.name for move in open_ if actor.may(move.needs, at=found.estate.path)}
