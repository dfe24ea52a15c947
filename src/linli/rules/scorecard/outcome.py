"""What the engine answers: a judgement of each item, and the result of the whole card."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from linli.rules.scorecard import points

if TYPE_CHECKING:
    from linli.rules.scorecard.effects import Effect
    from linli.rules.scorecard.model import Card, Discretion, Grade, Item, Section

Status = Literal["scored", "unscored", "n/a"]


class Deduction(NamedTuple):
    """Points taken, and why.

    taken: hundredths of a point
    fact: the fact that caused it; None if a person's judgement did
    discretion: it rests on the district's reading, not on the annex's own words
    """

    taken: int
    reason_zh: str
    reason_en: str
    fact: str | None
    discretion: bool

    @property
    def points(self) -> Decimal:
        return points.decimal(self.taken)

    def as_json(self) -> dict[str, Any]:
        return {
            "points": points.text(self.taken),
            "reason_zh": self.reason_zh,
            "reason_en": self.reason_en,
            "fact": self.fact,
            "discretion": self.discretion,
        }


class Judgement(NamedTuple):
    """What a rule says of one item.

    score: hundredths, between 0 and the item's maximum
    applicable: false if every requirement of the item does not exist here
    """

    score: int
    deductions: tuple[Deduction, ...] = ()
    applicable: bool = True


class Award(NamedTuple):
    """An assessor's judgement of one item, where the annex leaves it to judgement."""

    points: Decimal
    reason: str = ""


class ItemResult(NamedTuple):
    """One line of the sheet.

    earned: hundredths; None while unscored
    replaced: with an award, what the default reading would have given (None if it could not say)
    """

    item: Item
    status: Status
    earned: int | None
    deductions: tuple[Deduction, ...] = ()
    award: Award | None = None
    replaced: int | None = None

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def maximum(self) -> Decimal:
        return self.item.maximum

    @property
    def score(self) -> Decimal | None:
        return None if self.earned is None else points.decimal(self.earned)

    @property
    def discretions(self) -> tuple[Discretion, ...]:
        """Return the readings in force on this line."""
        return tuple(each for each in self.item.discretions if each.adopted)

    def as_json(self) -> dict[str, Any]:
        line: dict[str, Any] = {
            "id": self.item.id,
            "max": self.item.maximum_text,
            "score": None if self.earned is None else points.text(self.earned),
            "status": self.status,
            "deductions": [each.as_json() for each in self.deductions],
        }
        if self.award is not None:
            replaced = None if self.replaced is None else points.text(self.replaced)
            line["award"] = {
                "points": line["score"],
                "reason": self.award.reason,
                "replaces": replaced,
            }
        return line


class SectionResult(NamedTuple):
    """A section and the hundredths it earned."""

    section: Section
    earned: int

    @property
    def score(self) -> Decimal:
        return points.decimal(self.earned)

    def as_json(self) -> dict[str, Any]:
        section = self.section
        return {"id": section.id, "max": section.maximum_text, "score": points.text(self.earned)}


@dataclass(frozen=True, slots=True)
class Result:
    """A whole card, judged. Same facts, same result, whoever recomputes it.

    earned, extra: total and bonus in hundredths
    missing: names of facts that were needed and not given, in card order
    """

    card: Card
    items: tuple[ItemResult, ...]
    sections: tuple[SectionResult, ...]
    earned: int
    extra: int
    missing: tuple[str, ...]
    effects: tuple[Effect, ...]
    grade: Grade | None

    @property
    def total(self) -> Decimal:
        return points.decimal(self.earned)

    @property
    def bonus(self) -> Decimal:
        return points.decimal(self.extra)

    @property
    def base(self) -> Decimal:
        """Return the total without the bonus."""
        return points.decimal(self.earned - self.extra)

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def vetoed(self) -> bool:
        return any(each.kind == "veto" for each in self.effects)

    @property
    def barred(self) -> frozenset[str]:
        """Return the codes of the lists this card may not be proposed for."""
        return frozenset(each.bars for each in self.effects if each.bars)

    @property
    def coefficients(self) -> dict[str, Decimal]:
        """Return what the total is turned into (a share of a fee), by name; empty while incomplete."""
        return {each.id: each.of(self.earned) for each in self.card.coefficients} if self.complete else {}

    def line(self, item: str) -> ItemResult:
        """Return the line of an item.

        :raises KeyError: if the card has no such item
        """
        for each in self.items:
            if each.item.id == item:
                return each
        raise KeyError(item)

    def as_json(self) -> dict[str, Any]:
        """Return the document of one card as the contract has it, without the subject."""
        document: dict[str, Any] = {
            "policy": self.card.code,
            "total": points.text(self.earned),
            "bonus": points.text(self.extra),
            "complete": not self.missing,
            "vetoed": self.vetoed,
            "grade": self.grade.name_zh if self.grade else None,
            "missing": list(self.missing),
            "sections": [each.as_json() for each in self.sections],
            "items": [each.as_json() for each in self.items],
        }
        if self.card.coefficients:
            document["coefficients"] = {name: str(value) for name, value in self.coefficients.items()}
        return document
