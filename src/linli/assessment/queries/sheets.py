"""The score sheet of one estate, in the annex's wording and order, each point with its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from linli.assessment.models import Appeal, Round, RoundEstate, Score
from linli.assessment.queries.appeals import appeals_of
from linli.assessment.scoring.run import pack_of
from linli.assessment.showing import Told, told, words
from linli.assessment.terms import AppealState, RoundState
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.explain import WinBack, most, win_back
from linli.rules.scorecard.facts import FactFault, Value, parse
from linli.rules.scorecard.model import Card, Item
from linli.rules.scorecard.outcome import Award

ROUNDS_SHOWN = 8


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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A veto that rests on too few answers, and why it waits."""

    fact: str
    label: Text
    value: Text
    why: Text


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


@dataclass(slots=True)
class Sheet:
    """A sheet with what stands beside it.

    wins: what would win points back; vetoes: why, if it is vetoed
    waits: vetoes that wait for a second survey
    rulings: {"stands", "reason", "by", …}, what was decided about such vetoes
    """

    round: Round
    subject: RoundEstate
    lines: list[Line]
    score: Score | None = None
    grade: Text | None = None
    maximum: str = ""
    total: str = ""
    vetoes: list[Text] = field(default_factory=list)
    waits: list[Waiting] = field(default_factory=list)
    rulings: list[Mapping[str, Any]] = field(default_factory=list)
    wins: list[Win] = field(default_factory=list)
    most: str = ""
    versions: list[Score] = field(default_factory=list)
    appeals: list[Appeal] = field(default_factory=list)
    grades: Text = field(default_factory=lambda: Text("", ""))

    @property
    def scored(self) -> int:
        return sum(1 for line in self.lines if line.status != "unscored")

    @property
    def lacking(self) -> int:
        return len(self.lines) - self.scored


def sheet(actor: Actor, subject: RoundEstate, *, version: int = 0) -> Sheet:
    """Return the sheet of a subject the actor was given; at most four queries.

    version: an earlier score, 0 for the current one
    :raises NoSuch: if there is no such version
    """
    round = subject.round
    card = pack_of(round).card
    versions = list(Score.objects.visible_to(actor, "round.view").filter(subject=subject).order_by("version"))
    score = _chosen(versions, version)
    appeals = appeals_of(actor, subject)
    found = Sheet(round, subject, lines_of(card), score=score, versions=versions, appeals=appeals)
    found.maximum, found.grades = f"{card.maximum.normalize():f}", grades_of(card)
    if score is not None:
        _fill(found, card, score)
    _compare(found)
    _allow(actor, found)
    return found


def _chosen(versions: list[Score], version: int) -> Score | None:
    if version:
        found = next((each for each in versions if each.version == version), None)
        if found is None:
            raise NoSuch("没有这一版得分。", "There is no such version of the score.")
        return found
    return next((each for each in versions if each.current), None)


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


def _fill(sheet: Sheet, card: Card, score: Score) -> None:
    values = _values(card, score.facts)
    results = {each["id"]: each for each in score.result["items"]}
    for line in sheet.lines:
        fill_line(line, results[line.item.id], score.facts, score.awards, values)
    grade = next((each for each in card.grades if each.id == score.grade), None)
    sheet.grade = Text(grade.name_zh, grade.name_en) if grade else None
    sheet.total = score.result["total"]
    _weigh(sheet, card, score)
    if score.vetoed:
        held = [each for each in card.vetoes() if each.condition.holds(values)]
        sheet.vetoes = [each.reason(values) for each in held]
    awards = {
        item: Award(Decimal(each["points"]), each.get("reason", "")) for item, each in score.awards.items()
    }
    wins = win_back(card, values, awards)
    sheet.wins, sheet.most = [win_of(each) for each in wins], points.short(points.of(most(wins)))


def _weigh(sheet: Sheet, card: Card, score: Score) -> None:
    """Say which vetoes wait and what was decided, from whichever party's facts say so."""
    seen: set[str] = set()
    for facts in (score.facts, *(each["facts"] for each in score.parties.values())):
        for name, kept in facts.items():
            spec = card.facts.get(name)
            if spec is None or name in seen or not (kept.get("pending") or kept.get("ruling")):
                continue
            seen.add(name)
            if kept.get("pending"):
                why = Text(kept["pending"]["zh"], kept["pending"]["en"])
                value = words(spec, parse(spec, kept["value"]))
                sheet.waits.append(Waiting(name, Text(spec.label_zh, spec.label_en), value, why))
            else:
                sheet.rulings.append(kept["ruling"])


def win_of(way: WinBack) -> Win:
    """Return a way to win points, its words without the points that stand before them."""
    got = points.short(way.gain)
    zh, _, _ = way.text_zh.rpartition(f"：+{got} 分")
    en, _, _ = way.text_en.rpartition(f": +{got}")
    return Win(way.item, got, Text(zh or way.text_zh, en or way.text_en), way.lifts_veto)


def _values(card: Card, facts: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, kept in facts.items():
        spec = card.facts.get(name)
        if spec is not None:
            try:
                found[name] = parse(spec, kept["value"])
            except FactFault:
                continue
    return found


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


def _compare(sheet: Sheet) -> None:
    """Put the points of the version before beside those that changed, and the appeals beside their items."""
    by_item = {each.item: each for each in sheet.appeals}
    earlier = [each for each in sheet.versions if sheet.score and each.version < sheet.score.version]
    old = {each["id"]: each["score"] or "" for each in earlier[-1].result["items"]} if earlier else {}
    for line in sheet.lines:
        line.appeal = by_item.get(line.item.id)
        before = old.get(line.item.id, line.score)
        line.before = before if before != line.score else ""


def _allow(actor: Actor, sheet: Sheet) -> None:
    """Mark what the actor may do to each line now."""
    subject, state = sheet.subject, sheet.round.state
    judging = state == RoundState.OPEN and actor.may("award.give", at=subject.path)
    theirs = actor.organisation == f"company:{subject.company_id}" or actor.role == "committee"
    objecting = state == RoundState.DRAFT and theirs and actor.may("appeal.make", at=subject.path)
    for line in sheet.lines:
        waiting = line.appeal is not None and line.appeal.state == AppealState.MADE
        line.can_judge = judging and line.item.awardable
        line.can_appeal = objecting and not waiting


def own_subjects(actor: Actor) -> QuerySet[RoundEstate]:
    """Return the estates of rounds that a company or a committee is concerned by, newest round first."""
    rows: QuerySet[RoundEstate] = (
        RoundEstate.objects.visible_to(actor, "round.view")
        .exclude(round__state=RoundState.PLANNED)
        .select_related("round")
    )
    kind, _, key = actor.organisation.partition(":")
    if kind == "company" and key.isdigit():
        rows = rows.filter(company_id=int(key))
    return rows.order_by("-round__start", "-round_id", "name")


def history(actor: Actor, *, code: str) -> list[RoundEstate]:
    """Return how an estate stood in its latest rounds, newest first; one query."""
    rows = (
        RoundEstate.objects.visible_to(actor, "round.view")
        .filter(code=code)
        .exclude(round__state=RoundState.PLANNED)
        .select_related("round")
    )
    return list(rows.order_by("-round__start", "-round_id")[:ROUNDS_SHOWN])
