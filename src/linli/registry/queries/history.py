"""What happened, from the journal."""

from __future__ import annotations

from typing import Any

from linli.base import journal
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.registry.models import Company, Estate

HIDDEN = ("contact.reveal", "completeness.renew", "posting.extend", "posting.curtail")


def timeline(actor: Actor, estate: Estate, *, limit: int = 12) -> list[JournalEntry]:
    """Return the newest lines about an estate, for whoever may see the estate; two queries.

    Who looked at a phone, and who was posted, is for the journal's own page.
    """
    return list(history(actor, estate)[:limit])


def history(actor: Actor, estate: Estate) -> Any:
    """Return all lines of an estate, newest first, those of the places where it stood before included."""
    places = {estate.path}
    for change in journal.lines_about("registry.estate", [str(estate.pk)]).filter(verb="estate.move"):
        places |= set(change.change.get("path", ()))
    lines = JournalEntry.objects.filter(place__in=places, subject_kind__startswith="registry.")
    if not actor.everywhere and not any(estate.path.startswith(path) for path in actor.reach("estate.view")):
        return lines.none()
    return lines.exclude(verb__in=HIDDEN).order_by("-id")


def of_company(actor: Actor, company: Company) -> Any:
    """Return the lines about a company's own data, newest first."""
    lines = journal.lines_about("registry.company", [str(company.pk)]).exclude(verb__in=HIDDEN)
    return lines if actor.may_somewhere("company.view") else lines.none()
