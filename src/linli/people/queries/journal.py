"""Reading the journal, page by page from the newest line back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.people.models import Place

SIZE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; "" or None is anything.

    verb: a whole verb or its beginning up to the dot; person: user name; place: path
    first, last: days, both inside; before: number of the line above which the page before ended
    """

    verb: str = ""
    person: str = ""
    place: str = ""
    kind: str = ""
    key: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """rows: newest first; next: `before` of the following page, None at the end; places: names by path"""

    rows: list[JournalEntry]
    next: int | None
    places: dict[str, str]


def lines(actor: Actor, wanted: Wanted, *, size: int = SIZE) -> Lines:
    """Return a page of the lines on places where the actor may read the journal; two queries.

    Lines of no place are for whoever manages accounts; without those about accounts, for every other reader.
    Paged by number and not by counting, so that the millionth line costs what the first does.
    """
    rows = _seen(actor).order_by("-id")
    if wanted.verb:
        lookup = "verb__startswith" if wanted.verb.endswith(".") else "verb"
        rows = rows.filter(**{lookup: wanted.verb})
    if wanted.place:
        rows = rows.at(wanted.place)
    rows = rows.filter(**_exact(wanted))
    found = list(rows[: size + 1])
    paths = {row.place for row in found}
    names = dict(Place.objects.filter(path__in=paths).values_list("path", "short"))
    more = found[size - 1].id if len(found) > size else None
    return Lines(found[:size], more, names)


def _seen(actor: Actor) -> Any:
    if actor.everywhere:
        return JournalEntry.objects.filter()
    reader = Actor(actor.name, grants=actor.grants)
    seen = JournalEntry.objects.visible_to(reader, "journal.view")
    if not actor.may_somewhere("journal.view"):
        return seen
    placeless = JournalEntry.objects.filter(place="")
    if not actor.may_somewhere("user.manage"):
        placeless = placeless.exclude(subject_kind__startswith="people.")
    return seen | placeless


def _exact(wanted: Wanted) -> dict[str, object]:
    """Return the conditions on single columns that were asked for."""
    asked = {
        "actor_name": wanted.person.strip().lower(),
        "subject_kind": wanted.kind,
        "subject_id": wanted.key,
        "at__gte": _midnight(wanted.first) if wanted.first else None,
        "at__lt": _midnight(wanted.last + timedelta(days=1)) if wanted.last else None,
        "id__lt": wanted.before,
    }
    return {name: value for name, value in asked.items() if value not in ("", None)}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
