"""Publicity and whether it counts today (S4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from linli.base.scope import under
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.party.models import Publicity
from linli.party.queries.positions import checkable

STATES = ("valid", "unchecked", "over")


def publicity(
    actor: Actor, *, today: date, oldest: date, at: str = "", kind: str = "", state: str = ""
) -> Any:
    """Return what is or was shown in the estates the actor may see, the newest first, with `state`.

    state: "valid" counts today; "unchecked" hangs but nobody looked since `oldest`; "over" is past its time
    """
    found = Publicity.objects.visible_to(actor, "party.view").select_related("estate", "photo")
    if at:
        found = found.filter(under("estate__path", at))
    if kind:
        found = found.filter(kind=kind)
    found = found.annotate(last_seen=Coalesce("checked_on", "shown_on"))
    hanging = Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    rules = {
        "valid": hanging & Q(last_seen__gte=oldest),
        "unchecked": hanging & Q(last_seen__lt=oldest),
        "over": Q(valid_until__lte=today),
    }
    if state in STATES:
        found = found.filter(rules[state])
    return found.order_by("-shown_on", "-pk")


def state(actor: Actor, row: Publicity, *, today: date, oldest: date) -> str:
    """Return which of `STATES` a row is in; reads nothing."""
    if row.valid_until is not None and row.valid_until <= today:
        return "over"
    return "valid" if (row.checked_on or row.shown_on) >= oldest else "unchecked"


def one(actor: Actor, *, pk: int) -> Publicity:
    """Return a row at an estate the actor may check.

    :raises NoSuch: if there is none
    """
    found: Publicity | None = (
        Publicity.objects.filter(pk=pk, estate__in=checkable(actor)).select_related("estate").first()
    )
    if found is None:
        raise NoSuch(
            "没有这处宣传，或者它不归您核查。", "There is no such publicity, or it is not yours to check."
        )
    return found


def shown(actor: Actor, estates: Iterable[int], *, on: date, oldest: date) -> dict[int, list[int]]:
    """Return by estate the keys of the publicity that counts on a day; one query, for the facts of S4."""
    rows = Publicity.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), estate__in=list(estates), shown_on__lte=on
    ).annotate(last_seen=Coalesce(F("checked_on"), F("shown_on")))
    found: dict[int, list[int]] = {}
    for estate, key in rows.filter(last_seen__gte=oldest).order_by("pk").values_list("estate_id", "pk"):
        found.setdefault(estate, []).append(key)
    return found
