"""Which company an administrator posts people for; the name only, since he sees no registry."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from linli.base.scope import reached
from linli.kernel.actor import Actor
from linli.people.models import Place
from linli.registry.models import Company, ServiceProject


def serving(actor: Actor, *, path: str, on: date) -> tuple[str, str]:
    """Return ("company:12", its name) of the company that serves the estate at `path`; ("", "") if none does.

    For whoever manages accounts there.
    """
    if not actor.may("user.manage", at=path):
        return "", ""
    rows = ServiceProject.objects.filter(Q(until__isnull=True) | Q(until__gt=on), estate__path=path)
    found = rows.order_by("-since").values_list("company", "company__name").first()
    return (f"company:{found[0]}", found[1]) if found else ("", "")


def served(actor: Actor, *, organisations: Collection[str], on: date) -> dict[str, list[Place]]:
    """Return by company ("company:12") the estates it serves on a day and where the actor manages accounts.

    As places, in order of path; one query however many there are.
    """
    keys = [
        int(text[8:]) for text in set(organisations) if text.startswith("company:") and text[8:].isdigit()
    ]
    rows = ServiceProject.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)
    rows = rows.filter(company__in=keys).select_related("estate__place").order_by("estate__path")
    if not actor.everywhere:
        rows = rows.filter(reached("estate__path", actor.reach("user.manage")))
    found: dict[str, list[Place]] = {}
    for row in rows:
        found.setdefault(f"company:{row.company_id}", []).append(row.estate.place)
    return found


def names(actor: Actor, *, organisations: Collection[str]) -> dict[str, str]:
    """Return the names of bodies such as "company:12", for whoever manages accounts somewhere; one query."""
    if not actor.may_somewhere("user.manage"):
        return {}
    rows = Company.objects.filter(pk__in=_companies(organisations))
    return {f"company:{pk}": name for pk, name in rows.values_list("pk", "name")}


def _companies(organisations: Collection[str]) -> set[int]:
    keys = [text.partition(":")[2] for text in organisations if text.startswith("company:")]
    return {int(key) for key in keys if key.isdigit()}
