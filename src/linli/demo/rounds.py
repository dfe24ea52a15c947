"""Two rounds carried to publication, with appeals; an open one partly filled, and a draft to be decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from linli.assessment import queries
from linli.assessment.entries import EntriesRefused, Entry
from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.queries import appeals as appeal_queries
from linli.assessment.queries import board, review
from linli.assessment.scoring.run import judged_round
from linli.assessment.services import appealing, entering, judging, moving, planning, ruling, scoring
from linli.base import jobs
from linli.demo import facts
from linli.demo.almanac import Almanac, Round, at
from linli.demo.registry import District
from linli.kernel.actor import Actor
from linli.publication.services import rounds as publishing

DECIDER, OFFICE = "许文昌", "区住建局副局长"
RATE = "satisfaction.rate"
SECOND_LOOK = "抽取 60 户电话回访，满意率 45.0%，与入户问卷一致，适用一票否决。"
CHECKED = ("湛河北路街道", "光明路街道")
OPEN_APPEAL = (
    "company", "文园雅居", "greening",
    "检查当天正在补植，次日已完工，附养护记录和完工照片，请复查。",
)  # fmt: skip
GAPS = Entry("greening.findings", 3, place="中心花园", reason="中心花园等处缺株、黄土裸露，共 3 处")
GIVEN = 0.72  # how much of the open round is entered


def hold(found: District, days: Almanac, actors: dict[str, Actor], dice: Random, *, policy: str) -> None:
    """Hold the two past rounds."""
    for number, past in enumerate(days.past):
        round_ = _opened(found, past, actors, policy=policy)
        _enter(round_, found, actors, dice, past, last=number == 1)
        _publish(round_, found, past, actors, number)


def run(found: District, days: Almanac, actors: dict[str, Actor], dice: Random, *, policy: str) -> None:
    """Open the running round and show the spot check: where records speak, nothing is entered any more."""
    current = _opened(found, days.current, actors, policy=policy)
    _enter(current, found, actors, dice, days.current, last=False, share=GIVEN)
    _spot_check(found, days.check, actors, policy=policy)


def _spot_check(found: District, plan: Round, actors: dict[str, Actor], *, policy: str) -> None:
    """Show the draft of two streets, with one objection to answer: what is left is to publish it."""
    bureau, dice = actors["bureau"], Random(plan.period.start.toordinal())  # noqa: S311
    round_ = _opened(found, plan, actors, policy=policy, title="“红色物业”抽查考评", streets=CHECKED)
    streets = tuple(found.streets[name].path for name in CHECKED)
    given = {
        site.estate.code: facts.entries(site, dice, on=plan.entered, last=False)
        for site in found.sites.values()
        if site.mode != "none" and site.estate.path.startswith(streets)
    }
    objected = given[found.sites[OPEN_APPEAL[1]].estate.code]
    objected[:] = [each for each in objected if each.fact != GAPS.fact] + [replace(GAPS, on=plan.entered)]
    attest(actors["assessor"], round_, given, now=at(plan.entered, minutes=120))
    _show(round_, actors, plan)
    who, name, item, grounds = OPEN_APPEAL
    subject = queries.subject(bureau, round_, code=found.sites[name].estate.code)
    made = at(round_.objection_due, minutes=200)
    appealing.make(actor=actors[who], subject=subject, item=item, grounds=grounds, now=made)


def _opened(
    found: District,
    plan: Round,
    actors: dict[str, Actor],
    *,
    policy: str,
    title: str = "",
    streets: tuple[str, ...] = (),
) -> Any:
    bureau, now = actors["bureau"], at(plan.opened)
    round_ = planning.plan(
        actor=bureau,
        now=now,
        plan=RoundPlan(
            path=found.path,
            period=plan.period,
            facts_due=plan.facts_due,
            policy=policy,
            parties=(
                PartyPlan("bureau", who="区住建局考评组"),
                PartyPlan("subdistrict", who="街道"),
                PartyPlan("community", who="社区"),
            ),
            title=title or f"{plan.period.label().zh}“红色物业”考评",
            places=[found.streets[name].path for name in streets],
        ),
    )
    planning.open_round(actor=bureau, round=round_, now=now)
    score(bureau, round_, now=now)
    return round_


def score(actor: Actor, round_: Any, *, now: datetime) -> None:
    """Do the scoring that was asked for, as the worker would, at that moment."""
    job = jobs.claim(now=now, kind=planning.ROUND_CODE)
    with judged_round(round_, progress=lambda done, total: None) as scored:
        scoring.keep(actor=actor, round=round_, scored=scored, now=now)
        if job:
            jobs.finish(job, now=now, result={"round": round_.pk, "scored": scored.done})


def _enter(
    round_: Any,
    found: District,
    actors: dict[str, Actor],
    dice: Random,
    plan: Round,
    *,
    last: bool,
    share: float = 1.0,
) -> None:
    given = {
        site.estate.code: facts.entries(site, dice, on=_seen(plan, number), last=last, share=share)
        for number, site in enumerate(found.sites.values())
        if site.mode != "none" and (share >= 1 or number % 4)
    }
    attest(actors["assessor"], round_, given, now=at(plan.entered, minutes=120))
    if share >= 1:
        score(actors["bureau"], round_, now=at(plan.entered, minutes=130))


def _seen(plan: Round, number: int) -> date:
    return max(plan.period.start, plan.entered - timedelta(days=1 + number % 9))


def attest(actor: Actor, round_: Any, given: dict[str, Any], *, now: datetime) -> None:
    """Enter everything that no record answers already."""
    try:
        entering.attest(actor=actor, round=round_, given=given, now=now, party="bureau")
    except EntriesRefused as error:
        left = facts.without_refused(given, error.faults)
        entering.attest(actor=actor, round=round_, given=left, now=now, party="bureau")


def _publish(round_: Any, found: District, plan: Round, actors: dict[str, Actor], number: int) -> None:
    bureau = actors["bureau"]
    if plan.shown is None or plan.published is None:
        return
    _judge(round_, found, actors["assessor"], plan)
    _show(round_, actors, plan)
    _appeal(round_, found, actors, plan, number)
    publishing.publish_final(
        actor=bureau, round=round_, decider=DECIDER, title=OFFICE, now=at(plan.published)
    )


def _show(round_: Any, actors: dict[str, Actor], plan: Round) -> None:
    """Review a round, decide what waits for a decision, and show the draft."""
    bureau = actors["bureau"]
    if plan.shown is None:
        return
    now = at(plan.shown)
    moving.close(actor=bureau, round=round_, now=now)
    score(bureau, round_, now=now)
    for note in list(review.notes(bureau, round_)):
        if note.seen_at is None:
            moving.look(actor=bureau, note=note, remark="已核对现场记录和问卷，属实。", now=now)
    for row in board.board(bureau, round_, board.Look(only="pending")):
        subject = queries.subject(bureau, round_, code=row["code"])
        ruling.rule(actor=bureau, subject=subject, fact=RATE, stands=True, reason=SECOND_LOOK, now=now)
    publishing.publish_draft(actor=bureau, round=round_, now=at(plan.shown, minutes=60))


def _judge(round_: Any, found: District, actor: Actor, plan: Round) -> None:
    """Judge two items the annex leaves to judgement."""
    for name, given, reason in (
        ("新程苑", "7.00", "地下车库、首层出入口均有排查记录，仅 1 号楼人防口漏查一处，当场补查无积水。"),
        ("优越花园", "6.50", "安防维保记录缺一个月，现场测试 12 路监控均正常。"),
    ):
        subject = queries.subject(actor, round_, code=found.sites[name].estate.code)
        item = "drainage" if name == "新程苑" else "facilities"
        judging.award(
            actor=actor,
            subject=subject,
            item=item,
            given=Decimal(given),
            reason=reason,
            now=at(plan.entered, minutes=150),
            party="bureau",
        )


def _appeal(round_: Any, found: District, actors: dict[str, Actor], plan: Round, number: int) -> None:
    """Let the company and a committee object, and the bureau answer."""
    if plan.shown is None:
        return
    made = at(plan.shown + timedelta(days=1))
    answered = at(plan.shown + timedelta(days=3))
    for who, name, item, fact, value, grounds, answer in APPEALS[number]:
        subject = queries.subject(actors["bureau"], round_, code=found.sites[name].estate.code)
        appeal = appealing.make(actor=actors[who], subject=subject, item=item, grounds=grounds, now=made)
        appeal = appeal_queries.appeal(actors["bureau"], pk=appeal.pk)
        if fact:
            publishing.accept_appeal(
                actor=actors["bureau"], appeal=appeal, answer=answer, now=answered, fact=fact, value=value
            )
        else:
            publishing.reject_appeal(actor=actors["bureau"], appeal=appeal, answer=answer, now=answered)


# who, estate, item, the fact an acceptance replaces ("" for a rejection) and its value, grounds, answer
APPEALS: tuple[tuple[tuple[str, str, str, str, Any, str, str], ...], ...] = (
    (
        (
            "company", "文园雅居", "lines", "lines.findings", 0,
            "检查时正在做弱电入管，当周已完工，附施工单和照片。",
            "经复查，线缆已全部入管，情况属实，予以更正。",
        ),
        (
            "company", "新程苑", "fire_safety", "", None,
            "消防通道是外来车辆临时停放。", "通道没有划线和警示标志，管理责任在物业，维持原扣分。",
        ),
    ),
    (
        (
            "company", "和顺家园", "greening", "greening.findings", 1,
            "3 号楼南侧的缺株已在检查前补种，附养护记录。",
            "养护记录和照片显示检查前已补种，更正为 1 处。",
        ),
        (
            "committee", "和顺家园", "fire_safety", "", None,
            "楼道杂物是住户个人物品，物业已贴通知。", "通知已贴但未清理，现场仍有堆放，维持原扣分。",
        ),
        (
            "company", "矿东花园", "satisfaction", "", None,
            "问卷集中在停水那一周发放，不能反映平时情况。", "问卷按户抽样，时间跨度三周，样本有效，维持。",
        ),
    ),
)  # fmt: skip
