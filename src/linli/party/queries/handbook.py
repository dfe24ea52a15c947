"""The work handbook of an organisation, gathered from its records (F3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.paper import handbook as paper
from linli.party.asking import VERB, of_activities, owes, traits
from linli.party.models import Activity, Coverage, Headcount, Organisation, Participation
from linli.party.queries.membership import members
from linli.party.rights import in_force
from linli.people.models import Place
from linli.rules.duties.model import Duties, Duty
from linli.rules.duties.windows import windows

EVERY = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}
CAME = {True: "到场", False: "未到场", None: ""}


def handbook(
    actor: Actor, organisation: Organisation, *, period: Period, now: datetime, duties: Duties
) -> paper.Handbook:
    """Return the handbook of an organisation over a period; nine queries at most, whatever it holds.

    The caller has asked `activities.organisation_seen` whether the actor may read it. Numbers, no names of
    members; the words are Chinese, as the paper is.
    """
    today = timezone.localdate(now)
    took = list(
        Participation.objects.filter(
            organisation=organisation,
            activity__held_on__gte=period.start,
            activity__held_on__lt=period.end,
        )
        .select_related("activity__host")
        .order_by("activity__held_on", "pk")
    )
    return paper.Handbook(
        organisation=organisation.name,
        period=period.label().zh,
        last=period.last_day,
        printed=today,
        facts=_facts(organisation, period),
        members=_counts(actor, organisation, period),
        plan=_plan(organisation, period),
        asked=tuple(_asked(organisation, took, period, today, duties)),
        activities=tuple(_recorded(took)),
        place=_place(organisation.path),
    )


def _facts(row: Organisation, period: Period) -> tuple[tuple[str, str], ...]:
    covered = Coverage.objects.filter(in_force(period.last_day), organisation=row)
    units = [
        company or f"{estate}{'业主委员会' if unit == 'committee' else ''}"
        for unit, company, estate in covered.order_by("pk").values_list(
            "unit", "company__name", "estate__name"
        )
    ]
    term = f"{_day(row.elected_on)}起，{_day(row.term_until)}前" if row.elected_on and row.term_until else ""
    pairs = (
        ("组织形式", str(row.get_form_display())),
        ("上级党组织", row.parent.name if row.parent else ""),
        ("书记", row.secretary),
        ("任期", term),
        ("成立日期", _day(row.since)),
        ("支部委员会", "设" if row.committee else "不设"),
        ("党小组", f"{row.groups}个" if row.groups else "不设"),
        ("覆盖的单位", "、".join(units)),
    )
    return tuple((word, value) for word, value in pairs if value)


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _counts(actor: Actor, row: Organisation, period: Period) -> tuple[paper.Count, ...]:
    """Return the counts within the period, and the newest before it."""
    own = Headcount.objects.filter(organisation=row, as_of__lt=period.end).order_by("-as_of", "-pk")
    found: list[paper.Count] = []
    for as_of, full, probationary in own.values_list("as_of", "full", "probationary"):
        found.append(paper.Count(as_of, full, probationary))
        if as_of < period.start:
            break
    if not found and (counted := members(actor, [row.pk], on=period.last_day).get(row.pk)):
        found.append(paper.Count(counted.as_of, counted.full, counted.probationary))
    return tuple(reversed(found))


def _plan(row: Organisation, period: Period) -> tuple[paper.Planned, ...]:
    rows = Activity.objects.filter(
        host=row, planned_at__date__gte=period.start, planned_at__date__lt=period.end
    )
    return tuple(
        paper.Planned(
            timezone.localdate(each.planned_at), str(each.get_kind_display()), each.topic, _state(each)
        )
        for each in rows.order_by("planned_at", "pk")
    )


def _state(row: Activity) -> str:
    if row.cancelled_at is not None:
        return f"已取消：{row.cancelled_why}"
    return "已开展" if row.held_on else "计划中"


def _asked(
    row: Organisation, took: list[Participation], period: Period, today: date, duties: Duties
) -> Iterable[paper.Asked]:
    """Yield for each duty of the organisation how many windows of the period it owed, and met."""
    mine = traits(row)
    for each in of_activities(duties):
        if not each.asks(mine):
            continue
        held = [one.activity.held_on for one in took if f"{VERB}{one.activity.kind}" in each.met_by]
        owed = [window for window in windows(each.every, period, today) if _owes(row, window, period, duties)]
        met = sum(sum(window.contains(on) for on in held if on) >= each.times for window in owed)
        if owed or held:
            yield paper.Asked(each.name.zh, _every(each), len(owed), met, len(held), each.source.zh)


def _owes(row: Organisation, window: Period, period: Period, duties: Duties) -> bool:
    """A window that reaches beyond the period is judged in the handbook that holds it whole."""
    whole = window.start >= period.start and window.end <= period.end
    return whole and owes(row, window, duties)


def _every(duty: Duty) -> str:
    return f"{EVERY[duty.every]}{duty.times}次"


def _recorded(took: list[Participation]) -> Iterable[paper.Recorded]:
    keys = [each.activity_id for each in took]
    photos = dict(
        Activity.objects.filter(pk__in=keys).annotate(number=Count("photos")).values_list("pk", "number")
    )
    joined: dict[int, list[str]] = {}
    others = Participation.objects.filter(activity__in=keys).order_by("pk")
    for activity, name in others.values_list("activity_id", "organisation__name"):
        joined.setdefault(activity, []).append(name)
    for each in took:
        row = each.activity
        if row.held_on is None:
            continue
        names = joined.get(row.pk, [])
        yield paper.Recorded(
            kind=str(row.get_kind_display()),
            on=row.held_on,
            topic=row.topic,
            present=each.present,
            expected=each.expected,
            place=row.place_note,
            host=f"{row.host.name}（合并开展：{'、'.join(names)}）" if len(names) > 1 else "",
            instructor=CAME[each.instructor_present],
            lecturer=row.lecturer,
            minutes=row.minutes,
            photos=photos.get(row.pk, 0),
        )


def _place(path: str) -> str:
    names = Place.objects.filter(Q(path__in=paths.chain(path)) & ~Q(level="estate")).order_by("path")
    return " ".join(names.values_list("short", flat=True))
