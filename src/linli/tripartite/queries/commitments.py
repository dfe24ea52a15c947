"""Service commitments: lists, one, the estates without, and what anybody may read of them (G8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.registry.models import Estate
from linli.registry.models.finding import matches
from linli.registry.terms import Mode
from linli.tripartite.measures import Judged, judged
from linli.tripartite.models import Commitment, Opinion
from linli.tripartite.models.commitments import in_force
from linli.tripartite.rights import promises_for, sides_of
from linli.tripartite.terms import LEAST_VOICES, Side

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; "" is everything. state: a key of `STATES`"""

    q: str = ""
    at: str = ""
    side: str = ""
    state: str = "now"
    estate: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """What residents said. Below the least number only that some did, so that nobody is told from another."""

    total: int = 0
    kept: int = 0

    @property
    def enough(self) -> bool:
        return self.total >= LEAST_VOICES


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment with what its figure and the residents say. judged: None if it is bound to no figure"""

    row: Commitment
    judged: Judged | None
    voices: Voices
    renew: bool


@dataclass(frozen=True, slots=True)
class Part:
    """For the dossier: the commitments in force, and the sides without one."""

    estate: Estate
    rows: list[Row]
    missing: tuple[Any, ...]
    may_make: bool


def commitments(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the commitments `wanted`, those that end first in front."""
    rule = STATES[wanted.state](today) if wanted.state in STATES else Q()
    if wanted.q:
        rule &= Q(text__contains=wanted.q) | matches(wanted.q, "estate__")
    if wanted.side in Side.values:
        rule &= Q(side=wanted.side)
    if wanted.estate:
        rule &= Q(estate__code=wanted.estate)
    seen = Commitment.objects.visible_at(actor, "tripartite.view", wanted.at).filter(rule)
    return seen.select_related("estate").order_by("until", "pk")


def rows(actor: Actor, found: Sequence[Commitment], *, today: date) -> list[Row]:
    """Return `found` with figures and voices; two queries, and one for each measure that is used."""
    figures = judged(found, today=today)
    keys: Any = [row.pk for row in found]
    if len(keys) >= 500:
        keys = Commitment.objects.visible_to(actor, "tripartite.view").values("pk")
    counted = Opinion.objects.filter(commitment__in=keys).order_by().values_list("commitment")
    voices = {
        pk: Voices(total, kept)
        for pk, total, kept in counted.annotate(all=Count("pk"), yes=Count("pk", filter=Q(kept=True)))
    }
    renew = set(Commitment.objects.filter(_renewals(today), pk__in=keys).values_list("pk", flat=True))
    return [Row(row, figures.get(row.pk), voices.get(row.pk, Voices()), row.pk in renew) for row in found]


def commitment(actor: Actor, *, pk: int) -> Commitment:
    """Return one commitment with its estate.

    :raises NoSuch: if there is none, or none the actor may see
    """
    seen = Commitment.objects.visible_to(actor, "tripartite.view")
    return _one(seen.select_related("estate", "project__company").filter(pk=pk).first())


def own(actor: Actor, *, pk: int) -> Commitment:
    """Return a commitment of the actor's own side.

    :raises NoSuch: if there is none, or it is another's
    """
    seen = Commitment.objects.visible_to(actor, "commitment.make").select_related("estate")
    found = _one(seen.filter(pk=pk).first())
    return _one(found if found.side in promises_for(actor, found.estate) else None)


def estates_without(actor: Actor, side: str, *, today: date, at: str = "") -> Any:
    """Return the open estates that have this side and no commitment of it in force."""
    held = Commitment.objects.filter(in_force(today), side=side, estate=OuterRef("pk"))
    seen = Estate.objects.visible_at(actor, "tripartite.view", at).filter(closed_on__isnull=True)
    if side == Side.COMPANY:
        seen = seen.filter(mode=Mode.MARKET)
    return seen.filter(~Exists(held)).order_by("path")


def without_counts(actor: Actor, *, today: date, at: str = "") -> list[tuple[Side, int]]:
    """Return how many estates are without a commitment, by side; one query a side."""
    return [(side, estates_without(actor, side, today=today, at=at).order_by().count()) for side in Side]


def dossier_part(actor: Actor, estate: Estate, *, today: date) -> Part | None:
    """Return what the dossier shows; one query, two for voices and renewals, one a measure that is used."""
    if not actor.may("tripartite.view", at=estate.path):
        return None
    found = list(Commitment.objects.filter(in_force(today), estate=estate).order_by("side", "until", "pk"))
    given = {row.side for row in found}
    return Part(
        estate=estate,
        rows=rows(actor, found, today=today) if found else [],
        missing=tuple(side for side in sides_of(estate) if side not in given),
        may_make=bool(promises_for(actor, estate)) and estate.is_open,
    )


def in_public(actor: Actor, *, estate_code: str, today: date) -> list[Row]:
    """Return what anybody may read of an estate: commitments begun within two years, the newest first."""
    begun = Commitment.objects.filter(
        estate__code=estate_code, estate__closed_on__isnull=True, since__lte=today,
        until__gt=today - timedelta(days=366),
    )  # fmt: skip
    return rows(
        actor, list(begun.select_related("estate").order_by("side", "-since", "pk")[:60]), today=today
    )


def public_one(actor: Actor, *, estate_code: str, pk: int) -> Commitment:
    """Return a commitment of an estate for whoever stands at its gate.

    :raises NoSuch: if there is none
    """
    seen = Commitment.objects.filter(estate__code=estate_code, estate__closed_on__isnull=True, pk=pk)
    return _one(seen.select_related("estate").first())


def listed(actor: Actor, *, estate_code: str, today: date) -> list[Commitment]:
    """Return the commitments in force of an estate, for its public page; one query."""
    seen = Commitment.objects.filter(in_force(today), estate__code=estate_code)
    return list(seen.order_by("side", "until", "pk")[:20])


def _one(found: Any) -> Commitment:
    if found is None:
        raise NoSuch("没有这条承诺，或者它不归您管。", "There is no such commitment, or it is not yours.")
    return found  # type: ignore[no-any-return]


def _renewals(on: date) -> Q:
    """In force, over within 30 days, and nothing of the same side that lasts longer."""
    later = Commitment.objects.filter(
        estate=OuterRef("estate"), side=OuterRef("side"), withdrawn_on__isnull=True, until__gt=on + SOON
    )
    return in_force(on) & Q(until__lte=on + SOON) & ~Q(Exists(later))


STATES: dict[str, Any] = {
    "now": in_force,
    "renew": _renewals,
    "past": lambda on: Q(until__lte=on),
    "withdrawn": lambda on: Q(withdrawn_on__isnull=False),
}
