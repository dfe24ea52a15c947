"""A whole round on a given list: import, facts, scoring, draft, publication. The main job, on real input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from linli.assessment import queries
from linli.assessment.entries import EntriesRefused
from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.queries import board, review
from linli.assessment.services import entering, moving, planning
from linli.demo import facts, given_list, rounds
from linli.demo.almanac import Almanac, almanac, at
from linli.demo.make import SEED, Tell
from linli.demo.registry import ACTOR, places_of
from linli.jobs import imports
from linli.publication.services import rounds as publishing
from linli.rules.calendars import builtin

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. refused: rows of the list the import did not take; code: of the published round"""

    rows: int
    accepted: int
    refused: int
    estates: int
    code: str
    average: str


def run(*, file: Path, today: date, policy: str, limit: int, tell: Tell) -> Outcome:
    """Import a list, spread over the district, and carry the last quarter's round to publication.

    limit: how many rows to take; 0 for all
    :raises Refused: if the file cannot be read
    """
    days, dice = almanac(today, builtin()), Random(SEED)  # noqa: S311
    rows = given_list.read(file, limit=limit)
    tell(f"导入 {len(rows)} 个小区", f"importing {len(rows)} estates")
    district, spots = places_of(days)
    raw = given_list.as_import(rows, spots, today=days.begun)
    taken = imports.take_over(ACTOR, raw=raw, name="estates.csv", path=district.path, now=at(days.begun))
    tell("登记事实并算分", "entering facts and scoring")
    round_ = _opened(district.path, days, policy)
    count = _enter(round_, days, dice)
    tell("公示、公布", "draft and publication")
    published = _published(round_, days)
    return Outcome(
        rows=len(rows),
        accepted=taken.accepted,
        refused=taken.refused,
        estates=count,
        code=published.code,
        average=published.figures["average"],
    )


def _opened(path: str, days: Almanac, policy: str) -> Any:
    plan = days.past[1]
    round_ = planning.plan(
        actor=ACTOR,
        now=at(plan.opened),
        plan=RoundPlan(
            path=path,
            period=plan.period,
            facts_due=plan.facts_due,
            policy=policy,
            parties=(PartyPlan("bureau"),),
        ),
    )
    planning.open_round(actor=ACTOR, round=round_, now=at(plan.opened))
    rounds.score(ACTOR, round_, now=at(plan.opened))
    return queries.round(ACTOR, pk=round_.pk)


def _enter(round_: Any, days: Almanac, dice: Random) -> int:
    plan = days.past[1]
    subjects = list(board.board(ACTOR, round_, board.Look()).values_list("code", "name", "mode"))
    for start in range(0, len(subjects), CHUNK):
        given = {
            code: _facts(name, mode, plan.entered, dice)
            for code, name, mode in subjects[start : start + CHUNK]
        }
        try:
            entering.attest(actor=ACTOR, round=round_, given=given, now=at(plan.entered), party="bureau")
        except EntriesRefused as error:
            left = facts.without_refused(given, error.faults)
            entering.attest(actor=ACTOR, round=round_, given=left, now=at(plan.entered), party="bureau")
    return len(subjects)


RECORDED = ("registration.on_platform",)


def _facts(name: str, mode: str, on: date, dice: Random) -> list[Any]:
    site: Any = SimpleNamespace(name=name, quality=dice.randint(55, 99), mode=mode)
    found = facts.entries(site, dice, on=on - timedelta(days=3), last=False)
    return [entry for entry in found if mode != "market" or entry.fact not in RECORDED]


def _published(round_: Any, days: Almanac) -> Any:
    plan = days.past[1]
    shown, published = plan.shown or days.today, plan.published or days.today
    moving.close(actor=ACTOR, round=round_, now=at(shown))
    rounds.score(ACTOR, round_, now=at(shown))
    for note in list(review.notes(ACTOR, round_)):
        if note.seen_at is None:
            moving.look(actor=ACTOR, note=note, remark="已核对。", now=at(shown))
    publishing.publish_draft(
        actor=ACTOR, round=round_, now=at(shown, minutes=60), incomplete_because="名单缺合同和备案记录。"
    )
    return publishing.publish_final(
        actor=ACTOR, round=round_, decider=rounds.DECIDER, title=rounds.OFFICE, now=at(published)
    )
