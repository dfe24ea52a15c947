"""The rows of a score sheet in the annex's order, filled from a result, of a round or a standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.assessment.models import Appeal
from linli.assessment.showing import Told, told
from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.explain import WinBack
from linli.rules.scorecard.facts import Value
from linli.rules.scorecard.model import Card, Item


@dataclass(frozen=True, slots=True)
class Taken:
    """Points taken or, on a bonus, given. points: two decimals"""

    points: str
    reason: Text
    discretion: bool
    fact: str = ""
    given: bool = False


@dataclass(frozen=True, slots=True)
class Win:
    """What would win points back. points: as people write them, "2.5"; lifts: it also ends a veto"""

    item: Item
    points: str
    text: Text
    lifts: bool


@dataclass(slots=True)
class Line:
    """One row of the annex. group: name of its block on the block's first row, with its number of rows"""

    item: Item
    title: Text
    criterion: Text
    score: str = ""
    status: str = "unscored"
    lost: bool = False
    group: Text | None = None
    span: int = 1
    taken: list[Taken] = field(default_factory=list)
    facts: list[Told] = field(default_factory=list)
    lacking: list[Text] = field(default_factory=list)
    readings: list[Text] = field(default_factory=list)
    award: Mapping[str, Any] | None = None
    default: str = ""
    before: str = ""
    appeal: Appeal | None = None
    can_judge: bool = False
    can_appeal: bool = False


def lines_of(card: Card) -> list[Line]:
    """Return the rows of a card in the annex's order, still empty."""
    sections = {each.id: each for each in card.sections}
    lines: list[Line] = []
    first: Line | None = None
    block = ""
    for item in card.items:
        line = Line(item, Text(item.title_zh, item.title_en), Text(item.criterion_zh, item.criterion_en))
        line.readings = [Text(each.reading_zh, each.reading_en) for each in item.discretions if each.adopted]
        section = sections[item.section]
        here = section.printed_in or section.id
        if first is None or here != block:
            block, first = here, line
            line.group = Text(section.name_zh, section.name_en)
        else:
            first.span += 1
        lines.append(line)
    return lines


def fill_line(
    line: Line,
    result: Mapping[str, Any],
    facts: Mapping[str, Any],
    awards: Mapping[str, Any],
    values: Mapping[str, Value],
) -> None:
    """Fill a row with its points and what they rest on. facts, awards: as a score keeps them"""
    line.status, line.score = result["status"], result["score"] or ""
    line.lost = bool(result["deductions"])
    line.taken = [
        Taken(
            each["points"], Text(each["reason_zh"], each["reason_en"]), each["discretion"], each["fact"] or ""
        )
        for each in result["deductions"]
    ]
    for spec in line.item.facts:
        if spec.name in values:
            line.facts.append(told(spec, facts[spec.name], values[spec.name]))
        elif not spec.optional:
            line.lacking.append(Text(spec.label_zh, spec.label_en))
    line.award = awards.get(line.item.id)
    if line.award is not None:
        line.default = result.get("award", {}).get("replaces") or ""
    if line.item.kind == "bonus" and line.score not in ("", "0.00"):
        line.taken = [_given(line)]


def _given(line: Line) -> Taken:
    """Return the points of a bonus with the reason they were given for."""
    reason = line.award["reason"] if line.award else next((each.reason for each in line.facts), "")
    words = Text(reason or line.title.zh, reason or line.title.en)
    return Taken(line.score, words, discretion=False, given=True)


def grades_of(card: Card) -> Text:
    """Return from how many points on which grade is given."""
    zh = "，".join(f"{each.name_zh} ≥ {each.at_least.normalize():f}" for each in card.grades[:-1])
    en = ", ".join(f"{each.name_en} ≥ {each.at_least.normalize():f}" for each in card.grades[:-1])
    return Text(zh, en)


def win_of(way: WinBack) -> Win:
    """Return a way to win points, its words without the points that stand before them."""
    got = points.short(way.gain)
    zh, _, _ = way.text_zh.rpartition(f"：+{got} 分")
    en, _, _ = way.text_en.rpartition(f": +{got}")
    return Win(way.item, got, Text(zh or way.text_zh, en or way.text_en), way.lifts_veto)
