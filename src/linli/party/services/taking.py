"""Who took part in an activity: checked, entered, and told to the journal, a line for each organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.base import files, journal
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.party.models import Activity, InstructorAttendance, Organisation, Participation
from linli.party.queries.activities import Sent, sent_to
from linli.party.queries.membership import branches
from linli.party.rights import demand_for
from linli.party.terms import ActivityKind
from linli.rules.party_life import Branch, check_attendance, check_day, check_kind

PARTIAL = frozenset({ActivityKind.COMMITTEE, ActivityKind.GROUP})  # where not every member should come


@dataclass(frozen=True, slots=True)
class Present:
    """How many of an organisation came. expected: None for all its members"""

    organisation: int
    present: int
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What was held, as told. instructors: keys of those who came; photos: keys of stored pictures.

    again: yes, it is another one of the kind on that day
    """

    kind: str
    on: date
    topic: str
    attendance: tuple[Present, ...]
    place_note: str = ""
    minutes: str = ""
    lecturer: str = ""
    instructors: frozenset[int] = frozenset()
    photos: tuple[int, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """The organisations that took part by key, as rows and as the rules see them."""

    rows: dict[int, Organisation]
    branches: dict[int, Branch]


def party_of(actor: Actor, host: Organisation, held: Held, *, today: date) -> Party:
    """Return the organisations that took part; each must be the actor's to record for.

    :raises NotAllowed: if one is not
    :raises Refused: if one is named twice or not at all known, or the host is missing
    """
    keys = [each.organisation for each in held.attendance]
    rows = {row.pk: row for row in Organisation.objects.filter(pk__in=keys)}
    rows[host.pk] = host
    if len(set(keys)) < len(keys) or set(keys) != set(rows):
        raise Refused(
            "每个参加的组织写一次，举办的组织也要写到会人数。",
            "Name each organisation that took part once, the one that held it among them.",
            clause="H4",
            fields=("present",),
        )
    for row in rows.values():
        demand_for(actor, row, "activity.record", on=today, clause="F1")
    return Party(rows, branches(actor, rows.values(), on=held.on))


def check(actor: Actor, party: Party, held: Held, *, today: date) -> None:
    """Go on only if all of them can have held it, on that day, with so many people.

    :raises Refused: otherwise
    """
    for each in held.attendance:
        branch = party.branches[each.organisation]
        check_day(branch, held.on, today=today)
        check_kind(branch, held.kind)
        check_attendance(branch, present=each.present, expected=_expected(each, branch, held.kind))
    if not held.again:
        _check_twice(party, held)


def _check_twice(party: Party, held: Held) -> None:
    same = Participation.objects.filter(
        organisation__in=party.rows, activity__kind=held.kind, activity__held_on=held.on
    )
    found = same.select_related("organisation", "activity").first()
    if found is not None:
        name, kind = found.organisation.name, ActivityKind(held.kind).label
        raise Refused(
            f"{name}在{held.on}已经记过一次“{kind}”（{found.activity.topic}）。"
            "确实是另一次的，请勾选“是另一次”再记。",
            f"{name} has one of this kind on {held.on} already ({found.activity.topic})."
            " If this is another one, tick so and record it again.",
            clause="F1",
            fields=("again",),
        )


def _expected(each: Present, branch: Branch, kind: str) -> int:
    if each.expected is not None:
        return each.expected
    if kind in PARTIAL or branch.members is None:
        return each.present
    return branch.members


def enter(actor: Actor, activity: Activity, party: Party, held: Held, *, now: datetime) -> None:
    """Write down who took part, the instructors and the photos, and a line for each of them."""
    sent = sent_to(actor, list(party.rows), on=held.on)
    _check_instructors(held.instructors, sent)
    with_instructor = {each.organisation for each in sent}
    came = {each.organisation for each in sent if each.pk in held.instructors}
    taken = [
        Participation(
            activity=activity,
            organisation=party.rows[each.organisation],
            present=each.present,
            expected=_expected(each, party.branches[each.organisation], held.kind),
            instructor_present=each.organisation in came if each.organisation in with_instructor else None,
        )
        for each in held.attendance
    ]
    Participation.objects.bulk_create(taken)
    InstructorAttendance.objects.bulk_create(
        InstructorAttendance(activity=activity, instructor_id=pk, present=pk in held.instructors)
        for pk in sorted({each.pk for each in sent})
    )
    put_photos(actor, activity, held.photos)
    lines = [_line(activity, each) for each in taken]
    lines += _instructed(activity, sent, held, party)
    journal.write_lines(actor=actor, lines=lines, at=now)


def _line(activity: Activity, each: Participation) -> journal.Line:
    return journal.Line(
        verb=f"activity.{_verb(activity.kind)}",
        kind="party.organisation",
        key=str(each.organisation_id),
        place=each.organisation.path,
        clause="F1",
        on=activity.held_on,
        change={
            "activity": [None, activity.pk],
            "present": [None, each.present],
            "expected": [None, each.expected],
            "instructor": [None, each.instructor_present],
        },
    )


def _verb(kind: str) -> str:
    return str(ActivityKind(kind).value)


def _instructed(activity: Activity, sent: list[Sent], held: Held, party: Party) -> Iterable[journal.Line]:
    first = {each.pk: each for each in reversed(sent) if each.pk in held.instructors}
    for pk in sorted(first):
        yield journal.Line(
            verb="activity.instructed",
            kind="party.instructor",
            key=str(pk),
            place=party.rows[first[pk].organisation].path,
            clause="F2",
            on=activity.held_on,
            change={"activity": [None, activity.pk]},
        )


def _check_instructors(given: frozenset[int], sent: list[Sent]) -> None:
    if given - {each.pk for each in sent}:
        raise Refused(
            "选的党建指导员这天没有派到参加的组织，请重新选择。",
            "An instructor named was not sent to these organisations on that day; choose again.",
            clause="F2",
            fields=("instructors",),
        )


def put_photos(actor: Actor, activity: Activity, photos: tuple[int, ...]) -> None:
    """Add stored pictures to an activity.

    :raises Refused: if one of them is no picture
    """
    rows = [files.stored(actor, pk=pk) for pk in photos]
    wrong = [row.name for row in rows if not row.media_type.startswith("image/")]
    if wrong:
        raise Refused(
            f"“{wrong[0]}”不是照片。这里只收照片，文字请写在记录里。",
            f"“{wrong[0]}” is no picture. Only pictures are taken here; write text into the minutes.",
            clause="F1",
            fields=("photos",),
        )
    activity.photos.add(*rows)


def corrected(
    actor: Actor, activity: Activity, present: Mapping[int, tuple[int, int]], *, on: date, today: date
) -> dict[str, list[Any]]:
    """Write corrected attendance and check the corrected day; return before and after of what changed.

    present: (present, expected) by organisation
    """
    rows = list(Participation.objects.filter(activity=activity).select_related("organisation"))
    seen = branches(actor, (row.organisation for row in rows), on=on)
    changed: dict[str, list[Any]] = {}
    for row in rows:
        branch = seen[row.organisation_id]
        check_day(branch, on, today=today)
        came, should = present.get(row.organisation_id, (row.present, row.expected))
        if (came, should) != (row.present, row.expected):
            check_attendance(branch, present=came, expected=should)
            changed[f"present:{row.organisation_id}"] = [
                f"{row.present}/{row.expected}",
                f"{came}/{should}",
            ]
            Participation.objects.filter(pk=row.pk).update(present=came, expected=should)
    return changed
