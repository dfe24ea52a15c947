"""A month of party life: what is planned, what was held, and what the regulation still wants (F1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from linli.base.scope import reached, under
from linli.kernel.actor import Actor
from linli.kernel.period import Period, month_of
from linli.party.models import Activity, Organisation, Participation
from linli.party.queries import activities
from linli.party.rights import OWN_ONLY, in_force, instructed, own_organisations
from linli.party.terms import ActivityKind, Form
from linli.rules.party_life import CADENCES, Branch, Cadence, owes

MOST = 1000  # entries of one month on one page


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar. what: "held", "planned", "cancelled" or "reminder" """

    on: date
    what: str
    activity: Activity


@dataclass(slots=True)
class Owed:
    """One kind of activity in its window: who owes it, who held it, who has not yet.

    planned: of those missing, how many have one in the calendar
    """

    cadence: Cadence
    window: Period
    label: str
    owing: int = 0
    met: int = 0
    planned: int = 0
    missing: list[Organisation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Month:
    """The month with its entries in the order of days, and what is owed by its end."""

    period: Period
    entries: list[Entry]
    owed: list[Owed]
    organisations: int


def month(
    actor: Actor, *, day: date, today: date, at: str = "", organisation: Organisation | None = None
) -> Month:
    """Return the month that holds `day`, of one organisation or of those at a place; four queries or five.

    at: place path; "" for all within reach
    """
    period = month_of(day)
    bodies = [organisation] if organisation is not None else _bodies(actor, at, today)
    wanted = activities.Wanted(at=at, organisation=organisation.pk if organisation is not None else None)
    rows = activities.activities(actor, wanted, today=today).filter(
        Q(held_on__gte=period.start, held_on__lt=period.end)
        | Q(held_on=None, planned_at__date__gte=period.start, planned_at__date__lt=period.end)
        | Q(held_on=None, cancelled_at=None, remind_on__gte=period.start, remind_on__lt=period.end)
    )
    entries = sorted(
        (entry for row in rows[:MOST] for entry in _entries(row, period)), key=lambda each: each.on
    )
    return Month(period, entries, _owed(bodies, period), len(bodies))


def _bodies(actor: Actor, at: str, today: date) -> list[Organisation]:
    """Return the open organisations the actor may see, as far as they lead party life themselves."""
    found = Organisation.objects.filter(in_force(today)).exclude(form=Form.COMMITTEE)
    if at:
        found = found.filter(under("path", at))
    if not actor.everywhere:
        own = own_organisations(actor) | instructed(actor, on=today)
        rule = Q(pk__in=own)
        found = found.filter(
            rule if actor.role in OWN_ONLY else rule | reached("path", actor.reach("party.view"))
        )
    return list(found.order_by("path", "name", "pk"))


def _entries(row: Activity, period: Period) -> list[Entry]:
    if row.held_on is not None:
        return [Entry(row.held_on, "held", row)]
    found = []
    day = timezone.localdate(row.planned_at) if row.planned_at else None
    if day is not None and period.contains(day):
        found.append(Entry(day, "planned" if row.cancelled_at is None else "cancelled", row))
    if row.cancelled_at is None and row.remind_on and row.remind_on != day and period.contains(row.remind_on):
        found.append(Entry(row.remind_on, "reminder", row))
    return found


def _owed(bodies: list[Organisation], period: Period) -> list[Owed]:
    """Return what is owed in the windows that hold the month, by kind; two queries."""
    windows = {cadence.kind: cadence.window(period.start) for cadence in CADENCES}
    keys = [row.pk for row in bodies]
    rule, ahead = Q(pk__in=()), Q(pk__in=())
    for kind, window in windows.items():
        rule |= Q(activity__kind=kind, activity__held_on__gte=window.start, activity__held_on__lt=window.end)
        ahead |= Q(kind=kind, planned_at__date__gte=window.start, planned_at__date__lt=window.end)
    took = Participation.objects.filter(rule)
    plans = Activity.objects.filter(ahead, held_on=None, cancelled_at=None)
    if len(keys) < 500:
        took, plans = took.filter(organisation__in=keys), plans.filter(host__in=keys)
    held = set(took.values_list("organisation_id", "activity__kind").distinct())
    planned = set(plans.values_list("host_id", "kind").distinct())
    found = [Owed(each, windows[each.kind], str(ActivityKind(each.kind).label)) for each in CADENCES]
    for row in bodies:
        branch = _branch(row)
        for each in found:
            if owes(branch, each.cadence.kind, each.window):
                _count(each, row, held, planned)
    return [each for each in found if each.owing]


def _count(each: Owed, row: Organisation, held: set[tuple[int, str]], planned: set[tuple[int, str]]) -> None:
    each.owing += 1
    if (row.pk, each.cadence.kind) in held:
        each.met += 1
    else:
        each.missing.append(row)
        each.planned += (row.pk, each.cadence.kind) in planned


def _branch(row: Organisation) -> Branch:
    return Branch(
        name=row.name,
        since=row.since,
        until=row.until,
        committee=row.committee,
        groups=row.groups,
        group=row.form == Form.GROUP,
    )
