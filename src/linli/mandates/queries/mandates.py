"""Who answers for what: the list, one with its visits, what anybody may know (I7, K1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q

from linli.base.models import StoredFile
from linli.base.scope import reached, under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.mandates.models import Mandate, Visit
from linli.mandates.models.mandates import holding
from linli.mandates.rights import may_visit
from linli.mandates.terms import PUBLIC_KINDS, VISITED_KINDS
from linli.people.models import Place, User
from linli.people.terms import Level, Role

STATES = ("now", "past", "ahead")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything. state: one of `STATES`"""

    q: str = ""
    at: str = ""
    kind: str = ""
    state: str = "now"


@dataclass(frozen=True, slots=True)
class Row:
    """A mandate with the names of its places, and how it is visited."""

    mandate: Mandate
    subdistrict: str
    place: str
    level: str
    visits: int
    last: date | None

    @property
    def is_visited(self) -> bool:
        return self.mandate.kind in VISITED_KINDS


@dataclass(frozen=True, slots=True)
class Paid:
    """A visit with its photos."""

    row: Visit
    photos: tuple[StoredFile, ...]


def mandates(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the mandates `wanted` by subdistrict; the caller cuts a page out of them."""
    rows_ = Mandate.objects.visible_to(actor, "mandate.view")
    if wanted.at:
        rows_ = rows_.filter(under("path", wanted.at))
    if wanted.q:
        rows_ = rows_.filter(Q(name__icontains=wanted.q) | Q(title__icontains=wanted.q))
    if wanted.kind:
        rows_ = rows_.filter(kind=wanted.kind)
    states = {"now": holding(today), "past": Q(until__lte=today), "ahead": Q(since__gt=today)}
    rows_ = rows_.filter(states.get(wanted.state, holding(today)))
    # First the leader and the office of a subdistrict, whose place is the shortest path.
    return rows_.annotate(paid=Count("visits"), last=Max("visits__on")).order_by("subdistrict", "path", "pk")


def rows(actor: Actor, found: Any) -> list[Row]:
    """Return `found` of `mandates` with names; one query. Names of places are no secret."""
    wanted = {path for row in found for path in (row.path, row.subdistrict)}
    named = Place.objects.filter(path__in=wanted) if len(wanted) < 500 else Place.objects.filter()
    known = {path: (short, level) for path, short, level in named.values_list("path", "short", "level")}
    return [
        Row(
            mandate=row,
            subdistrict=known.get(row.subdistrict, ("", ""))[0],
            place=known.get(row.path, ("", ""))[0],
            level=known.get(row.path, ("", ""))[1],
            visits=getattr(row, "paid", 0),
            last=getattr(row, "last", None),
        )
        for row in found
    ]


def mandate(actor: Actor, *, pk: int, permission: str = "mandate.view") -> Mandate:
    """Return one mandate, also if it is the actor's own.

    :raises NoSuch: if there is none, or none the actor may see
    """
    found: Mandate | None = (
        Mandate.objects.visible_to(actor, permission).select_related("user").filter(pk=pk).first()
    )
    if found is None or (permission == "mandate.manage" and not actor.may(permission, at=found.subdistrict)):
        raise NoSuch(
            "没有这条记录，或者它不归您查看。", "There is no such record, or it is not yours to see."
        )
    return found


def to_visit(actor: Actor, *, pk: int) -> Mandate:
    """Return a mandate whose visits the actor records.

    :raises NoSuch: if there is none
    """
    found = mandate(actor, pk=pk)
    if not may_visit(actor, found):
        raise NoSuch(
            "没有这个联系点或包干片，或者走访不归您登记。",
            "There is no such contact point or area, or its visits are not yours to record.",
        )
    return found


def visits(actor: Actor, row: Mandate, *, limit: int = 60) -> list[Paid]:
    """Return the visits of a mandate, latest first, with photos; two queries."""
    found = Visit.objects.filter(mandate=row).prefetch_related("photos").order_by("-on", "-pk")[:limit]
    return [Paid(each, tuple(each.photos.all())) for each in found]


def promises(actor: Actor, row: Mandate) -> list[Visit]:
    """Return the visits of a mandate whose promise is open, due first."""
    rows_ = Visit.objects.filter(mandate=row, kept_on__isnull=True).exclude(promised="")
    return list(rows_.order_by(F("due_on").asc(nulls_last=True), "on")[:20])


def mine(actor: Actor, *, today: date) -> list[Row]:
    """Return the actor's own mandates in force that are visited, longest without one first; two queries."""
    if actor.user_id is None:
        return []
    found = Mandate.objects.filter(holding(today), user=actor.user_id, kind__in=VISITED_KINDS)
    found = found.annotate(paid=Count("visits"), last=Max("visits__on"))
    return rows(actor, list(found.order_by(F("last").asc(nulls_first=True), "path")[:60]))


def of_place(actor: Actor, path: str, *, today: date) -> list[Mandate]:
    """Return every mandate in force that covers a place, the leader and the office first; one query."""
    found = Mandate.objects.filter(holding(today), path__in=paths.chain(path))
    return sorted(found, key=lambda row: (row.kind not in PUBLIC_KINDS, row.path, row.kind))


def public(actor: Actor, *, path: str, today: date) -> list[Mandate]:
    """Return leader and office of the subdistrict a place lies in, for anybody; one query (I7)."""
    found = Mandate.objects.filter(holding(today), path__in=paths.chain(path), kind__in=PUBLIC_KINDS)
    return sorted(found, key=lambda row: PUBLIC_KINDS.index(row.kind))


def all_public(actor: Actor, *, today: date) -> list[tuple[str, list[Mandate]]]:
    """Return the subdistricts with their leaders and offices, for anybody; two queries (I7)."""
    found: dict[str, list[Mandate]] = {}
    rows_ = Mandate.objects.filter(holding(today), kind__in=PUBLIC_KINDS)
    for row in rows_.order_by("kind", "pk"):
        found.setdefault(row.subdistrict, []).append(row)
    # A whole province's divisions may be known: told are those of districts that have named somebody.
    served = reached("path", tuple(sorted({paths.parent(path) for path in found})))
    places = Place.objects.filter(served, level=Level.SUBDISTRICT, until__isnull=True).order_by("path")
    named = [(short, found.get(path, [])) for path, short in places.values_list("path", "short")]
    return [(short, sorted(held, key=lambda row: PUBLIC_KINDS.index(row.kind))) for short, held in named]


def candidates(actor: Actor, *, path: str, today: date) -> list[tuple[int, str]]:
    """Return the accounts of people posted at a subdistrict or its communities; one query."""
    if not actor.may("mandate.manage", at=path):
        return []
    posted = Q(postings__place__path__startswith=path, postings__since__lte=today) & (
        Q(postings__until__isnull=True) | Q(postings__until__gt=today)
    )
    roles = [Role.SUBDISTRICT, Role.COMMUNITY]
    rows_ = User.objects.filter(posted, is_active=True, postings__role__in=roles)
    return list(rows_.distinct().order_by("name").values_list("pk", "name")[:500])
