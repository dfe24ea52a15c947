"""How scores come about, told from the policy pack in force: nothing on that page is written by hand."""

from __future__ import annotations

import functools
from itertools import groupby
from typing import Any

from linli.kernel.actor import Actor
from linli.kernel.text import Text
from linli.paper.words import plain
from linli.publication import wording
from linli.publication.terms import Roll
from linli.rules import packs
from linli.rules.listing import NAMES, TESTS, Criterion
from linli.rules.packs import Pack
from linli.rules.scorecard.facts import show

UNITS = {
    "workday": Text("个工作日", "working days"),
    "day": Text("天", "days"),
    "month": Text("个月", "months"),
    "year": Text("年", "years"),
}
YES_NO = {
    ("vetoed", True): Text("被一票否决", "vetoed"),
    ("vetoed", False): Text("没有被一票否决", "not vetoed"),
    ("complete", True): Text("各项都已评", "every item scored"),
    ("complete", False): Text("有项目未评", "some items not scored"),
}


def explained(actor: Actor, *, policy: str) -> dict[str, Any]:
    """Return the score sheet, the readings, the deadlines and the criteria of the lists of a pack."""
    return _explained(policy)


@functools.lru_cache(maxsize=8)
def _explained(policy: str) -> dict[str, Any]:
    pack = packs.load(policy)
    items = wording.items(pack.card)
    return {
        "pack": pack,
        "sections": [
            {"name": Text(block[0]["section_zh"], block[0]["section_en"]), "lines": block}
            for block in (list(group) for _, group in groupby(items, key=lambda item: item["section"]))
        ],
        "maximum": plain(pack.card.maximum),
        "grades": [
            {"name": Text(g.name_zh, g.name_en), "at_least": plain(g.at_least)} for g in pack.card.grades
        ],
        "readings": wording.readings(pack),
        "discretions": sum(len(item["readings"]) for item in items) + len(wording.readings(pack)),
        "deadlines": [_deadline(each) for each in pack.deadlines.values()],
        "lists": _lists(pack),
    }


def _deadline(deadline: Any) -> dict[str, Any]:
    unit = UNITS[deadline.unit]
    return {
        "name": Text(deadline.name_zh, deadline.name_en),
        "time": Text(f"{deadline.count} {unit.zh}", f"{deadline.count} {unit.en}"),
        "source": Text(deadline.source_zh, deadline.source_en),
        "discretion": deadline.discretion,
    }


def _lists(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "name": Roll(rule.id).label if rule.id in Roll.values else rule.name_zh,
            "any": rule.any,
            "most": rule.most,
            "criteria": [_criterion(pack, each) for each in rule.criteria],
            "source": Text(rule.source_zh, rule.source_en),
            "discretion": rule.discretion,
        }
        for rule in pack.lists.rules
    ]


def _criterion(pack: Pack, criterion: Criterion) -> Text:
    if isinstance(criterion.bound, bool):
        return YES_NO[criterion.measure, criterion.bound]
    name = NAMES.get(criterion.measure)
    if name is None:
        section = next(each for each in pack.card.sections if each.id == criterion.section)
        name = Text(f"“{section.name_zh}”得分率", f"share of points in {section.name_en}")
    sign = "%" if criterion.measure == "section_rate" else ""
    test, bound = TESTS[criterion.test], show(criterion.bound)
    return Text(f"{name.zh}{test.zh} {bound}{sign}", f"{name.en} {test.en} {bound}{sign}")
