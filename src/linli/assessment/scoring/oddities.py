"""What a person should look at before a result is published; found while scoring, never acted on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linli.assessment.facts.base import Fact
from linli.assessment.models import OutlierNote, Round
from linli.assessment.scoring.judge import Judged
from linli.assessment.terms import Oddity, Source
from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.effects import Effect
from linli.rules.scorecard.facts import NotApplicable, show
from linli.rules.scorecard.model import Card

FULL_MARKS_FROM = 5  # estates in which one person never found anything
Z95 = Decimal("1.96")  # two-sided 95 %


def found(round: Round, card: Card, judged: Judged, change: int | None) -> Iterator[OutlierNote]:
    """Yield what is odd about one subject."""
    subject = judged.gathered.subject
    for kind, key, text in (
        *_jump(round, change),
        *_survey(round, card, judged),
        *_disagreement(card, judged),
        *_flagged(judged),
    ):
        yield OutlierNote(
            round=round,
            subject=subject,
            kind=kind,
            key=f"{kind}:{subject.pk}:{key}",
            path=subject.path,
            zh=f"{subject.name}：{text.zh}",
            en=f"{subject.name}: {text.en}",
        )


Odd = tuple[Oddity, str, Text]


def _jump(round: Round, change: int | None) -> Iterator[Odd]:
    if change is None or abs(change) <= round.jump_limit:
        return
    size, (zh, en) = points.text(abs(change)), ("高", "above") if change > 0 else ("低", "below")
    yield Oddity.JUMP, "", Text(f"比上一轮{zh} {size} 分", f"{size} points {en} the round before")


def _survey(round: Round, card: Card, judged: Judged) -> Iterator[Odd]:
    facts = judged.gathered.common.facts
    for effect in card.effects + tuple(each for item in card.items for each in item.effects):
        fact = facts.get(effect.condition.fact.name)
        if effect.kind == "veto" and effect.condition.fact.unit == "rate" and fact is not None:
            yield from _sample(round, effect, fact)


def _sample(round: Round, effect: Effect, fact: Fact) -> Iterator[Odd]:
    spec, rate, bound = effect.condition.fact, fact.value, effect.condition.bound
    if isinstance(rate, NotApplicable) or isinstance(bound, bool) or fact.source != Source.ATTESTED:
        return
    said = f"{spec.label_zh} {show(rate)}%", f"{spec.label_en} {show(rate)}%"
    if not fact.sample:
        zh, en = "没有写有效份数", "the number of valid answers is not given"
        yield Oddity.SURVEY, spec.name, Text(f"{said[0]}，{zh}", f"{said[1]}, {en}")
        return
    half = interval(Decimal(rate), fact.sample)
    few, near = fact.sample < round.survey_least, abs(Decimal(rate) - Decimal(bound)) <= half
    if few or near:
        zh = (
            f"仅 {fact.sample} 份有效"
            if few
            else f"{fact.sample} 份有效，误差 ±{half:.1f}%，跨过 {bound}% 这条线"
        )
        en = f"only {fact.sample} valid" if few else f"{fact.sample} valid, ±{half:.1f} % spans {bound} %"
        yield (
            Oddity.SURVEY,
            spec.name,
            Text(f"{said[0]}，{zh}，宜再调查一次", f"{said[1]}, {en}; survey again"),
        )


def interval(rate: Decimal, sample: int) -> Decimal:
    """Return half the width of the 95 % interval of a rate in percent, in percentage points."""
    return Z95 * (rate * (100 - rate) / sample).sqrt()


def _disagreement(card: Card, judged: Judged) -> Iterator[Odd]:
    for name in judged.gathered.differing:
        spec = card.facts.get(name)
        label = (spec.label_zh, spec.label_en) if spec else _titles(card, name)
        yield (
            Oddity.DISAGREE,
            name,
            Text(
                f"“{label[0]}”各方说法不一，等区住建局定",
                f"the parties differ on {label[1]}; the bureau decides",
            ),
        )


def _titles(card: Card, item: str) -> tuple[str, str]:
    found_item = card.item(item)
    return found_item.title_zh, found_item.title_en


def _flagged(judged: Judged) -> Iterator[Odd]:
    people = sorted({fact.by for fact in judged.gathered.common.facts.values() if fact.flagged})
    for name in people:
        yield (
            Oddity.FLAGGED,
            name,
            Text(
                f"{name} 与这个小区有关联，他的登记要复核",
                f"{name} is tied to this estate; check the entries",
            ),
        )


class Assessors:
    """Counts, over a whole round, who never found anything anywhere."""

    def __init__(self) -> None:
        self._seen: dict[str, set[int]] = {}
        self._found: set[str] = set()

    def add(self, judged: Judged) -> None:
        """Take one subject into account."""
        lost = {each.fact for line in judged.result.items for each in line.deductions}
        for name, fact in judged.gathered.common.facts.items():
            if fact.source == Source.ATTESTED:
                self._seen.setdefault(fact.by, set()).add(judged.gathered.subject.pk)
                if name in lost:
                    self._found.add(fact.by)

    def notes(self, round: Round) -> Iterator[OutlierNote]:
        """Yield a note for each person with full marks wherever he was."""
        for name, subjects in sorted(self._seen.items()):
            if name not in self._found and len(subjects) >= FULL_MARKS_FROM:
                yield OutlierNote(
                    round=round,
                    kind=Oddity.FULL_MARKS,
                    key=f"{Oddity.FULL_MARKS}:{name}"[:120],
                    path=round.path,
                    zh=f"{name} 登记的 {len(subjects)} 个小区全是满分",
                    en=f"{name} gave full marks in all {len(subjects)} estates",
                )
