"""How an estate stands on a day, without a round: its sheet from the records, and what would win points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.assessment.current import judged, pack_in_force
from linli.assessment.facts.afresh import Afresh, afresh, counted_since
from linli.assessment.facts.providers import FROM_RECORDS
from linli.assessment.lines import Line, Win, fill_line, grades_of, lines_of, win_of
from linli.assessment.models import Round
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.rules.packs import Pack
from linli.rules.scorecard import points
from linli.rules.scorecard.explain import most, win_back
from linli.rules.scorecard.outcome import Result

PERMISSION = "round.view"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to win points back. facts: names of what has to change; by_record: a record alone does it"""

    win: Win
    facts: tuple[str, ...]
    by_record: bool


@dataclass(slots=True)
class Standing:
    """The sheet of an estate as of a day.

    since: what happens is counted from this day on; round: the round that what no record says comes from
    carried, entered: names of facts of that round; those a record could say and does not
    total: "" while something is not known; reached: the points so far
    ways: what would win points back, the least effort first
    """

    estate: Estate
    day: date
    since: date
    lines: list[Line]
    maximum: str
    grades: Text
    reached: str = ""
    total: str = ""
    grade: Text | None = None
    vetoes: list[Text] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    carried: frozenset[str] = frozenset()
    round: Round | None = None
    ways: list[Way] = field(default_factory=list)
    most: str = ""

    @property
    def entered(self) -> frozenset[str]:
        return self.carried & FROM_RECORDS

    @property
    def scored(self) -> int:
        return sum(1 for line in self.lines if line.status != "unscored")


def known_on(actor: Actor, estate: Estate, *, day: date, pack: Pack) -> Afresh:
    """Return what is known of an estate on a day; a fixed number of queries.

    :raises NoSuch: if its scores are none of the actor's business
    """
    if not actor.may(PERMISSION, at=estate.path):
        raise NoSuch(
            "没有这个小区，或者它不归您查看。", "There is no such estate, or it is not yours to see."
        )
    return next(afresh([estate.pk], [(estate.pk, estate.mode)], day=day, pack=pack))


def standing(actor: Actor, estate: Estate, *, day: date) -> Standing:
    """Return how an estate stands on a day, each point with its cause; a fixed number of queries.

    :raises NoSuch: if its scores are none of the actor's business
    """
    pack = pack_in_force()
    known = known_on(actor, estate, day=day, pack=pack)
    card, result = pack.card, judged(known, pack)
    found = Standing(
        estate, day, counted_since(day), lines_of(card), f"{card.maximum.normalize():f}", grades_of(card)
    )
    facts = {name: known.kept(name) for name in known.values}
    _fill(found, result, facts, known)
    found.carried = frozenset(known.carried)
    if known.round is not None:
        found.round = Round.objects.visible_to(actor, PERMISSION).filter(pk=known.round).first()
    wins = win_back(card, known.values, known.judged())
    found.ways = [
        Way(win_of(each), names, FROM_RECORDS.issuperset(names))
        for each in wins
        for names in [tuple(change.fact.name for change in each.changes)]
    ]
    found.most = points.short(points.of(most(wins)))
    return found


def _fill(found: Standing, result: Result, facts: Mapping[str, Any], known: Afresh) -> None:
    told = {each["id"]: each for each in result.as_json()["items"]}
    for line in found.lines:
        fill_line(line, told[line.item.id], facts, known.awards, known.values)
    found.missing, found.reached = list(result.missing), points.text(result.earned)
    if result.complete:
        found.total = found.reached
    if result.complete and result.grade is not None:
        found.grade = Text(result.grade.name_zh, result.grade.name_en)
    if result.vetoed:
        vetoes = [each for each in result.effects if each.kind == "veto"]
        found.vetoes = [each.reason(known.values) for each in vetoes]
