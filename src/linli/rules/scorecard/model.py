"""What a scorecard is: frozen, made of data, and free of Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from linli.rules.scorecard import points
from linli.rules.scorecard.coefficient import Coefficient
from linli.rules.scorecard.effects import Condition, Effect
from linli.rules.scorecard.facts import FactSpec

if TYPE_CHECKING:
    from linli.rules.scorecard.kinds.base import Rule

SectionMode = Literal["sum", "pool"]
Absence = Literal["full", "rescale"]


@dataclass(frozen=True, slots=True)
class Discretion:
    """A default reading where the annex is silent, as the district has set it.

    scope: "rule" if the item's whole rule is a reading (an assessor may award), else "part"
    adopted: false if the district switched the reading off
    """

    id: str
    scope: Literal["rule", "part", "card"]
    reading_zh: str
    reading_en: str
    adopted: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the sheet (项目).

    mode: "sum" of its items, or "pool": the section owns the points and its items only take from them
    weight: percent of the card's total; None where points are simply added
    bonus: its points come on top, and are shown apart
    printed_in: the block under which the paper form prints it
    """

    id: str
    name_zh: str
    name_en: str
    worth: int
    mode: SectionMode = "sum"
    weight: Decimal | None = None
    bonus: bool = False
    printed_in: str = ""
    maximum_text: str = ""

    @property
    def maximum(self) -> Decimal:
        return points.decimal(self.worth)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A line of the sheet (内容), with its criterion in the issuer's own words (评定标准).

    worth: maximum in hundredths
    when: the item exists only where this holds; elsewhere it is "n/a"
    """

    id: str
    section: str
    clause: str
    title_zh: str
    title_en: str
    criterion_zh: str
    criterion_en: str
    worth: int
    kind: str
    rule: Rule
    facts: tuple[FactSpec, ...]
    discretions: tuple[Discretion, ...] = ()
    effects: tuple[Effect, ...] = ()
    when: Condition | None = None
    maximum_text: str = ""

    @property
    def maximum(self) -> Decimal:
        return points.decimal(self.worth)

    @property
    def awardable(self) -> bool:
        """Say whether an assessor may judge the item himself: never where the annex computes it."""
        return self.kind in ("judgement", "bonus") or any(each.scope == "rule" for each in self.discretions)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the total from which it is given, in hundredths."""

    id: str
    name_zh: str
    name_en: str
    floor: int

    @property
    def at_least(self) -> Decimal:
        return points.decimal(self.floor)


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """A score sheet.

    grades: best first; empty if the district gives none
    worth: what the sections add up to, bonus included; or what the total is scaled to, in hundredths
    absence: what a line that does not exist here earns: "full" marks, or the others are "rescale"d
    """

    code: str
    title_zh: str
    title_en: str
    worth: int
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    grades: tuple[Grade, ...] = ()
    effects: tuple[Effect, ...] = ()
    discretions: tuple[Discretion, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    absence: Absence = "full"
    scale_to: int | None = None
    cap: int | None = None
    facts: dict[str, FactSpec] = field(default_factory=dict)

    @property
    def maximum(self) -> Decimal:
        return points.decimal(self.worth)

    def item(self, code: str) -> Item:
        """Return the item with this id.

        :raises KeyError: if there is none
        """
        for each in self.items:
            if each.id == code:
                return each
        raise KeyError(code)

    def vetoes(self) -> tuple[Effect, ...]:
        """Return every veto, of the card first, then of its items in order."""
        effects = self.effects + tuple(each for item in self.items for each in item.effects)
        return tuple(each for each in effects if each.kind == "veto")

    def readings(self) -> tuple[Discretion, ...]:
        """Return every reading the card knows, of the card first, then of its items in order."""
        return self.discretions + tuple(each for item in self.items for each in item.discretions)
