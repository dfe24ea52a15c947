"""Activities: planned, held and recorded once for all who took part, called off, corrected (F1 F2 H4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused, Stale
from linli.party.models import Activity, Organisation
from linli.party.naming import name_of
from linli.party.queries.membership import branches
from linli.party.rights import demand_for
from linli.party.services import taking
from linli.party.services.taking import Held
from linli.party.terms import ActivityKind
from linli.registry.services.writing import swap, written
from linli.rules.folding import tidy
from linli.rules.party_life import check_day, check_kind

RECORD = "activity.record"
PLAN = frozenset({"kind", "topic", "place_note", "planned_at", "remind_on", "lecturer"})
CORRECTABLE = frozenset({"topic", "place_note", "held_on", "minutes", "lecturer"})


@command
def plan(*, actor: Actor, now: datetime, organisation: Organisation, fields: Mapping[str, Any]) -> Activity:
    """Put an activity into the calendar of the organisation that will hold it (F1).

    fields: kind, topic, planned_at; perhaps place_note, lecturer and remind_on

    :raises NotAllowed: if the actor does not act for the organisation
    :raises Refused: without a topic, for a moment gone by, outside the organisation's life or term, or with
        a reminder after the day itself
    """
    today = timezone.localdate(now)
    demand_for(actor, organisation, RECORD, on=today, clause="F1")
    _known(fields, PLAN)
    branch = branches(actor, [organisation], on=today)[organisation.pk]
    check_kind(branch, fields["kind"])
    day = timezone.localdate(fields["planned_at"])
    if fields["planned_at"] <= now:
        raise Refused(
            "计划的时间已经过去。已经开展的请直接记录。",
            "The planned moment has gone by. Record what was held instead.",
            clause="F1",
            fields=("planned_at",),
        )
    check_day(branch, day, today=day)
    _check_reminder(fields.get("remind_on"), day, today)
    facts = {**fields, "topic": _topic(fields.get("topic", ""))}
    activity = Activity.objects.create(host=organisation, updated_at=now, **_recorder(actor), **facts)
    change = {name: [None, facts.get(name)] for name in ("kind", "planned_at", "remind_on")}
    written(activity, "activity.plan", change, actor=actor, now=now, place=organisation.path, clause="F1")
    return activity


@command
def cancel(*, actor: Actor, now: datetime, activity: Activity, reason: str) -> Activity:
    """Call a planned activity off; it stays in the calendar with its reason (F1).

    :raises Refused: without a reason, or if it was held or called off before
    """
    demand_for(actor, activity.host, RECORD, on=timezone.localdate(now), clause="F1")
    if not tidy(reason):
        raise Refused("请写明取消的原因。", "Say why it is called off.", clause="F1", fields=("reason",))
    _check_open(activity)
    fields = {"cancelled_at": now, "cancelled_why": tidy(reason)[:200]}
    done = swap(activity, fields, seen=None, now=now)
    done.pop("cancelled_why")
    written(
        activity,
        "activity.cancel",
        done,
        actor=actor,
        now=now,
        place=activity.host.path,
        clause="F1",
        note=tidy(reason),
    )
    return activity


@command
def record(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    held: Held,
    planned: Activity | None = None,
) -> Activity:
    """Record once what was held, for the host and every other organisation that took part (F1 F2 H4).

    planned: the entry of the calendar that it was; its life ends here

    :raises NotAllowed: if the actor does not act for each of the organisations
    :raises Refused: for a day ahead or outside life or term, attendance beyond the members, a meeting this
        organisation can't hold, or a second one of the kind on that day that nobody confirmed
    :raises Stale: if somebody else recorded or cancelled the planned one in between
    """
    today = timezone.localdate(now)
    party = taking.party_of(actor, organisation, held, today=today)
    taking.check(actor, party, held, today=today)
    facts = {
        "kind": held.kind,
        "topic": _topic(held.topic),
        "place_note": tidy(held.place_note),
        "held_on": held.on,
        "minutes": held.minutes.strip(),
        "lecturer": tidy(held.lecturer),
    }
    if planned is None:
        activity = Activity.objects.create(host=organisation, updated_at=now, **_recorder(actor), **facts)
    else:
        _check_open(planned)
        swap(planned, {**facts, **_recorder(actor)}, seen=None, now=now)
        activity = planned
    taking.enter(actor, activity, party, held, now=now)
    return activity


@command
def correct(
    *,
    actor: Actor,
    now: datetime,
    activity: Activity,
    fields: Mapping[str, Any],
    present: Mapping[int, tuple[int, int]],
    photos: tuple[int, ...] = (),
    seen: datetime | None = None,
) -> Activity:
    """Correct the record of an activity that was held; before and after stand in the journal (F1).

    present: (present, expected) by key of the organisations that took part; photos: further ones
    The day moves within its calendar month only: what was counted for a month stays counted for it.

    :raises Refused: for anything `record` would refuse, or a day in another month
    :raises Stale: if somebody wrote since `seen`
    """
    today = timezone.localdate(now)
    demand_for(actor, activity.host, RECORD, on=today, clause="F1")
    _known(fields, CORRECTABLE)
    if activity.held_on is None:
        raise Refused(
            "还没有开展，不用更正。", "It was not held yet; there is nothing to correct.", clause="F1"
        )
    facts = {**fields}
    if "topic" in facts:
        facts["topic"] = _topic(facts["topic"])
    on = facts.get("held_on", activity.held_on)
    _check_month(activity.held_on, on)
    before = taking.corrected(actor, activity, present, on=on, today=today)
    taking.put_photos(actor, activity, photos)
    done = swap(activity, facts, seen=seen, now=now)
    for text in ("minutes", "topic", "lecturer"):
        if text in done:
            done[text] = [None, "changed"]  # words of a meeting stay out of the journal
    path = activity.host.path
    written(activity, "activity.correct", {**done, **before}, actor=actor, now=now, place=path, clause="F1")
    return activity


def _check_month(held_on: date, on: date) -> None:
    if (held_on.year, held_on.month) != (on.year, on.month):
        raise Refused(
            f"这次活动记在{held_on:%Y年%m月}，日期只能在当月内更正。",
            f"It is recorded in {held_on:%B %Y}; its day can be corrected within that month only.",
            clause="F1",
            fields=("held_on",),
        )


def _check_open(activity: Activity) -> None:
    if activity.held_on is not None or activity.cancelled_at is not None:
        raise Stale(
            "这项计划已经开展或已取消，请看最新的记录。",
            "This plan was held or called off already; look at it again.",
        )


def _check_reminder(remind_on: date | None, day: date, today: date) -> None:
    if remind_on is not None and not today <= remind_on <= day:
        raise Refused(
            f"提醒日期应在今天和活动当天{day}之间。",
            f"The reminder must lie between today and the day itself, {day}.",
            clause="F1",
            fields=("remind_on",),
        )


def _topic(text: str) -> str:
    if not tidy(text):
        raise Refused("请写主题。", "Write the topic.", clause="F1", fields=("topic",))
    return tidy(text)[:120]


def _recorder(actor: Actor) -> dict[str, Any]:
    return {"recorded_by": actor.user_id, "recorded_by_name": name_of(actor)}


def _known(fields: Mapping[str, Any], names: frozenset[str]) -> None:
    unknown = set(fields) - names
    if unknown:
        raise ValueError(f"no facts of an activity: {sorted(unknown)}")
    if "kind" in fields and fields["kind"] not in ActivityKind.values:
        raise ValueError(f"no kind of activity: {fields['kind']}")
