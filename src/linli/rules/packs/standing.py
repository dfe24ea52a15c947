"""What a district lets stand in a round: facts of estates of a mode, and vetoes that want a second survey.

Both are readings: the guideline is silent, and every district may choose otherwise by data alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from linli.kernel.text import Text
from linli.rules.packs.counting import Counting, parse_counting
from linli.rules.scorecard.facts import FactFault, FactSpec, Value, parse, show
from linli.rules.scorecard.model import Card
from linli.rules.scorecard.reading import Fault, Spec

NAME = "rounds.toml"
MODES = ("market", "self", "none")  # 市场化物业, 自主管理, 无物业
Z95 = Fraction(196, 100)  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Standing:
    """Facts that hold for every estate of a mode until a record or an entry says otherwise."""

    id: str
    mode: str
    values: Mapping[str, Value]
    reading: Text
    adopted: bool


@dataclass(frozen=True, slots=True)
class SecondSurvey:
    """A veto over a rate that rests on too few answers waits for a second survey.

    least_answers: valid answers from which the veto applies at once
    interval: it waits as well while the 95 % interval of the rate spans the bound of the veto
    """

    id: str
    fact: FactSpec
    least_answers: int
    interval: bool
    reading: Text
    adopted: bool

    def waits(self, rate: Value, answers: int | None, bound: Value) -> Text | None:
        """Return why the veto waits, or None if the answers carry it."""
        if not answers:
            return Text("没有写有效份数，不知道多少人答过", "the number of valid answers is not known")
        if answers < self.least_answers:
            return Text(
                f"只有 {answers} 份有效，不到 {self.least_answers} 份",
                f"only {answers} valid answers, fewer than {self.least_answers}",
            )
        if self.interval and _spans(rate, answers, bound):
            edge = show(bound)
            return Text(
                f"{answers} 份有效，误差跨过 {edge}% 这条线",
                f"with {answers} valid answers the 95 % interval spans {edge} %",
            )
        return None


@dataclass(frozen=True, slots=True)
class Rounds:
    """The readings of a pack that only a round can apply."""

    standing: tuple[Standing, ...] = ()
    surveys: Mapping[str, SecondSurvey] = field(default_factory=dict)
    counting: Counting = field(default_factory=Counting)

    def of_mode(self, mode: str) -> Iterator[tuple[str, Value, Text]]:
        """Yield name, value and reading of every fact that stands for an estate of this mode."""
        for each in self.standing:
            if each.adopted and each.mode == mode:
                yield from ((name, value, each.reading) for name, value in each.values.items())

    def survey(self, fact: str) -> SecondSurvey | None:
        """Return what holds for vetoes over a fact; None if they apply at once."""
        found = self.surveys.get(fact)
        return found if found is not None and found.adopted else None

    def readings(self) -> tuple[Text, ...]:
        """Return the readings in force, in the pack's words and order."""
        given: Iterable[Standing | SecondSurvey] = (*self.standing, *self.surveys.values())
        return (*(each.reading for each in given if each.adopted), *self.counting.readings())


def waiting(
    rounds: Rounds, card: Card, facts: Mapping[str, Value], answers: Mapping[str, int | None]
) -> dict[str, Text]:
    """Return the facts whose veto holds but rests on too few answers, each with the reason it waits.

    answers: number of valid answers behind a fact, by its name
    """
    found: dict[str, Text] = {}
    for effect in card.vetoes():
        condition = effect.condition
        survey = rounds.survey(condition.fact.name)
        if survey is None or not condition.holds(facts):
            continue
        why = survey.waits(facts[condition.fact.name], answers.get(condition.fact.name), condition.bound)
        if why is not None:
            found[condition.fact.name] = why
    return found


def _spans(rate: Value, answers: int, bound: Value) -> bool:
    """Test exactly if the bound lies within the 95 % interval of a rate in percent."""
    share, edge = Fraction(rate), Fraction(bound)  # type: ignore[arg-type]
    return (share - edge) ** 2 * answers <= Z95**2 * share * (100 - share)


def parse_standing(spec: Spec) -> Standing:
    """Read one table of facts that stand for a mode; its faults go to the spec's book."""
    raw = spec.take("value")
    values: dict[str, Value] = {}
    for fact in spec.facts("facts"):
        if not fact.name:
            continue  # named as unknown already
        try:
            values[fact.name] = parse(fact, raw)
        except FactFault as error:
            spec.fault(error.text.zh, error.text.en)
    return Standing(
        id=spec.text("id"),
        mode=spec.choice("mode", MODES),
        values=values,
        reading=_reading(spec),
        adopted=spec.flag("adopted", True),
    )


def parse_survey(spec: Spec, card: Card) -> SecondSurvey:
    """Read what a veto over a rate needs before it applies; its faults go to the spec's book."""
    fact = spec.fact("fact")
    spec.expect(fact, "rate")
    if fact.name and fact.name not in {each.condition.fact.name for each in card.vetoes()}:
        spec.fault(f"{fact.name} 没有一票否决", f"there is no veto over {fact.name}")
    least = spec.whole("least_answers")
    if least < 1:
        spec.fault("“least_answers” 至少是 1", "'least_answers' must be at least 1")
    return SecondSurvey(
        id=spec.text("id"),
        fact=fact,
        least_answers=least,
        interval=spec.flag("interval", False),
        reading=_reading(spec),
        adopted=spec.flag("adopted", True),
    )


def _reading(spec: Spec) -> Text:
    return Text(spec.text("reading_zh"), spec.text("reading_en"))


def parse_rounds(spec: Spec, card: Card) -> Rounds:
    """Read the whole file; a fact that stands twice for one mode, or a reading named twice, is a fault."""
    standing = tuple(map(parse_standing, spec.tables("standing")))
    surveys = [parse_survey(each, card) for each in spec.tables("second_survey")]
    spec.book.faults.extend(_twice(standing, surveys))
    return Rounds(standing, {each.fact.name: each for each in surveys}, parse_counting(spec))


def _twice(standing: Iterable[Standing], surveys: Iterable[SecondSurvey]) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    named = [("", each.id) for each in standing] + [("", each.id) for each in surveys]
    named += [("second_survey ", each.fact.name) for each in surveys]
    named += [(f"{each.mode} ", name) for each in standing for name in each.values]
    for key in named:
        if key in seen:
            words = "".join(key)
            yield Fault(NAME, f"{words} 写了两次", f"{words} stands there twice")
        seen.add(key)
