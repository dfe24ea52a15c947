"""What must hold between the parts of a card; each kind checks its own inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from linli.rules.scorecard import points
from linli.rules.scorecard.model import Card, Section
from linli.rules.scorecard.reading import Fault


def faults(card: Card) -> Iterator[Fault]:
    """Yield every contradiction between sections, items, grades and totals."""
    yield from _twice("section", (each.id for each in card.sections))
    yield from _twice("item", (each.id for each in card.items))
    for section in card.sections:
        yield from _section(card, section)
    yield from _strays(card)
    yield from _totals(card)
    yield from _grades(card)
    yield from _unused(card)


def _twice(what: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(name, f"{what} 的标识重复", f"this {what} id is used twice")


def _section(card: Card, section: Section) -> Iterator[Fault]:
    worths = [each.worth for each in card.items if each.section == section.id]
    if not worths:
        yield Fault(section.id, "一项也没有", "has no item")
    elif section.mode == "sum" and sum(worths) != section.worth:
        have, want = points.short(sum(worths)), points.short(section.worth)
        yield Fault(
            section.id, f"各项合计 {have} 分，应为 {want} 分", f"its items add up to {have}, not to {want}"
        )
    elif section.mode == "pool" and max(worths) > section.worth:
        yield Fault(section.id, "有的项比整块的分还多", "an item takes more than the section owns")
    if section.printed_in and section.printed_in not in {each.id for each in card.sections}:
        yield Fault(section.id, "printed_in 指的项目不存在", "printed_in names no section")


def _strays(card: Card) -> Iterator[Fault]:
    known = {each.id for each in card.sections}
    for item in card.items:
        if item.section not in known:
            yield Fault(item.id, f"没有项目 {item.section!r}", f"there is no section {item.section!r}")
        if item.worth < 0 or (item.worth == 0 and item.kind != "red_line"):
            yield Fault(
                item.id, "分值须大于 0（红线项除外）", "its maximum must be above 0, unless it is a red line"
            )


def _totals(card: Card) -> Iterator[Fault]:
    if not any(each.worth for each in card.sections if not each.bonus):
        yield Fault(card.code, "除加分外没有可得的分", "there is nothing to earn but a bonus")
    if any(each.bonus and each.weight is not None for each in card.sections):
        yield Fault(card.code, "加分项目不能有权重", "a bonus section cannot have a weight")
    weights = [each.weight for each in card.sections if not each.bonus]
    if any(each is not None for each in weights):
        if any(each is None for each in weights) or sum(each or 0 for each in weights) != 100:
            yield Fault(card.code, "各项目权重合计须为 100", "the weights of the sections must add up to 100")
        return
    total = sum(each.worth for each in card.sections)
    if card.scale_to is None and total != card.worth:
        have, want = points.short(total), points.short(card.worth)
        yield Fault(
            card.code,
            f"各项目合计 {have} 分，写的是 {want} 分",
            f"sections add up to {have}, the card says {want}",
        )
    if card.scale_to is not None and card.scale_to <= 0:
        yield Fault(card.code, "scale_to 要大于 0", "scale_to must be greater than 0")


def _grades(card: Card) -> Iterator[Fault]:
    floors = [each.floor for each in card.grades]
    if floors != sorted(set(floors), reverse=True):
        yield Fault(
            "grade",
            "等次下限须依次严格递减，否则有的等次到不了",
            "floors must fall strictly, or a grade is out of reach",
        )
    if floors and floors[0] > top(card):
        yield Fault("grade", "最高等次超过满分，永远到不了", "the best grade lies above the full total")
    if floors and floors[-1] > 0:
        yield Fault(
            "grade",
            "最低等次须从 0 分起，否则有的总分没有等次",
            "the last grade must start at 0, or some totals have none",
        )


def top(card: Card) -> int:
    """Return the highest total in hundredths; what an uncapped bonus adds is not counted."""
    return card.scale_to or card.worth


def _unused(card: Card) -> Iterator[Fault]:
    used = {need.fact.name for item in card.items for need in item.rule.needs()}
    used |= {each.when.fact.name for each in card.items if each.when}
    effects = (*card.effects, *(each for item in card.items for each in item.effects))
    used |= {each.condition.fact.name for each in effects}
    silent = {item.id for item in card.items if not all(each.adopted for each in item.discretions)}
    for name, fact in card.facts.items():
        if name not in used and fact.item not in silent:
            yield Fault(fact.item or card.code, f"事实 {name} 没有规则用到", f"no rule uses the fact {name}")
