"""The mechanism of an estate, and how every estate stands with its three sides (G1, S2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.registry.models import Estate
from linli.registry.models.finding import matches
from linli.registry.queries.estates import names
from linli.tripartite.models import Appointment, Delegate, Mechanism, Meeting, Paper, Resolution
from linli.tripartite.models.mechanisms import holding
from linli.tripartite.rights import sides_of
from linli.tripartite.terms import Direction, PaperKind, ResolutionState

FORMAL = (PaperKind.RULES, PaperKind.WORKFLOW)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything.

    lacks: "mechanism", "papers", "director" or "meeting" (none in the last 92 days)
    """

    q: str = ""
    at: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """How an estate stands. missing: sides without a seat; lacking: kinds of paper not in force"""

    estate: Estate
    subdistrict: str
    community: str
    mechanism: Mechanism | None
    missing: tuple[Any, ...]
    lacking: tuple[Any, ...]
    director: str
    last: date | None
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A mechanism with who sits and by which papers. former: seats left; papers: latest first"""

    mechanism: Mechanism | None
    seats: dict[Any, list[Delegate]]
    former: list[Delegate]
    papers: list[Paper]
    ended: list[Mechanism]

    @property
    def missing(self) -> tuple[Any, ...]:
        return tuple(side for side, held in self.seats.items() if not held)


def estates(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the estates `wanted`, by place; the caller cuts a page out of them."""
    rule = matches(wanted.q) if wanted.q else Q()
    if wanted.lacks in LACKS:
        rule &= LACKS[wanted.lacks](today)
    seen = Estate.objects.visible_at(actor, "tripartite.view", wanted.at).filter(closed_on__isnull=True)
    return seen.filter(rule).order_by("path")


def rows(actor: Actor, found: Sequence[Estate], *, today: date) -> list[Row]:
    """Return how each of `found` stands; six queries."""
    keys: Any = [row.pk for row in found]
    if len(keys) >= 500:
        keys = Estate.objects.visible_to(actor, "tripartite.view").values("pk")
    places = names(actor, {up for row in found for up in paths.chain(row.path)[:-1]})
    held = {row.estate_id: row for row in Mechanism.objects.filter(holding(today), estate__in=keys)}
    seats = _by_estate(
        Delegate.objects.filter(holding(today), mechanism__estate__in=keys).values_list(
            "mechanism__estate", "side"
        )
    )
    papers = _by_estate(
        Paper.objects.filter(_valid(today), mechanism__estate__in=keys).values_list(
            "mechanism__estate", "kind"
        )
    )
    directors = dict(
        Appointment.objects.filter(
            holding(today), direction=Direction.QUALITY_DIRECTOR, estate__in=keys
        ).values_list("estate", "name")
    )
    last = dict(
        Meeting.objects.filter(estate__in=keys).order_by().values_list("estate").annotate(Max("held_on"))
    )
    undone = Resolution.objects.filter(estate__in=keys, state=ResolutionState.OPEN).order_by()
    late = Count("pk", filter=Q(due_on__lt=today))
    counts = {
        pk: (n, over) for pk, n, over in undone.values_list("estate").annotate(all=Count("pk"), late=late)
    }
    return [
        Row(
            estate=row,
            subdistrict=_above(row.path, places, "subdistrict"),
            community=_above(row.path, places, "community"),
            mechanism=held.get(row.pk),
            missing=tuple(side for side in sides_of(row) if side not in seats.get(row.pk, ())),
            lacking=tuple(kind for kind in FORMAL if kind not in papers.get(row.pk, ())),
            director=directors.get(row.pk, ""),
            last=last.get(row.pk),
            open=counts.get(row.pk, (0, 0))[0],
            overdue=counts.get(row.pk, (0, 0))[1],
        )
        for row in found
    ]


def whole(actor: Actor, estate: Estate, *, today: date) -> Whole:
    """Return the mechanism of an estate with seats and papers; three queries."""
    seen = Mechanism.objects.visible_to(actor, "tripartite.view").filter(estate=estate).order_by("-since")
    all_ = list(seen)
    current = next((row for row in all_ if row.until is None or row.until > today), None)
    seats: dict[Any, list[Delegate]] = {side: [] for side in sides_of(estate)}
    former: list[Delegate] = []
    papers: list[Paper] = []
    if current:
        for seat in Delegate.objects.filter(mechanism=current).order_by("side", "since", "pk"):
            sitting = seat.until is None or seat.until > today
            (seats.setdefault(seat.side, []) if sitting else former).append(seat)
        papers = list(
            Paper.objects.filter(mechanism=current).select_related("file").order_by("-issued_on", "-pk")
        )
    return Whole(current, seats, former, papers, [row for row in all_ if row is not current])


def mechanism(actor: Actor, *, pk: int, permission: str = "mechanism.manage") -> Mechanism:
    """Return one mechanism with its estate.

    :raises NoSuch: if there is none, or it is not the actor's
    """
    seen = Mechanism.objects.visible_to(actor, permission).select_related("estate")
    found: Mechanism = _one(seen.filter(pk=pk).first())
    return found


def delegate(actor: Actor, *, pk: int) -> Delegate:
    """Return one seat with its mechanism and estate.

    :raises NoSuch: if there is none, or it is not the actor's
    """
    seen = Delegate.objects.visible_to(actor, "mechanism.manage").select_related("mechanism__estate")
    found: Delegate = _one(seen.filter(pk=pk).first())
    return found


def _one(row: Any) -> Any:
    if row is None:
        raise NoSuch("没有这条记录，或者它不归您管。", "There is no such record, or it is not yours.")
    return row


def _valid(on: date) -> Q:
    return (
        Q(issued_on__lte=on)
        & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        & (Q(mechanism__until__isnull=True) | Q(mechanism__until__gt=on))
    )


def _mechanisms(on: date) -> Any:
    return Mechanism.objects.filter(holding(on), estate=OuterRef("pk"))


def _lacks_papers(on: date) -> Q:
    rules, flow = (
        Exists(Paper.objects.filter(_valid(on), mechanism__estate=OuterRef("pk"), kind=kind))
        for kind in FORMAL
    )
    return Q(Exists(_mechanisms(on))) & ~(Q(rules) & Q(flow))


def _lacks_meeting(on: date) -> Q:
    since = date.fromordinal(on.toordinal() - 92)
    return ~Q(Exists(Meeting.objects.filter(estate=OuterRef("pk"), held_on__gt=since, held_on__lte=on)))


def _lacks_director(on: date) -> Q:
    held = Appointment.objects.filter(
        holding(on), direction=Direction.QUALITY_DIRECTOR, estate=OuterRef("pk")
    )
    return ~Q(Exists(held)) & Q(mode="market")


LACKS: dict[str, Any] = {
    "mechanism": lambda on: ~Q(Exists(_mechanisms(on))),
    "papers": _lacks_papers,
    "director": _lacks_director,
    "meeting": _lacks_meeting,
}


def _by_estate(pairs: Any) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for estate, word in pairs:
        found.setdefault(estate, set()).add(word)
    return found


def _above(path: str, places: dict[str, tuple[str, str]], level: str) -> str:
    found = (places[up][1] for up in paths.chain(path)[:-1] if up in places and places[up][0] == level)
    return next(found, "")


def own_estates(actor: Actor, *, permission: str = "meeting.hold", limit: int = 2) -> list[Estate]:
    """Return the first estates where the actor holds a permission: one is enough to go straight there."""
    seen = Estate.objects.visible_to(actor, permission).filter(closed_on__isnull=True)
    return list(seen.order_by("path")[:limit])
