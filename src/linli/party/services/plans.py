"""How an uncovered unit is to be covered: a person chooses a lawful way, and says what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.party.models import Organisation, Plan
from linli.party.queries import units
from linli.party.rights import demand_unit
from linli.party.rulebook import rulebook
from linli.party.services.checks import check_ended
from linli.party.terms import Form, Way
from linli.party.unit import Body
from linli.people.models import User
from linli.registry.services.writing import swap, written
from linli.rules.coverage import due, may_join

PARTNERS = {Way.JOINT: Form.JOINT, Way.ATTACHED: Form.GRID, Way.GROUP: Form.GRID}


@command
def decide(
    *,
    actor: Actor,
    now: datetime,
    body: Body,
    way: str,
    reason: str,
    due_on: date,
    partner: Organisation | None = None,
) -> Plan:
    """Choose a lawful way for a unit, with the reason and until when (D3).

    partner: the joint branch to join, or the grid branch to attach to or to delegate a member
    :raises Refused: if the way is not lawful for the unit's members, a plan is open, or the day has gone by
    """
    demand_unit(actor, body, clause="D3")
    today = timezone.localdate(now)
    _check_way(actor, body, way, on=today)
    _check_partner(way, partner)
    if due_on < today:
        raise Refused("完成期限已经过去。", "That day has gone by.", clause="D3", fields=("due_on",))
    if not reason.strip():
        raise Refused("请写选这种方式的理由。", "Say why this way.", clause="D3", fields=("reason",))
    if Plan.objects.filter(**body.where(), done_on__isnull=True).exists():
        raise Refused(
            f"“{body.name}”还有一个没办结的计划，请先写明它的结果。",
            f"“{body.name}” has an open plan; say what came of it first.",
            clause="D3",
        )
    row = Plan.objects.create(
        way=way,
        path=_path(actor, body),
        partner=partner,
        reason=reason.strip(),
        decided_by=_name(actor),
        decided_on=today,
        due_on=due_on,
        updated_at=now,
        **body.where(),
    )
    shown: dict[str, Any] = {"way": [None, way], "due_on": [None, due_on], "unit": [None, body.unit]}
    written(
        row, "plan.decide", shown, actor=actor, now=now, place=row.path, clause="D3", note=reason, on=today
    )
    return row


@command
def finish(*, actor: Actor, now: datetime, plan: Plan, body: Body, on: date, outcome: str) -> Plan:
    """Say what came of a plan, whether it worked or was given up (D3).

    :raises Refused: without an outcome, if it is finished, or for a day before the decision or ahead
    """
    demand_unit(actor, body, clause="D3")
    if plan.done_on is not None:
        raise Refused("这个计划已经办结。", "This plan is finished already.", clause="D3")
    if not outcome.strip():
        raise Refused("请写结果。", "Say what came of it.", clause="D3", fields=("outcome",))
    check_ended(on, timezone.localdate(now), field="on")
    if on < plan.decided_on:
        raise Refused(
            f"办结日期早于决定日期{plan.decided_on:%Y-%m-%d}。",
            f"That day is before the decision of {plan.decided_on:%Y-%m-%d}.",
            clause="D3",
            fields=("on",),
        )
    done = swap(plan, {"done_on": on, "outcome": outcome.strip()}, seen=None, now=now)
    written(plan, "plan.finish", done, actor=actor, now=now, place=plan.path, clause="D3", on=on)
    return plan


def _check_way(actor: Actor, body: Body, way: str, *, on: date) -> None:
    full = units.count(actor, body, on=on).full
    lawful = {each.id for each in due(rulebook(), body.kind, full).ways}
    if way not in lawful:
        number = "没有报党员人数" if full is None else f"有{full}名正式党员"
        words = "no members reported" if full is None else f"{full} full members"
        raise Refused(
            f"“{body.name}”{number}，不能选这种方式。",
            f"With {words}, this way is not lawful for “{body.name}”.",
            clause="D3",
            fields=("way",),
        )


def _check_partner(way: str, partner: Organisation | None) -> None:
    if partner is None:
        if way == Way.ATTACHED:
            raise Refused(
                "请选要挂靠的网格党支部。", "Choose the grid branch.", clause="D3", fields=("partner",)
            )
        return
    wanted = PARTNERS.get(Way(way))
    if partner.until is not None or partner.form != wanted:
        raise Refused(
            f"“{partner.name}”不能用于这种方式。",
            f"“{partner.name}” does not suit this way.",
            clause="D3",
            fields=("partner",),
        )
    if way == Way.JOINT and not may_join(rulebook(), partner.coverages.filter(until__isnull=True).count()):
        raise Refused(
            f"“{partner.name}”已满，联合党支部一般不超过{rulebook().number('joint_units')}个单位。",
            f"“{partner.name}” is full; a joint branch generally covers no more units.",
            clause="D3",
            fields=("partner",),
        )


def _name(actor: Actor) -> str:
    """Return what the person who decides is called, not the name of the account."""
    known = User.objects.filter(pk=actor.user_id or 0).values_list("name", flat=True).first()
    return (known or actor.name)[:60]


def _path(actor: Actor, body: Body) -> str:
    """Return the unit's place where the actor is in charge, so that those who follow the plan see it."""
    mine = [path for path in body.paths if actor.may("party.manage", at=path)]
    return (mine or list(body.paths) or [actor.place or "/"])[0]
