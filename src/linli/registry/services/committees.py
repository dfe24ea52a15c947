"""Owners' committees: elected, filed within 30 days, dissolved; and the reading of a masked phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.registry.models import Estate, OwnersCommittee
from linli.registry.services import completeness
from linli.registry.services.companies import checked_field
from linli.registry.services.writing import demand, swap, written
from linli.registry.terms import CommitteeKind
from linli.rules.identifiers import fold_phone

FACTS = frozenset({"kind", "elected_on", "term_until", "members", "chair", "phone"})
LAW = "条例16"


@command
def elect(*, actor: Actor, now: datetime, estate: Estate, fields: Mapping[str, Any]) -> OwnersCommittee:
    """Enter a newly elected committee; the one before is dissolved on that day (B2).

    :raises Refused: if its term or the number of its members does not hold
    Source: 业主大会和业主委员会指导规则 第三十一条: 5 to 11 members, odd
    """
    demand(actor, "committee.edit", at=estate.path, clause="B2")
    facts = checked(fields)
    before = OwnersCommittee.objects.filter(estate=estate, dissolved_on__isnull=True).first()
    if before and facts["elected_on"] <= before.elected_on:
        raise Refused(
            f"现任于{before.elected_on:%Y-%m-%d}选出，新一届的日期要晚于这一天。",
            f"The present one was elected on {before.elected_on:%Y-%m-%d}; the new date must be later.",
            clause="B2",
            fields=("elected_on",),
        )
    if before:
        swap(before, {"dissolved_on": facts["elected_on"]}, seen=None, now=now)
    committee = OwnersCommittee.objects.create(estate=estate, updated_at=now, **facts)
    completeness.refresh(estate, today=timezone.localdate(now))
    shown = {name: [None, facts.get(name)] for name in ("kind", "elected_on", "term_until", "members")}
    on = committee.elected_on
    written(committee, "committee.elect", shown, actor=actor, now=now, place=estate.path, clause="B2", on=on)
    return committee


@command
def change(
    *,
    actor: Actor,
    now: datetime,
    committee: OwnersCommittee,
    fields: Mapping[str, Any],
    seen: datetime | None = None,
) -> OwnersCommittee:
    """Correct what is known of a committee (B2).

    :raises Stale: if someone changed it since `seen`
    """
    path = committee.estate.path
    demand(actor, "committee.edit", at=path, clause="B2")
    whole = {name: fields.get(name, getattr(committee, name)) for name in FACTS}
    facts = {name: value for name, value in checked(whole).items() if name in fields}
    done = swap(committee, facts, seen=seen, now=now)
    done.pop("chair", None)
    completeness.refresh(committee.estate, today=timezone.localdate(now))
    written(committee, "committee.change", done, actor=actor, now=now, place=path, clause="B2")
    return committee


@command
def file(
    *, actor: Actor, now: datetime, committee: OwnersCommittee, on: date, number: str
) -> OwnersCommittee:
    """The subdistrict takes a committee on file, within 30 days of its election (条例16).

    :raises Refused: if it is on file, without a number, or for a day before the election or ahead
    """
    path = committee.estate.path
    demand(actor, "committee.edit", at=path, clause=LAW)
    if committee.filed_on:
        raise Refused("这一届已经备案。", "It is on file already.", clause=LAW)
    if not committee.elected_on <= on <= timezone.localdate(now):
        raise Refused(
            f"备案日期应在选举日期{committee.elected_on:%Y-%m-%d}和今天之间。",
            f"The day must lie between the election on {committee.elected_on:%Y-%m-%d} and today.",
            clause=LAW,
            fields=("on",),
        )
    if not number.strip():
        raise Refused("请写备案编号。", "Write the filing number.", clause=LAW, fields=("number",))
    done = swap(committee, {"filed_on": on, "filing_number": number.strip()}, seen=None, now=now)
    completeness.refresh(committee.estate, today=timezone.localdate(now))
    written(committee, "committee.file", done, actor=actor, now=now, place=path, clause=LAW, on=on)
    return committee


@command
def dissolve(
    *, actor: Actor, now: datetime, committee: OwnersCommittee, on: date, reason: str
) -> OwnersCommittee:
    """A committee ends without a successor; it stays in the history (B2).

    :raises Refused: without a reason, or before its election
    """
    path = committee.estate.path
    demand(actor, "committee.edit", at=path, clause="B2")
    if not reason.strip():
        raise Refused("请写明终止的原因。", "Say why it ends.", clause="B2", fields=("reason",))
    if committee.dissolved_on or on < committee.elected_on:
        raise Refused(
            "终止日期不能早于选举日期，且这一届还没有终止。",
            "It can't end before its election, nor twice.",
            clause="B2",
            fields=("on",),
        )
    done = swap(committee, {"dissolved_on": on}, seen=None, now=now)
    completeness.refresh(committee.estate, today=timezone.localdate(now))
    written(committee, "committee.dissolve", done, actor=actor, now=now, place=path, clause="B2", note=reason)
    return committee


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a committee in their one spelling.

    :raises Refused: if the term ends before it begins, or an owners' committee is not of 5 to 11 members, odd
    """
    unknown = set(fields) - FACTS
    if unknown:
        raise ValueError(f"no facts of a committee: {sorted(unknown)}")
    facts = dict(fields)
    if facts["term_until"] <= facts["elected_on"]:
        raise Refused(
            "任期届满日要晚于选举日期。", "The term must end after the election.", fields=("term_until",)
        )
    members = facts.get("members")
    owners = facts["kind"] == CommitteeKind.COMMITTEE
    if members is not None and owners and (members % 2 == 0 or not 5 <= members <= 11):
        raise Refused(
            f"业主委员会由5至11人单数组成，这里是{members}人。",
            f"An owners' committee has 5 to 11 members, an odd number; this has {members}.",
            clause="指导规则31",
            fields=("members",),
        )
    if facts.get("phone"):
        facts["phone"] = checked_field(fold_phone, facts["phone"], "phone")
    return facts
