"""Reading the journal, page by page from the newest line back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from linli.base.models import JournalEntry
from linli.base.scope import reached
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.people.models import Place

SIZE = 50
BATCH = 2_000  # lines read at a time for a file
MOST = 50_000  # lines in one file; a spreadsheet of more is slow to open and to search
WINDOW = 50_000  # lines; some hundredths of a second
NARROW = 4  # city, district, subdistrict, community: from here down the index of places finds few lines


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
    """A page of the journal. rows: newest first; places: names by path

    next: `before` of the following page, None at the end; cut: the page is short because the search stopped
    after `WINDOW` lines, not because there are no more
    """

    rows: list[JournalEntry]
    next: int | None
    cut: bool
    places: dict[str, str]


def lines(actor: Actor, wanted: Wanted, *, size: int = SIZE) -> Lines:
    """Return a page of the lines on places where the actor may read the journal; three queries.

    Lines of no place are for whoever manages accounts; without those about accounts, for every other reader.
    Paged by number and not by counting, and at most `WINDOW` lines are looked through at a time, so that a
    journal of a million lines answers as fast as one of a hundred.
    """
    top = wanted.before or (JournalEntry.objects.aggregate(last=Max("id"))["last"] or 0) + 1
    narrow = bool(wanted.key) or len(paths.chain(wanted.place)) >= NARROW
    floor = 1 if narrow else max(1, top - WINDOW)
    # An expression no index knows: else the database would read the index of places, and sort all it finds.
    rows = JournalEntry.objects.annotate(lies=Concat("place", Value("")))
    rows = rows.filter(_seen(actor), _asked(wanted, "place" if narrow else "lies"), **_exact(wanted))
    found = list(rows.filter(id__lt=top, id__gte=floor).order_by("-id")[: size + 1])
    full = len(found) > size
    cut = not full and floor > 1
    names = Place.objects.filter(path__in={row.place for row in found}).values_list("path", "short")
    more = found[size - 1].id if full else floor if cut else None
    return Lines(found[:size], more, cut, dict(names))


def batches(actor: Actor, wanted: Wanted, *, most: int = MOST) -> Iterator[Lines]:
    """Yield the lines asked for, newest first, some thousands at a time, at most `most` of them in all.

    If the last batch has a `next`, the search ended there because it had enough, and there may be more.
    """
    left = most
    while True:
        page = lines(actor, wanted, size=min(BATCH, left))
        left -= len(page.rows)
        yield page
        if page.next is None or left <= 0:
            return
        wanted = replace(wanted, before=page.next)


def _seen(actor: Actor) -> Q:
    """Return the condition that the actor may read a line."""
    if actor.everywhere or not actor.may_somewhere("journal.view"):
        return Q() if actor.everywhere else Q(pk__in=())
    placeless = Q(lies="")
    if not actor.may_somewhere("user.manage"):
        placeless &= ~Q(subject_kind__startswith="people.")
    return reached("lies", actor.reach("journal.view")) | placeless


def _asked(wanted: Wanted, place: str) -> Q:
    """Return the conditions on verb and place; `place` is the column to look at."""
    verb = "verb__startswith" if wanted.verb.endswith(".") else "verb"
    asked = Q(**{verb: wanted.verb}) if wanted.verb else Q()
    return asked & reached(place, (wanted.place,)) if wanted.place else asked


def _exact(wanted: Wanted) -> dict[str, object]:
    """Return the conditions on single columns that were asked for."""
    asked = {
        "actor_name": wanted.person.strip().lower(),
        "subject_kind": wanted.kind,
        "subject_id": wanted.key,
        "at__gte": _midnight(wanted.first) if wanted.first else None,
        "at__lt": _midnight(wanted.last + timedelta(days=1)) if wanted.last else None,
    }
    return {name: value for name, value in asked.items() if value not in ("", None)}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
