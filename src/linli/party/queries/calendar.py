"""A month of party life: what is planned, what was held, and what the regulation still wants (F1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from linli.base.scope import reached, under
from linli.kernel.actor import Actor
from linli.kernel.period import Period, month_of
from linli.party.asking import VERB, of_activities, owes, traits
from linli.party.models import Activity, Organisation, Participation
from linli.party.queries import activities
from linli.party.rights import OWN_ONLY, in_force, instructed, own_organisations
from linli.party.terms import Form
from linli.rules.duties.model import Duties, Duty
from linli.rules.duties.windows import window_of

MOST = 1000  # entries of one month on one page
MANY = 500  # keys a statement takes before it is better asked for all


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar. what: "held", "planned", "cancelled" or "reminder" """

    on: date
    what: str
    activity: Activity


@dataclass(slots=True)
class Owed:
    """One duty in its window: how many organisations owe it, how many met it, and which have not yet.

    planned: of those missing, how many have one in the calendar
    """

    duty: Duty
    window: Period
    kinds: tuple[str, ...]
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
    actor: Actor,
    *,
    day: date,
    today: date,
    duties: Duties,
    at: str = "",
    organisation: Organisation | None = None,
) -> Month:
    """Return the month that holds `day`, of one organisation or of those at a place; six queries at most.

    at: place path; "" for all within reach; duties: those of the pack
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
    return Month(period, entries, _owed(bodies, period, duties), len(bodies))


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


def _owed(bodies: list[Organisation], period: Period, duties: Duties) -> list[Owed]:
    """Return what is owed in the windows that hold the month, duty by duty; two queries."""
    found = [
        Owed(each, window_of(each.every, period.start), tuple(map(_kind, each.met_by)))
        for each in of_activities(duties)
    ]
    held, planned = _held([row.pk for row in bodies], found)
    for row in bodies:
        said = traits(row)
        for each in found:
            if each.duty.asks(said) and owes(row, each.window, duties):
                _count(each, row, held, planned)
    return [each for each in found if each.owing]


def _held(keys: list[int], owed: list[Owed]) -> tuple[dict[tuple[int, str], int], set[tuple[int, str]]]:
    """Return how often each organisation met each duty in its window, and for which it has a plan."""
    rule, ahead = Q(pk__in=()), Q(pk__in=())
    for each in owed:
        start, end = each.window.start, each.window.end
        rule |= Q(activity__kind__in=each.kinds, activity__held_on__gte=start, activity__held_on__lt=end)
        ahead |= Q(kind__in=each.kinds, planned_at__date__gte=start, planned_at__date__lt=end)
    took = Participation.objects.filter(rule)
    plans = Activity.objects.filter(ahead, held_on=None, cancelled_at=None)
    if len(keys) < MANY:
        took, plans = took.filter(organisation__in=keys), plans.filter(host__in=keys)
    met: dict[tuple[int, str], int] = {}
    for organisation, kind, on in took.values_list("organisation_id", "activity__kind", "activity__held_on"):
        for each in owed:
            if kind in each.kinds and each.window.contains(on):
                met[organisation, each.duty.id] = met.get((organisation, each.duty.id), 0) + 1
    planned = {
        (host, each.duty.id)
        for host, kind in plans.values_list("host_id", "kind").distinct()
        for each in owed
        if kind in each.kinds
    }
    return met, planned


def _count(
    each: Owed, row: Organisation, met: dict[tuple[int, str], int], planned: set[tuple[int, str]]
) -> None:
    each.owing += 1
    if met.get((row.pk, each.duty.id), 0) >= each.duty.times:
        each.met += 1
    else:
        each.missing.append(row)
        each.planned += (row.pk, each.duty.id) in planned


def _kind(verb: str) -> str:
    return verb.removeprefix(VERB)
