"""Estates by their facilities and composition, with the plan of each class (K3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from linli.kernel.actor import Actor
from linli.registry.models import Estate
from linli.registry.models.finding import RARE
from linli.registry.terms import Kind, Mode


@dataclass(frozen=True, slots=True)
class Class:
    """One class: how it is served and what it was built as. planned: how many have a written plan"""

    mode: str
    mode_words: str
    kind: str
    kind_words: str
    estates: int
    households: int
    elderly: int
    with_lifts: int
    with_garage: int
    planned: int


def classes(actor: Actor, *, at: str = "") -> list[Class]:
    """Return every class that occurs, with its figures; two queries, each answered by an index alone."""
    seen = _seen(actor, at).order_by().values("mode", "kind")
    found = seen.annotate(
        estates=Count("*"),
        homes=Sum("households"),
        elderly=Sum("elderly_households"),
        with_lifts=Count("pk", filter=Q(lifts__gt=0)),
        with_garage=Count("pk", filter=Q(garage=True)),
        planned=Count("pk", filter=Q(planned=True)),
    )
    modes, kinds = dict(Mode.choices), dict(Kind.choices)
    rows = [_class(row, modes, kinds) for row in found]
    order = {key: number for number, key in enumerate([*Mode.values, *Kind.values, ""])}
    return sorted(rows, key=lambda row: (order[row.mode], order[row.kind]))


def _seen(actor: Actor, at: str) -> Any:
    """Return the open estates there: few are looked up, many are walked through, class by class."""
    seen = Estate.objects.filter(closed_on__isnull=True)
    found = seen.visible_at(actor, "estate.view", at)
    many = found[: RARE + 1].count() > RARE
    return seen.visible_at(actor, "estate.view", at, walked=True) if many else found


def _class(row: dict[str, Any], modes: dict[str, Any], kinds: dict[str, Any]) -> Class:
    return Class(
        row["mode"], str(modes[row["mode"]]), row["kind"], str(kinds.get(row["kind"], "")),
        row["estates"], row["homes"] or 0, row["elderly"] or 0, row["with_lifts"], row["with_garage"],
        row["planned"],
    )  # fmt: skip


def unplanned(actor: Actor, *, at: str, mode: str, kind: str | None = None, limit: int = 50) -> list[Estate]:
    """Return the estates of a class, those without a plan first, the largest first; at most three queries."""
    seen = _seen(actor, at).filter(mode=mode, **({} if kind is None else {"kind": kind}))
    largest = F("households").desc(nulls_last=True), "-path"  # as the index has it, read from its end
    found = list(seen.filter(planned__in=[False]).order_by(*largest)[:limit])
    if len(found) < limit:
        found += seen.filter(planned__in=[True]).order_by(*largest)[: limit - len(found)]
    return found
