"""Estates by their facilities and composition, with the plan of each class (K3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from linli.base.scope import under
from linli.kernel.actor import Actor
from linli.registry.models import Estate
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
    """Return every class that occurs, with its figures; one query whatever the number of estates."""
    seen = Estate.objects.visible_to(actor, "estate.view").filter(closed_on__isnull=True)
    if at:
        seen = seen.filter(under("path", at))
    found = (
        seen.order_by()
        .values("mode", "kind")
        .annotate(
            estates=Count("pk"),
            homes=Sum("households"),
            elderly=Sum("elderly_households"),
            with_lifts=Count("pk", filter=Q(lifts__gt=0)),
            with_garage=Count("pk", filter=Q(garage=True)),
            planned=Count("pk", filter=~Q(plan="")),
        )
    )
    modes, kinds = dict(Mode.choices), dict(Kind.choices)
    rows = [_class(row, modes, kinds) for row in found]
    order = {key: number for number, key in enumerate([*Mode.values, *Kind.values, ""])}
    return sorted(rows, key=lambda row: (order[row.mode], order[row.kind]))


def _class(row: dict[str, Any], modes: dict[str, Any], kinds: dict[str, Any]) -> Class:
    return Class(
        row["mode"], str(modes[row["mode"]]), row["kind"], str(kinds.get(row["kind"], "")),
        row["estates"], row["homes"] or 0, row["elderly"] or 0, row["with_lifts"], row["with_garage"],
        row["planned"],
    )  # fmt: skip


def unplanned(actor: Actor, *, at: str = "", mode: str = "", kind: str | None = None, limit: int = 50) -> Any:
    """Return the estates of a class, those without a plan first, the largest first."""
    seen = Estate.objects.visible_to(actor, "estate.view").filter(closed_on__isnull=True)
    seen = seen.filter(under("path", at)) if at else seen
    seen = seen.filter(mode=mode) if mode else seen
    seen = seen.filter(kind=kind) if kind is not None else seen
    return seen.order_by("plan", F("households").desc(nulls_last=True), "path")[:limit]
