"""Party activities: lists, one of them with who took part, and who may record for whom (F1 H4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from linli.base.models import StoredFile
from linli.base.scope import reached, under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.party.models import Activity, Coverage, Instructor, InstructorAttendance, Organisation
from linli.party.models import Participation as Taking
from linli.party.queries.membership import branches
from linli.party.rights import OWN_ONLY, acts_for, in_force, instructed, own_organisations
from linli.party.terms import Form
from linli.rules.party_life import Branch, check_day, check_kind

RECORD = "activity.record"
STATES: dict[str, Q] = {
    "planned": Q(held_on__isnull=True, cancelled_at__isnull=True),
    "held": Q(held_on__isnull=False),
    "cancelled": Q(cancelled_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. since, until: the days held or planned, half-open; None leaves them open"""

    at: str = ""
    organisation: int | None = None
    kind: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One activity with who took part; photos: those the actor may look at, photo_count: all of them"""

    participations: list[Taking]
    instructors: list[InstructorAttendance]
    photos: list[StoredFile]
    photo_count: int
    may_record: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """An instructor in force for a unit that an organisation covers."""

    pk: int
    name: str
    unit: str
    organisation: int


def seen(actor: Actor, *, today: date) -> Any:
    """Return the activities the actor may see: of hosts or participants in reach, and of his own."""
    if actor.everywhere:
        return Activity.objects.all()
    reach, own = actor.reach("party.view"), _own(actor, today)
    if not reach and not own:
        return Activity.objects.none()
    took_part = Taking.objects.filter(
        reached("organisation__path", reach) | Q(organisation__in=own) if own else _at(reach)
    )
    rule = reached("host__path", reach) | Q(pk__in=took_part.values("activity_id"))
    return Activity.objects.filter(rule | Q(host__in=own) if own else rule)


def _at(reach: tuple[str, ...]) -> Q:
    return reached("organisation__path", reach)


def _own(actor: Actor, today: date) -> frozenset[int]:
    return own_organisations(actor) | instructed(actor, on=today)


def activities(actor: Actor, wanted: Wanted, *, today: date) -> Any:
    """Return the activities of a list, the newest first; planned ones by the day they are planned for."""
    found = seen(actor, today=today).select_related("host")
    if wanted.at:
        found = found.filter(under("host__path", wanted.at))
    if wanted.organisation is not None:
        found = found.filter(
            Q(host=wanted.organisation)
            | Q(pk__in=Taking.objects.filter(organisation=wanted.organisation).values("activity_id"))
        )
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state in STATES:
        found = found.filter(STATES[wanted.state])
    if wanted.since is not None:
        found = found.filter(
            Q(held_on__gte=wanted.since) | Q(held_on=None, planned_at__date__gte=wanted.since)
        )
    if wanted.until is not None:
        before = Q(held_on=None, planned_at__date__lt=wanted.until)
        found = found.filter(Q(held_on__lt=wanted.until) | before)
    return found.order_by(F("held_on").desc(nulls_first=True), "-planned_at", "-pk")


def counts(actor: Actor, found: list[Activity]) -> dict[int, tuple[int, int, int]]:
    """Return organisations, present and expected of each activity of a page, by key; one query."""
    totals: dict[int, tuple[int, int, int]] = {}
    rows = Taking.objects.filter(activity__in=[row.pk for row in found])
    for key, present, expected in rows.values_list("activity_id", "present", "expected"):
        bodies, came, should = totals.get(key, (0, 0, 0))
        totals[key] = (bodies + 1, came + present, should + expected)
    return totals


def activity(actor: Actor, *, pk: int, today: date) -> Activity:
    """Return one activity.

    :raises NoSuch: if there is none, or none the actor may see
    """
    found: Activity | None = seen(actor, today=today).select_related("host").filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这次活动，或者它不归您查看。请从活动清单进入。",
            "There is no such activity, or it is not yours to see. Start from the list.",
        )
    return found


def own_activity(actor: Actor, *, pk: int, today: date) -> Activity:
    """Return an activity of an organisation the actor may record for.

    :raises NoSuch: if there is none
    """
    found = activity(actor, pk=pk, today=today)
    if not acts_for(actor, found.host, RECORD, on=today):
        raise NoSuch(
            "没有这次活动，或者它不归您记录。", "There is no such activity, or it is not yours to record."
        )
    return found


def detail(actor: Actor, found: Activity, *, today: date) -> Detail:
    """Return who took part in an activity and what is there of it; four queries."""
    taking = Taking.objects.filter(activity=found).select_related("organisation").order_by("pk")
    sent = InstructorAttendance.objects.filter(activity=found).select_related(
        "instructor__company", "instructor__estate"
    )
    photos = list(StoredFile.objects.filter(pk__in=found.photos.values("pk")).order_by("pk"))
    mine = [
        each
        for each in photos
        if actor.may(each.permission, at=each.place) or each.stored_by == (actor.user_id or 0)
    ]
    return Detail(
        list(taking),
        list(sent.order_by("pk")),
        mine,
        len(photos),
        acts_for(actor, found.host, RECORD, on=today),
    )


def recordable(actor: Actor, *, today: date, at: str = "") -> Any:
    """Return the open organisations the actor may record for, by place and name."""
    found = Organisation.objects.filter(in_force(today)).order_by("path", "name", "pk")
    if at:
        found = found.filter(under("path", at))
    if actor.everywhere:
        return found
    if not actor.may_somewhere(RECORD):
        return found.none()
    if actor.role in OWN_ONLY:
        return found.filter(pk__in=own_organisations(actor))
    return found.filter(reached("path", actor.reach(RECORD)) | Q(pk__in=instructed(actor, on=today)))


def organisation_to_record(actor: Actor, *, pk: int, today: date) -> Organisation:
    """Return an organisation the actor may record for, also one that is dissolved by now.

    :raises NoSuch: if there is none
    """
    found: Organisation | None = Organisation.objects.filter(pk=pk).first()
    if found is None or not acts_for(actor, found, RECORD, on=today):
        raise NoSuch(
            "没有这个党组织，或者您不能替它记录。请从日历选您的支部。",
            "There is no such organisation, or you may not record for it. Choose yours in the calendar.",
        )
    return found


def sent_to(actor: Actor, organisations: list[int], *, on: date) -> list[Sent]:
    """Return the instructors in force on a day for the units these organisations cover; two queries (F2)."""
    covered = Coverage.objects.filter(in_force(on), organisation__in=organisations)
    companies: dict[int, list[int]] = {}
    estates: dict[int, list[int]] = {}
    for organisation, unit, company, estate in covered.values_list(
        "organisation_id", "unit", "company_id", "estate_id"
    ):
        if unit == "company":
            companies.setdefault(company, []).append(organisation)
        elif unit == "estate":
            estates.setdefault(estate, []).append(organisation)
    rows = Instructor.objects.filter(in_force(on), Q(company__in=companies) | Q(estate__in=estates))
    found = []
    for row in rows.select_related("company", "estate").order_by("pk"):
        bodies = companies.get(row.company_id or 0, []) or estates.get(row.estate_id or 0, [])
        unit = row.company.name if row.company else row.estate.name if row.estate else ""
        found += [Sent(row.pk, row.name, unit, body) for body in bodies]
    return found


def organisation_seen(actor: Actor, *, pk: int, today: date) -> Organisation:
    """Return an organisation whose party life the actor may look at: in reach, or his own.

    :raises NoSuch: if there is none
    """
    found: Organisation | None = Organisation.objects.filter(pk=pk).first()
    own = found is not None and found.pk in _own(actor, today)
    if found is None or not (own or (actor.role not in OWN_ONLY and actor.may("party.view", at=found.path))):
        raise NoSuch(
            "没有这个党组织，或者它不归您查看。",
            "There is no such organisation, or it is not yours to see.",
        )
    return found


def can_be_held(actor: Actor, organisation: Organisation, *, kind: str, on: date, today: date) -> Branch:
    """Return the organisation as the rules see it on a day, if it can have held this kind then.

    :raises Refused: if it can't
    """
    branch = branches(actor, [organisation], on=on)[organisation.pk]
    check_kind(branch, kind)
    check_day(branch, on, today=today)
    return branch


def neighbours(actor: Actor, organisation: Organisation, *, today: date) -> list[Organisation]:
    """Return others of the same community the actor may record for, who may have joined in (H4)."""
    path = organisation.path
    segment = path.rstrip("/").rpartition("/")[2]
    community = paths.parent(path) if segment[:1] in ("g", "e") else path
    found = recordable(actor, today=today, at=community).exclude(pk=organisation.pk)
    return list(found.exclude(form=Form.COMMITTEE)[:40])
