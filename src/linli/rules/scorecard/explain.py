"""What would win points back: for each lost or open point the facts to change, least effort first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from linli.rules.scorecard import points
from linli.rules.scorecard.facts import FactSpec, Value, dump, show
from linli.rules.scorecard.kinds.base import Values
from linli.rules.scorecard.model import Card, Item
from linli.rules.scorecard.outcome import Award
from linli.rules.scorecard.program import Line, compiled

NO_AWARDS: Mapping[str, Award] = {}
BEST: dict[str, tuple[Value, ...]] = {
    "flag": (True, False),
    "count": (0, 1, 1000),
    "rate": (Decimal(100), Decimal(0)),
    "number": (Decimal(0), Decimal(100000)),
}


class Change(NamedTuple):
    """A fact, what it is now (None if missing) and what it would have to be."""

    fact: FactSpec
    now: Value | None
    wanted: Value


class WinBack(NamedTuple):
    """One way to win points.

    gain: hundredths; for an open item the most it can still earn
    effort: one for each requirement, finding, missing fact or percentage point to be mended
    """

    item: Item
    changes: tuple[Change, ...]
    gain: int
    effort: Decimal
    lifts_veto: bool
    text_zh: str
    text_en: str

    @property
    def points(self) -> Decimal:
        return points.decimal(self.gain)

    def as_json(self) -> dict[str, Any]:
        return {
            "item": self.item.id,
            "points": points.text(self.gain),
            "effort": show(self.effort),
            "facts": [
                {
                    "fact": each.fact.name,
                    "now": None if each.now is None else dump(each.now),
                    "wanted": dump(each.wanted),
                }
                for each in self.changes
            ],
            "lifts_veto": self.lifts_veto,
            "text_zh": self.text_zh,
            "text_en": self.text_en,
        }


def win_back(
    card: Card, facts: Mapping[str, Value], awards: Mapping[str, Award] = NO_AWARDS
) -> tuple[WinBack, ...]:
    """Return what would win points, least effort first, then most points.

    An item judged by an assessor is left out: no fact changes it.
    """
    found: list[WinBack] = []
    for line in compiled(card).lines:
        if line.item.id not in awards and line.item.kind != "judgement":
            found += _of(line, facts)
    return tuple(sorted(found, key=lambda each: (each.effort, -each.gain)))


def most(wins: tuple[WinBack, ...]) -> Decimal:
    """Return the points that all of them together can bring: the best way of each item."""
    best: dict[str, int] = {}
    for each in wins:
        best[each.item.id] = max(best.get(each.item.id, 0), each.gain)
    return points.decimal(sum(best.values()))


def _of(line: Line, facts: Mapping[str, Value]) -> Iterator[WinBack]:
    try:
        values = line.fetch(facts)
    except KeyError:
        yield from _open(line, facts)
        return
    now = line.score(values)
    if now >= line.item.worth or line.item.kind == "bonus":
        return
    needs = line.item.rule.needs()
    for win in line.item.rule.wins(values):
        mended = list(values)
        for n, value in win.changes:
            mended[n] = value
        gain = line.score(tuple(mended)) - now
        changes = tuple(Change(needs[n].fact, values[n], value) for n, value in win.changes)
        lifts = _lifts(line.item, facts, changes)
        if gain > 0 or lifts:
            yield _told(line.item, changes, gain, win.effort, lifts)


def _open(line: Line, facts: Mapping[str, Value]) -> Iterator[WinBack]:
    """Yield what an item without all its facts can still earn."""
    needs = line.item.rule.needs()
    absent = [n for n, need in enumerate(needs) if need.fact.name not in facts and need.fallback is None]
    if not absent or len(absent) > 12:
        return
    known = [facts.get(need.fact.name, need.fallback) for need in needs]
    # The first choice of a yes/no is always the better one, so it alone is tried among many.
    choices = [BEST[needs[n].fact.unit][: 1 if needs[n].fact.unit == "flag" else None] for n in absent]
    best: tuple[int, tuple[Value, ...]] | None = None
    for tried in product(*choices):
        score = line.score(_filled(known, absent, tried))
        if best is None or score > best[0]:
            best = score, tried
    if best is not None:
        changes = tuple(Change(needs[n].fact, None, value) for n, value in zip(absent, best[1], strict=True))
        yield _told(line.item, changes, best[0], Decimal(len(absent)), False)


def _filled(known: list[Value | None], absent: list[int], tried: tuple[Value, ...]) -> Values:
    filled = list(known)
    for n, value in zip(absent, tried, strict=True):
        filled[n] = value
    return tuple(each for each in filled if each is not None)


def _lifts(item: Item, facts: Mapping[str, Value], changes: tuple[Change, ...]) -> bool:
    vetoes = [each for each in item.effects if each.kind == "veto" and each.condition.holds(facts)]
    if not vetoes:
        return False
    mended = {**facts, **{each.fact.name: each.wanted for each in changes}}
    return not any(each.condition.holds(mended) for each in vetoes)


def _told(item: Item, changes: tuple[Change, ...], gain: int, effort: Decimal, lifts: bool) -> WinBack:
    got = points.short(gain)
    zh = "、".join(_say_zh(each) for each in changes)
    en = "; ".join(_say_en(each) for each in changes)
    veto_zh, veto_en = ("，并解除一票否决", ", and the veto falls") if lifts else ("", "")
    return WinBack(item, changes, gain, effort, lifts, f"{zh}：+{got} 分{veto_zh}", f"{en}: +{got}{veto_en}")


def _say_zh(change: Change) -> str:
    fact, now, wanted = change
    if now is None:
        return f"补上“{fact.label_zh}”"
    if wanted is True:
        return f"做到“{fact.label_zh}”"
    sign = "%" if fact.unit == "rate" else ""
    return f"{fact.label_zh}由 {show(now)}{sign} 到 {show(wanted)}{sign}"


def _say_en(change: Change) -> str:
    fact, now, wanted = change
    if now is None:
        return f"provide “{fact.label_en}”"
    if wanted is True:
        return f"achieve “{fact.label_en}”"
    sign = "%" if fact.unit == "rate" else ""
    return f"{fact.label_en} from {show(now)}{sign} to {show(wanted)}{sign}"
