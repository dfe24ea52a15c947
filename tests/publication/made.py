"""Rounds made for tests: facts judged by the real pack, copied as the assessment would hand them over."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from linli.publication import wording
from linli.publication.copies import RoundCopy, ScoreCopy, Standing
from linli.publication.services import results
from linli.publication.terms import Stage
from linli.rules import packs
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import dump, parse

PACK = packs.load("xinhua-2022")


def facts(**changed: Any) -> dict[str, Any]:
    """Return facts that earn full marks, changed as told ("fire_safety__findings=3")."""
    found: dict[str, Any] = {}
    for name, spec in PACK.card.facts.items():
        found[name] = {"flag": True, "count": 0, "rate": "95", "number": "0"}[spec.unit]
    found["tripartite.activities"] = 3
    found.update({name.replace("__", "."): value for name, value in changed.items()})
    return found


def score(code: str, name: str, *, path: str = "/1/1/", appeals: Any = (), **changed: Any) -> ScoreCopy:
    """Return one estate's score, judged by the pack in force."""
    values = {key: parse(PACK.card.facts[key], raw) for key, raw in facts(**changed).items() if raw != ""}
    result = evaluate(PACK.card, values)
    return ScoreCopy(
        estate_code=code,
        estate_name=name,
        initials="ys",
        path=path,
        subdistrict="光明路街道",
        community="体育村社区",
        company="禾邻物业服务有限公司",
        mode="market",
        households=860,
        total=result.earned,
        bonus=result.extra,
        complete=result.complete,
        vetoed=result.vetoed,
        grade=result.grade.name_zh if result.grade else "",
        result=result.as_json(),
        facts={key: {"value": dump(value), "source": "attested"} for key, value in values.items()},
        appeals=list(appeals),
    )


def round_copy(code: str = "2026Q1", *, stage: str = Stage.FINAL, **changed: Any) -> RoundCopy:
    """Return a round of the quarter its code names."""
    year, quarter = int(code[:4]), int(code[-1])
    values: dict[str, Any] = {
        "code": code,
        "title": f"{year}年第{'〇一二三四'[quarter]}季度“红色物业”考评",
        "stage": stage,
        "start": date(year, 3 * quarter - 2, 1),
        "end": date(year + quarter // 4, 3 * quarter % 12 + 1, 1),
        "path": "/1/",
        "place_name": "新华区",
        "policy": PACK.code,
        "policy_hash": PACK.sha256,
        "policy_title": PACK.title_zh,
        "decided_by": "陈立群",
        "card": wording.items(PACK.card),
        "sections": wording.sections(PACK.card),
        "grades": [{"zh": grade.name_zh, "en": grade.name_en} for grade in PACK.card.grades],
        "parties": [{"zh": "街道", "en": "Subdistricts", "weight": None}],
        "objection_until": date(year, 3 * quarter, 9),
    }
    return RoundCopy(**(values | changed))


def publish(actor: Any, copies: list[ScoreCopy], *, now: Any, copy: RoundCopy | None = None) -> Any:
    """Publish these scores as one round."""
    return results.publish(
        actor=actor,
        copy=copy or round_copy(),
        standings=[Standing(one.estate_code, one.total, one.vetoed, one.complete) for one in copies],
        scores=copies,
        now=now,
    )


def several(count: int, *, seed: int = 7) -> list[ScoreCopy]:
    """Return many estates with differing scores; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311
    return [
        score(
            f"410402008001-{number:03}",
            f"小区{number:03}",
            fire_safety__findings=dice.randint(0, 9),
            lines__findings=dice.randint(0, 9),
            contract__filed=dice.random() > 0.3,
            satisfaction__rate=str(dice.randint(45, 99)),
        )
        for number in range(1, count + 1)
    ]
