"""How records answer the score sheet: which meetings make which fact, which element of a position is which.

Readings of the district: the annex says "regularly" and "the five haves", and no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linli.kernel.text import Text
from linli.rules.scorecard.facts import FactSpec
from linli.rules.scorecard.reading import Spec

KINDS = ("company", "courtyard")
ELEMENTS = ("venue", "facilities", "signs", "flag", "rules", "members")


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that is a yes while the activities of these verbs were held as often as the duties ask."""

    id: str
    fact: str
    verbs: frozenset[str]
    reading: Text


@dataclass(frozen=True, slots=True)
class Shown:
    """Which element of a position of a kind answers which fact."""

    id: str
    kind: str
    facts: Mapping[str, str]
    reading: Text


@dataclass(frozen=True, slots=True)
class Counting:
    """What a pack says of it; empty where it is silent, and then nothing follows from those records."""

    held: tuple[Held, ...] = ()
    shown: Mapping[str, Shown] = field(default_factory=dict)

    def readings(self) -> tuple[Text, ...]:
        """Return the readings in the pack's words and order, each once."""
        found = [each.reading for each in self.held] + [each.reading for each in self.shown.values()]
        return tuple(dict.fromkeys(found))

    def elements_of(self, kind: str) -> Mapping[str, str]:
        """Return fact by element for positions of a kind."""
        return self.shown[kind].facts if kind in self.shown else {}


def parse_counting(spec: Spec) -> Counting:
    """Read both tables; their faults go to the spec's book."""
    held = tuple(map(_held, spec.tables("held")))
    shown = list(map(_shown, spec.tables("position")))
    for name, given in (("held", [each.fact for each in held]), ("position", [each.kind for each in shown])):
        for twice in sorted({each for each in given if given.count(each) > 1}):
            spec.fault(f"{name} {twice} 写了两次", f"{name} {twice} stands there twice")
    return Counting(held, {each.kind: each for each in shown})


def _held(spec: Spec) -> Held:
    fact = _flagged(spec, spec.fact("fact"))
    verbs = spec.take("verbs", [])
    if (
        not isinstance(verbs, list)
        or not verbs
        or not all(str(each).startswith("activity.") for each in verbs)
    ):
        spec.fault("“verbs” 要列出活动的动词", "'verbs' must list verbs of activities")
        verbs = []
    return Held(spec.text("id"), fact.name, frozenset(map(str, verbs)), _reading(spec))


def _shown(spec: Spec) -> Shown:
    kind, facts = spec.choice("kind", KINDS), [_flagged(spec, each) for each in spec.facts("facts")]
    elements = spec.take("elements", [])
    if not _fits(elements, facts):
        known = " / ".join(ELEMENTS)
        spec.fault(
            f"“elements” 要和 “facts” 一一对应，取自 {known}",
            f"'elements' must match 'facts' one by one, out of {known}",
        )
        elements, facts = [], []
    names = {str(element): fact.name for element, fact in zip(elements, facts, strict=True)}
    return Shown(spec.text("id"), kind, names, _reading(spec))


def _fits(elements: object, facts: Sequence[FactSpec]) -> bool:
    return (
        isinstance(elements, list)
        and len(elements) == len(facts) == len(set(map(str, elements)))
        and set(map(str, elements)) <= set(ELEMENTS)
    )


def _flagged(spec: Spec, fact: FactSpec) -> FactSpec:
    if fact.name:
        spec.expect(fact, "flag")
    return fact


def _reading(spec: Spec) -> Text:
    return Text(spec.text("reading_zh"), spec.text("reading_en"))
