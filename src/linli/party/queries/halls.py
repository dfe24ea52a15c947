"""Deliberation halls and their bookings (E2)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from linli.base.scope import under
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.party.models import Booking, Hall
from linli.party.rights import in_force
from linli.people.models import Place
from linli.people.terms import Level


def halls(actor: Actor, *, today: date, at: str = "") -> Any:
    """Return the open halls the actor may see: in reach, and those of the places above his own."""
    found = Hall.objects.visible_to(actor, "party.view").filter(in_force(today)).select_related("photo")
    return (found.filter(under("path", at)) if at else found).order_by("path", "name", "pk")


def hall(actor: Actor, *, pk: int, permission: str = "party.view") -> Hall:
    """Return one hall; one to manage only at the actor's own places.

    :raises NoSuch: if there is none
    """
    rows = Hall.objects.filter(pk=pk).select_related("photo")
    rows = rows.visible_to(actor, permission)
    found: Hall | None = rows.first()
    if found is None or (permission == "hall.manage" and not actor.may(permission, at=found.path)):
        raise NoSuch(
            "没有这个议事厅，或者它不归您查看。", "There is no such hall, or it is not yours to see."
        )
    return found


def bookings(actor: Actor, hall: Hall, *, day: date, days: int = 1) -> list[Booking]:
    """Return what takes a hall from a day on, in the order of time; those given back are left out."""
    start = timezone.make_aware(datetime.combine(day, time()))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=days), time()))
    found = Booking.objects.filter(hall=hall, cancelled_at__isnull=True, start__lt=end, end__gt=start)
    return list(found.order_by("start"))


def upcoming(actor: Actor, found: list[Hall], *, now: datetime) -> dict[int, list[Booking]]:
    """Return the next bookings of the halls of a page by hall, two weeks ahead; one query."""
    ahead = Booking.objects.filter(
        hall__in=[each.pk for each in found],
        cancelled_at__isnull=True,
        end__gt=now,
        start__lt=now + timedelta(days=14),
    )
    by_hall: dict[int, list[Booking]] = {}
    for each in ahead.order_by("start"):
        by_hall.setdefault(each.hall_id, []).append(each)
    return by_hall


def booking(actor: Actor, *, pk: int) -> Booking:
    """Return a booking the actor may give back: his own, or of a hall he manages.

    :raises NoSuch: if there is none
    """
    found: Booking | None = Booking.objects.select_related("hall").filter(pk=pk).first()
    mine = found is not None and actor.user_id is not None and found.booked_by == actor.user_id
    if found is None or not (mine or actor.may("hall.manage", at=found.hall.path)):
        raise NoSuch("没有这个预约，或者它不归您查看。", "There is no such booking, or it is not yours.")
    return found


def communities(actor: Actor) -> list[tuple[str, str]]:
    """Return path and name of the communities where the actor may register a hall."""
    found = Place.objects.visible_to(actor, "hall.manage").filter(level=Level.COMMUNITY, until__isnull=True)
    return list(found.order_by("path").values_list("path", "short"))


def may_book(actor: Actor, hall: Hall) -> bool:
    """Test if the actor may book a hall: at his places, or above them, as the community's for an estate."""
    reach = actor.reach("hall.book")
    return actor.everywhere or any(hall.path.startswith(path) or path.startswith(hall.path) for path in reach)
