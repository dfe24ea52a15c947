"""What a round is planned to be: plain values, checked before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.assessment.terms import BarEffect, Combination, PartyKind
from linli.kernel.errors import Refused
from linli.kernel.period import Period
from linli.registry.terms import Mode
from linli.rules.scorecard.model import Card


@dataclass(frozen=True, slots=True)
class PartyPlan:
    """kind: `terms.PartyKind`; due: None for the round's own last day; items: ids, empty for all."""

    kind: str
    weight: int = 0
    due: date | None = None
    who: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarPlan:
    user_id: int
    user_name: str
    path: str
    reason: str
    effect: str = BarEffect.FLAG


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """title: "" for the period's own words; places, modes: empty for all of the district"""

    path: str
    period: Period
    facts_due: date
    parties: Sequence[PartyPlan]
    policy: str
    title: str = ""
    combination: str = Combination.JOINT
    places: Sequence[str] = ()
    modes: Sequence[str] = (Mode.MARKET, Mode.SELF)
    bars: Sequence[BarPlan] = ()
    jump_limit: int = 1000
    survey_least: int = 30
    previous: Any = None


def check(plan: RoundPlan, card: Card) -> None:
    """Refuse a plan that cannot be carried out.

    :raises Refused: naming the field and the mend
    """
    _check_days(plan)
    _check_parties(plan)
    _check_items(plan, card)
    for path in plan.places:
        if not path.startswith(plan.path):
            raise Refused(
                "所选地域不在本区之内，请重新选。",
                "A chosen place lies outside the district; choose again.",
                fields=("places",),
            )
    if not plan.modes or any(mode not in Mode.values for mode in plan.modes):
        raise Refused("至少选一类小区。", "Choose at least one class of estates.", fields=("modes",))


def _check_days(plan: RoundPlan) -> None:
    if plan.facts_due < plan.period.start:
        raise Refused(
            f"登记截止日 {plan.facts_due} 早于考评期开始 {plan.period.start}，请改其中一个。",
            f"Entries close on {plan.facts_due}, before the period begins on {plan.period.start}.",
            fields=("facts_due",),
        )
    for party in plan.parties:
        if party.due and not plan.period.start <= party.due <= plan.facts_due:
            name = PartyKind(party.kind).label
            raise Refused(
                f"{name}的截止日 {party.due} 应在 {plan.period.start} 到 {plan.facts_due} 之间。",
                f"The deadline of {party.kind} must lie between {plan.period.start} and {plan.facts_due}.",
                fields=("parties",),
            )


def _check_parties(plan: RoundPlan) -> None:
    kinds = [party.kind for party in plan.parties]
    if not kinds or len(set(kinds)) != len(kinds) or any(kind not in PartyKind.values for kind in kinds):
        raise Refused(
            "至少选一个考评方，每一方只能选一次。",
            "Choose at least one assessing party, each only once.",
            clause="I1",
            fields=("parties",),
        )
    whole = sum(party.weight for party in plan.parties)
    if plan.combination == Combination.WEIGHTED and (
        whole != 100 or any(party.weight <= 0 for party in plan.parties)
    ):
        raise Refused(
            f"各方权重合计是 {whole}，要正好 100，且每一方都大于 0。",
            f"The weights add up to {whole}; they must make 100, each above 0.",
            clause="I1",
            fields=("weights",),
        )


def _check_items(plan: RoundPlan, card: Card) -> None:
    known = {item.id for item in card.items}
    named = {item for party in plan.parties for item in party.items}
    if named - known:
        unknown = "、".join(sorted(named - known))
        raise Refused(
            f"评分表里没有这些项目：{unknown}。",
            f"The score sheet has no such items: {', '.join(sorted(named - known))}.",
            fields=("parties",),
        )
    if named and all(party.items for party in plan.parties) and known - named:
        left = "、".join(card.item(item).title_zh for item in sorted(known - named))
        raise Refused(
            f"这些项目没有人负责：{left}。请分给某一方，或让一方负责全部。",
            f"Nobody answers for: {', '.join(sorted(known - named))}. Give them to a party.",
            fields=("parties",),
        )
