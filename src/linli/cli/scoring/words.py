"""A result as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from linli.cli.scoring.run import Say, SayFault
from linli.kernel.text import Text
from linli.rules.scorecard import points
from linli.rules.scorecard.cards import CardFault, Handed
from linli.rules.scorecard.explain import most, win_back
from linli.rules.scorecard.outcome import ItemResult, Result

STATUS = {
    "unscored": Text("未评", "not scored"),
    "n/a": Text("不适用", "not applicable"),
    "scored": Text("", ""),
}


def for_people(lang: str, explain: bool) -> Say:
    """Return how a result is said in a language."""

    def say(handed: Handed, result: Result) -> str:
        lines = [_head(handed.subject, result, lang)]
        lines += _effects(handed, result, lang)
        for section in result.sections:
            name = Text(section.section.name_zh, section.section.name_en).say(lang)
            lines.append(f"  {name}  {points.text(section.earned)} / {section.section.maximum_text}")
            for line in result.items:
                if line.item.section == section.section.id:
                    lines += _line(line, lang)
        if explain:
            lines += _explained(handed, result, lang)
        return "\n".join(lines) + "\n"

    return say


def fault_in(lang: str) -> SayFault:
    """Return how a fault is said in a language."""

    def say(fault: CardFault) -> str:
        name = f"{fault.subject}: " if fault.subject else ""
        return name + Text(fault.reason_zh, fault.reason_en).say(lang)

    return say


def _head(subject: str, result: Result, lang: str) -> str:
    total = points.text(result.earned)
    top = points.text(result.card.scale_to or result.card.worth)
    if result.grade is not None:
        state = Text(result.grade.name_zh, result.grade.name_en)
    elif result.missing:
        names = ", ".join(result.missing)
        state = Text(f"未评完，缺 {names}", f"incomplete, missing {names}")
    else:
        state = Text("不定等次", "no grade")
    return f"{subject}  {total} / {top}  {state.say(lang)}"


def _effects(handed: Handed, result: Result, lang: str) -> Iterator[str]:
    for each in result.effects:
        yield f"  ! {each.reason(handed.facts).say(lang)}"


def _line(line: ItemResult, lang: str) -> Iterator[str]:
    title = Text(line.item.title_zh, line.item.title_en).say(lang)
    score = "--" if line.earned is None else points.text(line.earned)
    yield f"    {title}  {score} / {line.item.maximum_text}  {STATUS[line.status].say(lang)}".rstrip()
    mark = Text("（酌定）", " (discretion)").say(lang)
    for each in line.deductions:
        reason = Text(each.reason_zh, each.reason_en).say(lang)
        yield f"      -{points.text(each.taken)}  {reason}{mark if each.discretion else ''}"
    if line.award is not None:
        before = "--" if line.replaced is None else points.text(line.replaced)
        words = Text(f"考评组评定，缺省读法为 {before}", f"awarded; the default reading gives {before}")
        yield f"      {words.say(lang)}"


def _explained(handed: Handed, result: Result, lang: str) -> Iterator[str]:
    wins = win_back(result.card, handed.facts, handed.awards)
    if wins:
        yield "  " + Text(f"最多可补回 {most(wins)} 分：", f"Up to {most(wins)} points can be won back:").say(
            lang
        )
    for each in wins:
        yield f"    {Text(each.text_zh, each.text_en).say(lang)}"
    yield "  " + Text("用到的读法：", "Readings used:").say(lang)
    for reading in result.card.readings():
        if reading.adopted:
            yield f"    {reading.id}  {Text(reading.reading_zh, reading.reading_en).say(lang)}"
