"""Score facts against a card. A pure function: same in, same out, exact to the hundredth."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from linli.kernel.errors import Refused
from linli.rules.scorecard import points, totals
from linli.rules.scorecard.facts import Value
from linli.rules.scorecard.kinds.base import Values
from linli.rules.scorecard.model import Card, Grade, Item
from linli.rules.scorecard.outcome import Award, Deduction, ItemResult, Result, Status
from linli.rules.scorecard.program import Line, compiled

NO_AWARDS: Mapping[str, Award] = {}
MOST_KNOWN = 1024


def evaluate(
    card: Card,
    facts: Mapping[str, Value],
    awards: Mapping[str, Award] = NO_AWARDS,
    *,
    lifted: Collection[str] = (),
) -> Result:
    """Return the result of a card: each line with its points and reasons, sections, total and grade.

    facts: typed values by name; a name that is absent is missing and leaves its item unscored
    awards: an assessor's judgement by item, only where the annex leaves the item to judgement
    lifted: facts whose veto does not apply, because a round waits for a second survey or decided so

    :raises Refused: if an award is not allowed
    :raises FactFault: if a value is not of its fact's unit
    """
    program = compiled(card)
    if awards:
        check_awards(card, awards)
    missing: list[str] = []
    lines = tuple([_line(line, facts, awards.get(line.item.id), missing) for line in program.lines])
    missing += [name for name in program.watched if name not in facts]
    total = totals.add_up(card, lines)
    effects = tuple([each for each in program.effects if each.condition.holds(facts)])
    if lifted:
        effects = tuple(
            [each for each in effects if each.kind != "veto" or each.condition.fact.name not in lifted]
        )
    return Result(
        card=card,
        items=lines,
        sections=total.sections,
        earned=total.total,
        extra=total.bonus,
        missing=tuple(dict.fromkeys(missing)),
        effects=effects,
        grade=None if missing else graded(card, total.total, effects),
    )


def graded(card: Card, total: int, effects: tuple[object, ...]) -> Grade | None:
    """Return the grade of a total in hundredths; a veto gives the last one, a drop takes grades off."""
    grades = card.grades
    if not grades:
        return None
    last = len(grades) - 1
    reached = next((n for n, each in enumerate(grades) if total >= each.floor), last)
    for effect in effects:
        reached = last if effect.kind == "veto" else reached + effect.drop  # type: ignore[attr-defined]
    return grades[min(reached, last)]


def check_awards(card: Card, awards: Mapping[str, Award]) -> None:
    """Refuse awards for items that are computed, unknown, out of range, or without a reason.

    :raises Refused: at the first award that is not allowed
    """
    items = {each.id: each for each in card.items}
    for name, award in awards.items():
        item = items.get(name)
        if item is None:
            raise Refused(f"没有“{name}”这一项", f"There is no item {name}", fields=(name,))
        refusal = award_fault(item, award)
        if refusal is not None:
            raise refusal


def award_fault(item: Item, award: Award) -> Refused | None:
    """Return why this award of this item is not allowed, or None."""
    zh, en = item.title_zh, item.title_en
    if not item.awardable:
        return Refused(
            f"“{zh}”由评定标准算出，不能改分；要改的是事实",
            f"{en} is computed from the annex and cannot be awarded; mend the facts instead",
            clause=item.clause,
            fields=(item.id,),
        )
    top = item.maximum_text
    if not _fits(item, award):
        return Refused(
            f"“{zh}”的评定得分须在 0 到 {top} 之间，最多两位小数",
            f"The award for {en} must lie between 0 and {top}, in steps of 0.01",
            clause=item.clause,
            fields=(item.id,),
        )
    if award.points < item.maximum and not award.reason.strip():
        return Refused(
            f"“{zh}”的评定得分不到满分，要写明理由",
            f"The award for {en} is below the maximum and needs a reason",
            clause=item.clause,
            fields=(item.id,),
        )
    return None


def _fits(item: Item, award: Award) -> bool:
    if not award.points.is_finite() or not 0 <= award.points <= item.maximum:
        return False
    exponent = award.points.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2:
        return False
    least, step = getattr(item.rule, "least", 0), getattr(item.rule, "step", 1)
    return (
        item.kind != "judgement"
        or (points.of(award.points) - least) % step == 0 <= points.of(award.points) - least
    )


def _line(line: Line, facts: Mapping[str, Value], award: Award | None, missing: list[str]) -> ItemResult:
    item = line.item
    try:
        values = line.fetch(facts)
    except KeyError:
        values = None
    if award is not None:
        return _awarded(line, award, None if values is None else values)
    if values is None:
        missing += line.absent(facts)
        return ItemResult(item, "unscored", None)
    line.score(values)  # refuses ill-typed values: to a dictionary True, 1 and 1.0 are one key
    known = line.known.get(values)
    return known if known is not None else _judged(line, values)


def _judged(line: Line, values: Values) -> ItemResult:
    judged = line.judge(values)
    status: Status = "scored" if judged.applicable else "n/a"
    found = ItemResult(line.item, status, judged.score, judged.deductions)
    if len(line.known) < MOST_KNOWN:
        line.known[values] = found
    return found


def _awarded(line: Line, award: Award, values: object) -> ItemResult:
    item = line.item
    replaced = line.judge(values).score if values is not None else None  # type: ignore[arg-type]
    earned = points.of(award.points)
    lost = item.worth - earned
    reason = award.reason.strip()
    taken = (
        ()
        if not lost or item.kind == "bonus"
        else (Deduction(lost, f"酌定：{reason}", f"By judgement: {reason}", None, True),)
    )
    return ItemResult(item, "scored", earned, taken, award, replaced)
