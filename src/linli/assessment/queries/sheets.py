"""The score sheet of one estate, in the annex's wording and order, each point with its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from linli.assessment.lines import Line, Win, fill_line, grades_of, lines_of, win_of
from linli.assessment.models import Appeal, Round, RoundEstate, Score
from linli.assessment.queries.appeals import appeals_of
from linli.assessment.scoring.run import pack_of
from linli.assessment.showing import words
from linli.assessment.terms import AppealState, RoundState
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.explain import most, win_back
from linli.rules.scorecard.facts import FactFault, Value, parse
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.outcome import Award

ROUNDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """A veto that rests on too few answers, and why it waits."""

    fact: str
    label: Text
    value: Text
    why: Text


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
