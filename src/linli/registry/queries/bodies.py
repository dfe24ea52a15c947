"""Which company an administrator posts people for; the name only, since he sees no registry."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from linli.kernel.actor import Actor
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


def names(actor: Actor, *, organisations: list[str]) -> dict[str, str]:
    """Return the names of bodies such as "company:12", for whoever manages accounts somewhere; one query."""
    if not actor.may_somewhere("user.manage"):
        return {}
    keys = [text.partition(":")[2] for text in organisations if text.startswith("company:")]
    rows = Company.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {f"company:{pk}": name for pk, name in rows.values_list("pk", "name")}
