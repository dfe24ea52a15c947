"""Which party organisation a unit owes by its members, which lawful ways there are, and what is covered.

Pure: the numbers and the ways are data of the policy pack (`party.toml`); a pack that is silent asks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal

from linli.kernel.text import Text

KINDS = ("company", "courtyard", "unserved", "committee")  # 企业, 自主管理庭院, 无物业小区, 业主委员会
FORMS = ("committee", "branch", "joint", "grid", "group")  # what an organisation is
EFFECTS = ("organisation", "work", "members")  # what a way brings: an organisation, work, or more members
OWN = "own"  # the way of a branch of one's own
LARGE = 10**6


@dataclass(frozen=True, slots=True)
class Number:
    """A number the guideline or the regulation sets. discretion: the district chose it"""

    id: str
    name: Text
    value: int
    source: Text
    clause: str
    discretion: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A lawful way to cover a unit.

    kinds: of units it is for; least, most: full members of the unit for which it is lawful, most None: any
    forms: of the organisation that covers the unit then
    """

    id: str
    name: Text
    kinds: frozenset[str]
    least: int
    most: int | None
    forms: frozenset[str]
    effect: str
    source: Text
    clause: str
    discretion: bool

    def suits(self, kind: str, full: int) -> bool:
        """Test if the way is lawful for a unit of that kind with so many full members."""
        return kind in self.kinds and self.least <= full and (self.most is None or full <= self.most)


@dataclass(frozen=True, slots=True)
class Party:
    """What a pack says of party organisations; empty where it is silent."""

    numbers: Mapping[str, Number] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()

    def number(self, name: str, silent: int = LARGE) -> int:
        """Return a number by its id; `silent` where the pack says nothing."""
        found = self.numbers.get(name)
        return silent if found is None else found.value

    def way(self, name: str) -> Way | None:
        """Return a way by its id; None if the pack does not know it."""
        return next((each for each in self.ways if each.id == name), None)


@dataclass(frozen=True, slots=True)
class Due:
    """What a unit owes.

    form: "branch" its own, "organisation" one by some way, "work" an instructor as long as it has no member,
        "unknown" while nobody has reported its members, "none" if the pack asks nothing
    forms: of organisations that meet it; ways: all lawful ones, those that bring an organisation first
    """

    form: str
    forms: frozenset[str]
    ways: tuple[Way, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Tie:
    """The organisation that covers a unit. form: what it is; way: how it came to cover it"""

    form: str
    way: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of how many are covered, by an organisation and by work; work includes the first."""

    of: int
    organisation: int
    work: int

    def percent(self, what: str = "organisation") -> Decimal | None:
        """Return the share in percent with one decimal, rounded down so that 100 means all; None of none."""
        if not self.of:
            return None
        part = Decimal(100 * getattr(self, what)) / self.of
        return part.quantize(Decimal("0.1"), rounding=ROUND_DOWN)


CLAUSES = {"company": "D2", "courtyard": "H1", "unserved": "D4", "committee": "J6"}
LESSER = {"company": "D3", "courtyard": "H2", "unserved": "D4", "committee": "J6"}


def due(party: Party, kind: str, full: int | None) -> Due:
    """Return what a unit owes by the full members it has.

    full: probationary members do not count; None while unknown
    Source: 细则三（一）, 三（五）; 支部工作条例 第四条, 第五条
    """
    if full is None:
        return Due("unknown", frozenset(), (), LESSER[kind])
    ways = tuple(sorted((way for way in party.ways if way.suits(kind, full)), key=_rank))
    bringing = [way for way in ways if way.effect == "organisation"]
    own = [way for way in bringing if way.id == OWN]
    if own:
        return Due("branch", own[0].forms, tuple(own), CLAUSES[kind])
    forms = frozenset(form for way in bringing for form in way.forms)
    form = "organisation" if bringing else "work" if ways else "none"
    return Due(form, forms, ways, LESSER[kind])


def _rank(way: Way) -> int:
    return EFFECTS.index(way.effect)


def owed_since(party: Party, kind: str, counted: Sequence[tuple[date, int]]) -> date | None:
    """Return from when on a unit has owed what it owes now; None while nobody has counted.

    counted: days with the full members on them, the oldest first
    """
    form = due(party, kind, counted[-1][1]).form if counted else ""
    since = None
    for day, full in reversed(counted):
        if due(party, kind, full).form != form:
            break
        since = day
    return since


def verdict(owed: Due, tie: Tie | None, *, instructed: bool) -> str:
    """Return "met", "other_form" (covered, but another form is due), "missing", or "unknown".

    "unknown" only while uncovered: who is covered without a count is taken as covered.
    """
    if tie is not None:
        return "met" if not owed.forms or tie.form in owed.forms else "other_form"
    if owed.form == "work":
        return "met" if instructed else "missing"
    return {"unknown": "unknown", "none": "met"}.get(owed.form, "missing")


def committee_is_due(party: Party, full: int) -> bool:
    """Test if a branch of so many full members has a committee (支部工作条例 第二十条)."""
    return full >= party.number("committee_from")


def may_join(party: Party, units: int) -> bool:
    """Test if a joint branch that covers so many units may take in one more (支部工作条例 第五条)."""
    return units + 1 <= party.number("joint_units")


def tally(covered: Iterable[tuple[bool, bool]]) -> Figure:
    """Count units. covered: for each whether an organisation covers it, and whether an instructor is sent."""
    of = organisation = work = 0
    for tied, instructed in covered:
        of += 1
        organisation += tied
        work += tied or instructed
    return Figure(of, organisation, work)


def unlawful(party: Party, kind: str, full: int | None, *, way: str, form: str) -> Text | None:
    """Return why an organisation of `form` may not cover a unit in this way, or None if it may.

    A way that brings members may have brought them: what counts then is what is due by today's number.
    """
    if full is None:
        return Text(
            "还没有报党员人数，先报人数再定组织形式", "the members are not reported yet; report them first"
        )
    chosen, owed = party.way(way), due(party, kind, full)
    if chosen is None or kind not in chosen.kinds:
        return Text("这种单位不能用这种方式", "this way is not for such a unit")
    if chosen.effect == "organisation" and not chosen.suits(kind, full):
        return _too_many_or_few(party, full)
    if not owed.forms:
        return Text(
            "还没有正式党员，先选派党建指导员、发展或选聘党员",
            "it has no full member yet; send an instructor and win members first",
        )
    if form not in chosen.forms & owed.forms:
        return (
            _too_many_or_few(party, full)
            if form == "branch"
            else Text("这种党组织不能这样覆盖它", "an organisation of this form cannot cover it in this way")
        )
    return None


def _too_many_or_few(party: Party, full: int) -> Text:
    least = party.number("own_branch_from")
    if full >= least:
        return Text(
            f"有{full}名正式党员，够{least}名，要单独成立党支部",
            f"it has {full} full members; from {least} on a branch of its own is due",
        )
    return Text(
        f"只有{full}名正式党员，单独成立党支部要{least}名",
        f"it has {full} full members; a branch of its own needs {least}",
    )
