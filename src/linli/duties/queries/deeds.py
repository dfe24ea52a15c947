"""What was done, counted by the database: by verb, whose it is, place and month. Never line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Q, Value, When

from linli.base.models import JournalEntry
from linli.base.scope import Unhelped, reached
from linli.duties.queries.areas import Area
from linli.kernel.actor import Actor
from linli.kernel.period import Period, month_of

# Lines of these verbs are about one subject by its key; all others count for the place they lie at.
KEYED: dict[str, str] = {
    "organisation": "party.organisation",
    "instructor": "party.instructor",
    "mandate": "mandates.mandate",
}
BY_KEY = frozenset(
    {
        "activity.members_meeting",
        "activity.committee_meeting",
        "activity.group_meeting",
        "activity.lecture",
        "activity.theme_day",
        "activity.organisation_life",
        "activity.appraisal",
        "activity.open_activity",
        "activity.instructed",
        "guidance.record",
        "visit.record",
    }
)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many deeds of one verb in a month. month: its place in the list asked for; day, line: of the last"""

    verb: str
    key: str
    place: str
    month: int
    number: int
    day: date | None = None
    line: int = 0


def months(actor: Actor, span: Period) -> list[Period]:
    """Return the months of a span, in order."""
    found, day = [], span.start
    while day < span.end:
        found.append(month_of(day))
        day = found[-1].end
    return found


def tallied(
    actor: Actor,
    area: Area,
    *,
    verbs: Collection[str],
    span: Period,
    places: Sequence[str] = (),
    own: Mapping[str, Collection[int]] | None = None,
    moved: Collection[str] = (),
    named: bool = False,
) -> Iterator[Tally]:
    """Yield what was done in an area in a span of whole months; one statement, two for a company's people.

    places: paths of all places of the area if they are few
    own: keys of organisations and instructors that lie elsewhere, by kind of subject
    moved: paths where estates of the area were before
    named: tell the last line of each as well
    """
    if not verbs:
        return
    rows = JournalEntry.objects.filter(on__gte=span.start, on__lt=span.end)
    if places:
        # By place and day: only the lines of the period are read, whatever the journal's age.
        here = rows.alias(said=Unhelped(F("verb"))).filter(
            place__in=[*places, *moved], said__in=sorted(verbs)
        )
    else:
        wide = Q() if area.paths == ("/",) else reached("lies", area.paths) | Q(lies__in=moved)
        here = rows.alias(lies=Unhelped(F("place"))).filter(wide, verb__in=sorted(verbs))
    yield from _grouped(here, actor, span, named)
    if own and (keyed := sorted(BY_KEY.intersection(verbs))):
        about = Q(pk__in=())
        for kind, keys in own.items():
            about |= Q(subject_kind=KEYED[kind], subject_id__in=[str(key) for key in keys])
        rows = rows.filter(about, verb__in=keyed).exclude(place__in=places)
        yield from _grouped(rows, actor, span, named)


def _grouped(rows: Any, actor: Actor, span: Period, named: bool) -> Iterator[Tally]:
    whens = [When(on__lt=month.end, then=Value(n)) for n, month in enumerate(months(actor, span))]
    key = When(verb__in=sorted(BY_KEY), then=F("subject_id"))
    grouped = rows.annotate(
        month=Case(*whens, default=Value(-1)),
        key=Case(key, default=Value(""), output_field=CharField()),
    ).order_by()
    counted = grouped.values_list("verb", "key", "place", "month").annotate(number=Count("*"))
    if named:
        counted = counted.annotate(day=Max("on"), line=Max("id"))
    for row in counted.iterator(chunk_size=5000):
        yield Tally(*row)
