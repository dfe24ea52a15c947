"""What is handed over to be published: plain values, taken from a round when it is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class RoundCopy:
    """A round as it is to be published.

    card: the items' wording, in the annex's order: {"id", "section", "title_zh", "maximum", …}
    sections: {"id", "zh", "en", "maximum"} in the annex's order; grades: {"zh", "en"}, best first
    decided_by: name of the person who decided, as published
    parties: who assessed, in words, e.g. {"zh": "街道", "en": "Subdistricts", "weight": "40"}
    objection_until: last day to object, of a draft
    draft_at: when the draft was first published, of a final and of a draft renewed after an appeal
    engine: fingerprint of the one engine that worded all the reasons, "" if that is not known
    """

    code: str
    title: str
    stage: str
    start: date
    end: date
    path: str
    place_name: str
    policy: str
    policy_hash: str
    policy_title: str
    decided_by: str
    card: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    grades: list[dict[str, str]]
    parties: list[dict[str, Any]] = field(default_factory=list)
    objection_until: date | None = None
    objection_provisional: bool = False
    draft_at: datetime | None = None
    engine: str = ""


@dataclass(frozen=True, slots=True)
class ScoreCopy:
    """One estate's score as it is to be published; points in whole hundredths."""

    estate_code: str
    estate_name: str
    initials: str
    path: str
    subdistrict: str
    community: str
    company: str
    mode: str
    households: int | None
    total: int
    bonus: int
    complete: bool
    vetoed: bool
    grade: str
    result: dict[str, Any]
    facts: dict[str, Any]
    awards: dict[str, Any] = field(default_factory=dict)
    appeals: list[dict[str, Any]] = field(default_factory=list)
    parties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What ranking needs of a score: known for the whole round before the sheets are copied."""

    estate_code: str
    total: int
    vetoed: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class Rank:
    """position: without ties, for sorting; rank: as people say it, ties share it; None if incomplete"""

    position: int
    rank: int | None


def ranks(standings: list[Standing]) -> dict[str, Rank]:
    """Return each estate's rank: vetoed cards below every other complete one, incomplete cards last."""
    order = sorted(standings, key=lambda s: (not s.complete, s.vetoed, -s.total, s.estate_code))
    found: dict[str, Rank] = {}
    last: tuple[bool, int] | None = None
    shared = 0
    for position, standing in enumerate(order, start=1):
        key = (standing.vetoed, standing.total)
        if key != last:
            shared, last = position, key
        found[standing.estate_code] = Rank(position, shared if standing.complete else None)
    return found


class Figures:
    """Adds a round up while its scores are copied, one by one."""

    def __init__(self, copy: RoundCopy) -> None:
        self.copy = copy
        self.count = self.total = self.complete = 0
        self.before_count = self.before_total = 0
        self.grades = {grade["zh"]: 0 for grade in copy.grades}
        self.places: dict[str, list[int]] = {}
        self.lost: dict[str, int] = {}
        self.appeals = self.accepted = 0

    def add(self, score: ScoreCopy, *, before: int | None) -> None:
        """Take one more score into account."""
        self.count += 1
        self.appeals += len(score.appeals)
        self.accepted += sum(1 for appeal in score.appeals if appeal.get("accepted"))
        place = self.places.setdefault(score.subdistrict, [0, 0])
        place[0] += 1
        place[1] += score.total
        if score.complete:
            self.complete += 1
            self.total += score.total
            self.grades[score.grade] = self.grades.get(score.grade, 0) + 1
        if before is not None:
            self.before_count += 1
            self.before_total += before
        for item in score.result["items"]:
            self._lose(item)

    def _lose(self, item: dict[str, Any]) -> None:
        if item["score"] is not None and item["id"] != "bonus":
            lost = hundredths(item["max"]) - hundredths(item["score"])
            self.lost[item["id"]] = self.lost.get(item["id"], 0) + lost

    def as_json(self) -> dict[str, Any]:
        """Return the figures as they are kept with the published round."""
        lost = sum(self.lost.values())
        worst = sorted(self.lost.items(), key=lambda pair: -pair[1])
        return {
            "count": self.count,
            "complete": self.complete,
            "average": _average(self.total, self.complete),
            "average_before": _average(self.before_total, self.before_count),
            "grades": [
                {"name": grade["zh"], "name_en": grade["en"], "count": self.grades[grade["zh"]]}
                for grade in self.copy.grades
            ],
            "subdistricts": [
                {"name": name, "count": n, "average": _average(total, n)}
                for name, (n, total) in sorted(self.places.items())
            ],
            "lost": [
                {"item": item, "points": str(Decimal(points) / 100), "share": 100 * points // lost}
                for item, points in worst
                if points
            ],
            "appeals": {"made": self.appeals, "accepted": self.accepted},
            "parties": self.copy.parties,
            "sections": self.copy.sections,
            "policy_title": self.copy.policy_title,
        }


def hundredths(points: str) -> int:
    """Return "12.50" as 1250."""
    return int(Decimal(points) * 100)


def _average(total: int, count: int) -> str:
    return str((Decimal(total) / count / 100).quantize(Decimal("0.01"))) if count else ""
