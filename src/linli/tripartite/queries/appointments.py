"""Cross-appointments of both directions: who holds them, who lacks them, what directors noted (G2–G4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.people.models import Place, User
from linli.people.terms import Level
from linli.registry.models import Company, Estate, ServiceProject
from linli.registry.models.finding import matches
from linli.registry.terms import Mode
from linli.tripartite.models import Appointment, QualityNote
from linli.tripartite.models.mechanisms import holding
from linli.tripartite.terms import Direction


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything. state: "now" or "past" """

    q: str = ""
    at: str = ""
    direction: str = ""
    state: str = "now"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a director found, with its photos."""

    row: QualityNote
    photos: tuple[StoredFile, ...]


def appointments(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the appointments `wanted`, by place."""
    rule = Q()
    if wanted.direction in Direction.values:
        rule &= Q(direction=wanted.direction)
    if wanted.state == "now":
        rule &= holding(today) | Q(since__gt=today)
    if wanted.state == "past":
        rule &= Q(until__lte=today)
    if wanted.q:
        rule &= Q(name__contains=wanted.q) | matches(wanted.q, "company__") | matches(wanted.q, "estate__")
    seen = Appointment.objects.visible_at(actor, "tripartite.view", wanted.at)
    return seen.filter(rule).select_related("estate", "company").order_by("path", "-since", "pk")


def estates_without(actor: Actor, *, today: date, at: str = "") -> Any:
    """Return estates with a company and without a quality director (G3)."""
    held = Appointment.objects.filter(
        holding(today), direction=Direction.QUALITY_DIRECTOR, estate=OuterRef("pk")
    )
    seen = Estate.objects.visible_at(actor, "tripartite.view", at)
    return seen.filter(~Exists(held), closed_on__isnull=True, mode=Mode.MARKET).order_by("path")


def companies_without(actor: Actor, *, today: date, at: str = "") -> Any:
    """Return companies that serve within reach and whose head sits on no community's bodies (G4)."""
    held = Appointment.objects.filter(
        holding(today), direction=Direction.COMMUNITY_SEAT, company=OuterRef("pk")
    )
    serving = ServiceProject.objects.visible_at(actor, "tripartite.view", at).filter(until__isnull=True)
    return Company.objects.filter(~Exists(held), pk__in=serving.values("company")).order_by("initials", "pk")


def appointment(actor: Actor, *, pk: int, permission: str = "tripartite.view") -> Appointment:
    """Return one appointment, also if it is the actor's own.

    :raises NoSuch: if there is none, or none the actor may see
    """
    seen = Appointment.objects.visible_to(actor, permission).select_related("estate", "company", "user")
    found: Appointment | None = seen.filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这项任职，或者它不归您查看。", "There is no such appointment, or it is not yours to see."
        )
    return found


def notes(actor: Actor, row: Appointment, *, limit: int = 60) -> list[Noted]:
    """Return what a quality director noted, latest first, with photos; two queries."""
    seen = QualityNote.objects.visible_to(actor, "tripartite.view").filter(appointment=row)
    found = seen.prefetch_related("photos").order_by("-on", "-pk")[:limit]
    return [Noted(note, tuple(note.photos.all())) for note in found]


def own(actor: Actor, *, today: date) -> list[Appointment]:
    """Return the estates whose quality director the actor is today."""
    if actor.user_id is None:
        return []
    mine = Appointment.objects.filter(
        holding(today), user=actor.user_id, direction=Direction.QUALITY_DIRECTOR
    )
    return list(mine.select_related("estate", "company").order_by("path"))


def candidates(actor: Actor, *, path: str, today: date) -> list[tuple[int, str]]:
    """Return the accounts of people posted at or above a place, to tie an appointment to; one query."""
    if not actor.may("mechanism.manage", at=path):
        return []
    above = [path[: at + 1] for at, sign in enumerate(path) if sign == "/" and at]
    posted = Q(postings__place__path__in=above, postings__since__lte=today) & (
        Q(postings__until__isnull=True) | Q(postings__until__gt=today)
    )
    rows = User.objects.filter(
        posted, is_active=True, postings__role__in=["community", "grid", "subdistrict"]
    )
    return list(rows.distinct().order_by("name").values_list("pk", "name"))


def heads(actor: Actor, *, path: str, today: date) -> list[tuple[int, str]]:
    """Return the accounts of companies posted at or below a community, to tie a seat to; one query."""
    if not actor.may("mechanism.manage", at=path):
        return []
    posted = Q(postings__place__path__startswith=path, postings__since__lte=today, postings__role="company")
    rows = User.objects.filter(
        posted & (Q(postings__until__isnull=True) | Q(postings__until__gt=today)), is_active=True
    )
    return list(rows.distinct().order_by("name").values_list("pk", "name"))


def communities(actor: Actor) -> list[tuple[str, str]]:
    """Return path and name of the communities where the actor may appoint."""
    seen = Place.objects.visible_to(actor, "mechanism.manage").filter(
        level=Level.COMMUNITY, until__isnull=True
    )
    return list(seen.order_by("path").values_list("path", "short")[:1000])


def community(actor: Actor, *, path: str) -> Place:
    """Return one community where the actor may appoint.

    :raises NoSuch: if there is none
    """
    seen = Place.objects.visible_to(actor, "mechanism.manage").filter(level=Level.COMMUNITY, path=path)
    found: Place | None = seen.first()
    if found is None:
        raise NoSuch("没有这个社区，或者它不归您管。", "There is no such community, or it is not yours.")
    return found


def companies(actor: Actor, *, path: str) -> list[tuple[int, str]]:
    """Return key and name of the companies that serve estates of a community."""
    serving = ServiceProject.objects.visible_to(actor, "tripartite.view").at(path).filter(until__isnull=True)
    rows = Company.objects.filter(pk__in=serving.values("company")).order_by("initials", "pk")
    return list(rows.values_list("pk", "name"))


def ties(actor: Actor, *, start: date, end: date) -> tuple[set[int], set[int]]:
    """Return the estates the actor directs in a period, and the companies whose head he is on a committee.

    Whoever judges them is tied to them, which the score sheet says (G3 G4, I1); one query.
    """
    if actor.user_id is None:
        return set(), set()
    held = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=start), user=actor.user_id, since__lt=end
    )
    rows = list(held.values_list("direction", "estate_id", "company_id"))
    directed = {estate for direction, estate, _ in rows if direction == Direction.QUALITY_DIRECTOR}
    return directed, {company for direction, _, company in rows if direction == Direction.COMMUNITY_SEAT}


def of_estate(actor: Actor, estate: Estate) -> list[Appointment]:
    """Return the quality directors of an estate, latest first; one query."""
    seen = Appointment.objects.visible_to(actor, "tripartite.view").filter(estate=estate)
    return list(seen.order_by("-since", "-pk")[:10])
