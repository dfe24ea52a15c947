"""Plan a round, open it over the estates it takes in, move its last day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.assessment.leave import demand, is_within
from linli.assessment.lifecycle import ROUND
from linli.assessment.models import Bar, Party, Round, RoundEstate
from linli.assessment.plans import RoundPlan, check
from linli.assessment.terms import COLLECTING, Combination, RoundState
from linli.base import jobs, journal
from linli.base.command import command
from linli.base.lifecycle import apply
from linli.base.scope import under
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.people.models import Place
from linli.people.terms import Level
from linli.registry.models import Estate, ServiceProject
from linli.rules import packs

BATCH = 400
ROUND_CODE = "round.score"  # the kind of job that gathers and scores


@command
def plan(*, actor: Actor, plan: RoundPlan, now: datetime) -> Round:
    """Write down a new round; nothing is asked of anybody until it is opened.

    :raises NotAllowed: without the right to manage rounds there
    :raises Refused: if the plan cannot be carried out, or the district has a round of this period (I1)
    """
    demand(actor, "round.manage", at=plan.path, clause="I1")
    pack = packs.load(plan.policy)
    check(plan, pack.card)
    code = plan.period.code()
    if Round.objects.filter(path=plan.path, code=code).exclude(state=RoundState.SUPERSEDED).exists():
        raise Refused(
            f"本区已经有 {code} 这一轮。请打开那一轮，或换一个考评期。",
            f"The district already has a round {code}. Open that one, or choose another period.",
            clause="I1",
            fields=("period",),
        )
    round = Round.objects.create(
        state=ROUND.initial,
        code=code,
        title=plan.title or f"{plan.period.label().zh}考评",
        start=plan.period.start,
        end=plan.period.end,
        path=plan.path,
        policy=plan.policy,
        combination=plan.combination,
        places=list(plan.places),
        modes=list(plan.modes),
        facts_due=plan.facts_due,
        jump_limit=plan.jump_limit,
        survey_least=plan.survey_least,
        previous=plan.previous or _before(plan),
        created_by=actor.user_id,
        created_at=now,
    )
    _add_parties(round, plan)
    journal.write(
        actor=actor,
        verb="round.plan",
        subject=round,
        at=now,
        clause="I1",
        change={"code": [None, code], "facts_due": [None, plan.facts_due]},
    )
    return round


def _before(plan: RoundPlan) -> Round | None:
    """Return the newest published round of the district that ended before this one."""
    found: Round | None = (
        Round.objects.filter(path=plan.path, state=RoundState.PUBLISHED, end__lte=plan.period.start)
        .order_by("-end", "-id")
        .first()
    )
    return found


def _add_parties(round: Round, plan: RoundPlan) -> None:
    joint = plan.combination == Combination.JOINT
    for party in plan.parties:
        Party.objects.create(
            round=round,
            kind=party.kind,
            who=party.who,
            weight=0 if joint else party.weight,
            due=party.due or plan.facts_due,
            items=list(party.items),
        )
    for bar in plan.bars:
        Bar.objects.create(
            round=round,
            user_id=bar.user_id,
            user_name=bar.user_name,
            path=bar.path,
            effect=bar.effect,
            reason=bar.reason,
        )


@command
def open_round(*, actor: Actor, round: Round, now: datetime) -> Round:
    """Open the round: lock its pack, take in the estates as they are, and have the records gathered.

    :raises IllegalMove: if it is not being planned
    :raises Refused: if there is no estate to assess (I1)
    """
    pack = packs.load(round.policy)
    subjects = _subjects(round, on=min(timezone.localdate(now), round.last_day))
    if not subjects:
        raise Refused(
            "所选的地域和类型里没有小区，不能开始。请改选范围，或先登记小区。",
            "There is no estate in the chosen places and classes. Choose others, or register estates first.",
            clause="I1",
        )
    apply(
        lifecycle=ROUND,
        subject=round,
        move="open",
        actor=actor,
        at=now,
        place=round.path,
        pack_sha256=pack.sha256,
        estates=len(subjects),
        opened_at=now,
    )
    everybody = (1 << round.parties.count()) - 1
    for subject in subjects:
        subject.owing = everybody
    RoundEstate.objects.bulk_create(subjects, batch_size=BATCH)
    jobs.ask(actor=actor, kind=ROUND_CODE, arguments={"round": round.pk}, place=round.path, now=now)
    return round


def _subjects(round: Round, *, on: date) -> list[RoundEstate]:
    """Return the rows of the estates the round takes in, with the names of today; four queries."""
    names = _names(round.path)
    serving = {
        row[0]: row[1:]
        for row in ServiceProject.objects.filter(
            under("estate__path", round.path), since__lte=on, until__isnull=True
        ).values_list("estate_id", "company_id", "company__name", "company__uscc")
    }
    rows = Estate.objects.filter(under("path", round.path), closed_on__isnull=True, mode__in=round.modes)
    found = []
    for estate in rows.order_by("path").values_list(
        "id", "path", "code", "name", "initials", "mode", "kind", "households"
    ):
        if is_within(estate[1], round.places):
            found.append(_subject(round, estate, serving.get(estate[0], (None, "", "")), names))
    return found


def _subject(
    round: Round, estate: tuple[Any, ...], company: tuple[Any, ...], names: dict[str, tuple[str, str]]
) -> RoundEstate:
    pk, path, code, name, initials, mode, kind, households = estate
    above = [names[each] for each in paths.chain(str(path)) if each in names]
    here = dict(above)
    return RoundEstate(
        round=round,
        estate_id=pk,
        path=path,
        code=code,
        name=name,
        initials=initials,
        mode=mode,
        kind=kind,
        households=households,
        company_id=company[0],
        company_name=company[1],
        uscc=company[2],
        subdistrict=here.get(Level.SUBDISTRICT, ""),
        community=here.get(Level.COMMUNITY, ""),
    )


def _names(path: str) -> dict[str, tuple[str, str]]:
    rows = Place.objects.filter(under("path", path), level__in=[Level.SUBDISTRICT, Level.COMMUNITY])
    return {each: (level, short) for each, level, short in rows.values_list("path", "level", "short")}


@command
def extend(*, actor: Actor, round: Round, facts_due: date, reason: str, now: datetime) -> Round:
    """Move the last day on which facts are taken, with the deadlines of parties that ended on it.

    :raises Refused: without a reason, or if the round is past collecting
    """
    demand(actor, "round.manage", at=round.path, clause="I1")
    if not reason.strip():
        raise Refused("改截止日要写明理由。", "Say why the last day moves.", fields=("reason",))
    if round.state not in (RoundState.PLANNED, *COLLECTING):
        raise Refused(
            "本轮已经公示，截止日不能再改。",
            "The round is past collecting; its last day stands.",
            clause="I1",
        )
    before = round.facts_due
    Round.objects.filter(pk=round.pk).update(facts_due=facts_due)
    Party.objects.filter(round=round, due=before).update(due=facts_due)
    round.facts_due = facts_due
    journal.write(
        actor=actor,
        verb="round.extend",
        subject=round,
        at=now,
        clause="I1",
        note=reason,
        change={"facts_due": [before, facts_due]},
    )
    return round


@command
def bar(
    *,
    actor: Actor,
    round: Round,
    user_id: int,
    user_name: str,
    path: str,
    effect: str,
    reason: str,
    now: datetime,
) -> Bar:
    """Say that somebody abstains from judging the estates below a place, or is marked there (I1).

    :raises Refused: without a reason, or once the draft is published
    """
    demand(actor, "round.manage", at=round.path, clause="I1")
    if not reason.strip():
        raise Refused("请写明为什么回避。", "Say why.", fields=("reason",))
    if round.state not in (RoundState.PLANNED, *COLLECTING):
        raise Refused("本轮已经公示，回避不再改动。", "The draft is published; this stands.", clause="I1")
    row: Bar = Bar.objects.update_or_create(
        round=round,
        user_id=user_id,
        path=path,
        defaults={"user_name": user_name, "effect": effect, "reason": reason.strip()},
    )[0]
    journal.write(
        actor=actor,
        verb="round.bar",
        subject=round,
        at=now,
        clause="I1",
        note=reason.strip(),
        change={"bar": [None, f"{user_id} {path} {effect}"]},
    )
    return row
