"""Instructors: who is sent where, for how long, and when they were last there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q

from linli.base.scope import reached, under
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.party.models import Guidance, Instructor
from linli.party.rights import company_of, in_force, is_sent
from linli.party.terms import Unit
from linli.people.models import Posting
from linli.people.terms import Role
from linli.registry.models import Estate, ServiceProject

STATES = ("now", "ended", "ahead")


def instructors(actor: Actor, *, on: date, at: str = "", q: str = "", state: str = "now") -> Any:
    """Return appointments with `visits` and `last_visit`, longest without a visit first.

    A company's people see those sent to their company; an instructor sees his own besides those in reach.
    """
    rows = _seen(actor).select_related("company", "estate")
    if at:
        rows = rows.filter(under("path", at))
    if q:
        rows = rows.filter(
            Q(name__icontains=q) | Q(company__name__icontains=q) | Q(estate__name__icontains=q)
        )
    rules = {"now": in_force(on), "ended": Q(until__lte=on), "ahead": Q(since__gt=on)}
    rows = rows.filter(rules.get(state, Q()))
    rows = rows.annotate(visits_paid=Count("visits"), last_visit=Max("visits__on"))
    return rows.order_by(F("last_visit").asc(nulls_first=True), "since", "pk")


def _seen(actor: Actor) -> Any:
    if actor.role == Role.COMPANY:
        return Instructor.objects.filter(company=company_of(actor), company__isnull=False)
    return Instructor.objects.visible_to(actor, "party.view")


def mine(actor: Actor, *, on: date) -> list[Instructor]:
    """Return the actor's own appointments in force, for the phone."""
    rows = Instructor.objects.filter(in_force(on), user=actor.user_id or 0)
    rows = rows.select_related("company", "estate").annotate(
        visits_paid=Count("visits"), last_visit=Max("visits__on")
    )
    return list(rows.order_by(F("last_visit").asc(nulls_first=True), "pk"))


def instructor(actor: Actor, *, pk: int, permission: str = "party.view") -> Instructor:
    """Return one appointment.

    :raises NoSuch: if there is none, or none the actor may see
    """
    found: Instructor | None = _seen(actor).select_related("company", "estate", "user").filter(pk=pk).first()
    if found is None or (permission == "instructor.appoint" and not actor.may(permission, at=found.path)):
        raise NoSuch(
            "没有这名党建指导员，或者不归您查看。", "There is no such instructor, or not yours to see."
        )
    return found


def visits(actor: Actor, row: Instructor) -> list[Guidance]:
    """Return the visits of an appointment, newest first, with their photos as `pictures`; two statements."""
    rows = Guidance.objects.filter(instructor=row).select_related("estate").prefetch_related("photos")
    found: list[Any] = list(rows.order_by("-on", "-pk")[:60])
    for one in found:
        one.pictures = list(one.photos.all())
    return found


def records(actor: Actor, row: Instructor) -> bool:
    """Test if the actor may record a visit of this instructor."""
    return actor.may_somewhere("guidance.record") and is_sent(actor, row)


def estates(actor: Actor, row: Instructor) -> list[Estate]:
    """Return the estates a visit may have been at: the courtyard, or those the company serves."""
    if row.unit == Unit.ESTATE:
        return [row.estate] if row.estate else []
    serving = ServiceProject.objects.filter(company=row.company_id, until__isnull=True)
    if not actor.everywhere:
        serving = serving.filter(reached("estate__path", actor.reach("guidance.record")))
    return list(Estate.objects.filter(pk__in=serving.values("estate_id")).order_by("path"))


def accounts(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """Return key and name of the people posted as instructors where the actor sends them."""
    rows = Posting.objects.in_force(on).filter(role=Role.INSTRUCTOR, user__is_active=True)
    if not actor.everywhere:
        rows = rows.filter(reached("place__path", actor.reach("instructor.appoint")))
    return sorted(set(rows.values_list("user_id", "user__name")), key=lambda pair: pair[1])[:500]


def account(actor: Actor, *, pk: int, on: date) -> Any:
    """Return the user of one of `accounts`.

    :raises NoSuch: if it is none of them
    """
    row = Posting.objects.in_force(on).filter(role=Role.INSTRUCTOR, user=pk).select_related("user").first()
    if row is None or pk not in dict(accounts(actor, on=on)):
        raise NoSuch(
            "没有这个账号，或者它不归您选派。", "There is no such account, or it is not yours to send."
        )
    return row.user
