"""Owners' decisions under article 278 of the Civil Code, in exact whole numbers.

Areas are whole numbers of 0.01 m²: a share of exactly two thirds must be met, a
share of exactly one half must not, and no rounding may stand between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from linli.kernel.text import Text

LAW = "民法典第278条"
PARKING = "parking"
COUNT_PARKING = "count_parking"
SILENCE_FOLLOWS_MAJORITY = "silence_follows_majority"

ORDINARY = frozenset(
    {
        "rules_of_procedure",
        "management_covenant",
        "elect_committee",
        "select_company",
        "dismiss_company",
        "use_maintenance_fund",
        "other_ordinary",
    }
)
SPECIAL = frozenset({"raise_maintenance_fund", "rebuild", "change_common_use"})
MATTERS = ORDINARY | SPECIAL


class Choice(StrEnum):
    """What a ballot says; a void one was delivered, but does not take part."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Unit:
    """One exclusive part. `area` in 0.01 m²; co-owners of one unit are one `owner`."""

    id: str
    area: int
    owner: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    owner: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Vote:
    """All that a tally needs; the two rules are those of the owners' own rules of procedure."""

    matter: str
    units: tuple[Unit, ...]
    ballots: tuple[Ballot, ...]
    count_parking: bool = False
    silence_follows_majority: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the papers. where: "units[2].area", counted from 0 as in the file."""

    where: str
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Note:
    """Something about one owner's ballots, or about a rule, that the minutes must say."""

    kind: str
    owner: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Measure:
    """One comparison: `have` out of `of`, and whether that is what the law needs."""

    have: int
    of: int
    needs: str
    met: bool


@dataclass(frozen=True, slots=True)
class Hurdle:
    """The quorum or the approval: by area (0.01 m²) and by heads, and both must be met."""

    area: Measure
    owners: Measure

    @property
    def met(self) -> bool:
        return self.area.met and self.owners.met


@dataclass(frozen=True, slots=True)
class Outcome:
    matter: str
    quorum: Hurdle
    approval: Hurdle
    rules_used: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def passed(self) -> bool:
        """Without a quorum nothing passes, whatever the approval."""
        return self.quorum.met and self.approval.met


@dataclass(slots=True)
class _Sum:
    """Heads and areas of a set of owners."""

    heads: int = 0
    area: int = 0

    def add(self, area: int) -> None:
        self.heads += 1
        self.area += area


@dataclass(slots=True)
class _Count:
    """The ballots box after counting: what each owner says, and what had to be noted."""

    said: dict[str, Choice] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def faults(vote: Vote) -> list[Fault]:
    """Return what makes the papers of a vote unusable, all at once; empty if nothing does."""
    found = list(_unit_faults(vote.units))
    if vote.matter not in MATTERS:
        found.insert(0, Fault("matter", vote.matter, _unknown(vote.matter, MATTERS)))
    owners = {unit.owner for unit in vote.units}
    for number, ballot in enumerate(vote.ballots):
        if ballot.owner not in owners:
            reason = Text(
                f"业主“{ballot.owner}”没有任何专有部分，这张票不能计。请核对业主名册。",
                f"The owner “{ballot.owner}” has no unit, so this ballot cannot count. Check the roll.",
            )
            found.append(Fault(f"ballots[{number}].owner", ballot.owner, reason))
    return found


def tally(vote: Vote) -> Outcome:
    """Return the outcome of a vote whose papers have no faults.

    :raises ValueError: if `faults(vote)` is not empty
    Source: Civil Code art. 278; counting by arts. 8 and 9 of the Supreme People's Court's interpretation
    """
    if wrong := faults(vote):
        raise ValueError(f"{wrong[0].where}: {wrong[0].reason.en}")
    areas = _areas(vote)
    count = _counted(vote.ballots, areas)
    rules = [COUNT_PARKING] if vote.count_parking and any(u.kind == PARKING for u in vote.units) else []
    if vote.silence_follows_majority and _follow(count, areas):
        rules.append(SILENCE_FOLLOWS_MAJORITY)
    everybody, taking_part, in_favour = _Sum(), _Sum(), _Sum()
    for owner, area in areas.items():
        everybody.add(area)
        choice = count.said.get(owner, Choice.VOID)
        if choice is not Choice.VOID:
            taking_part.add(area)
        if choice is Choice.FOR:
            in_favour.add(area)
    needs, enough = (">= 3/4", _three_quarters) if vote.matter in SPECIAL else ("> 1/2", _more_than_half)
    return Outcome(
        vote.matter,
        quorum=_hurdle(taking_part, everybody, ">= 2/3", _two_thirds),
        approval=_hurdle(in_favour, taking_part, needs, enough),
        rules_used=tuple(rules),
        notes=tuple(count.notes),
    )


def square_metres(area: int) -> str:
    """Return an area of 0.01 m² as a decimal text in m²: 8950 → "89.50"."""
    return str(Decimal(area).scaleb(-2))


def _two_thirds(have: int, of: int) -> bool:
    return 3 * have >= 2 * of


def _more_than_half(have: int, of: int) -> bool:
    return 2 * have > of


def _three_quarters(have: int, of: int) -> bool:
    return 4 * have >= 3 * of


def _hurdle(have: _Sum, of: _Sum, needs: str, enough: Callable[[int, int], bool]) -> Hurdle:
    # Three quarters of nobody would be nobody, and met: an empty box decides nothing.
    return Hurdle(
        Measure(have.area, of.area, needs, of.area > 0 and enough(have.area, of.area)),
        Measure(have.heads, of.heads, needs, of.heads > 0 and enough(have.heads, of.heads)),
    )


def _areas(vote: Vote) -> dict[str, int]:
    """Add up each owner's areas: one head each, however many units (interpretation art. 9)."""
    areas: dict[str, int] = {}
    for unit in vote.units:
        if vote.count_parking or unit.kind != PARKING:
            areas[unit.owner] = areas.get(unit.owner, 0) + unit.area
    return areas


def _counted(ballots: Iterable[Ballot], areas: dict[str, int]) -> _Count:
    """Let each owner speak once; ballots that contradict each other are void until one is confirmed."""
    given: dict[str, list[Choice]] = {}
    for ballot in ballots:
        given.setdefault(ballot.owner, []).append(ballot.choice)
    count = _Count()
    for owner, choices in given.items():
        if owner not in areas:
            count.notes.append(Note("not_counted", owner, _only_parking(owner)))
            continue
        one = len(set(choices)) == 1
        count.said[owner] = choices[0] if one else Choice.VOID
        if len(choices) > 1:
            count.notes.append(_repeated(owner, len(choices)) if one else _conflicting(owner, choices))
    return count


def _follow(count: _Count, areas: dict[str, int]) -> bool:
    """Let the silent say what most of those say who took part, by area and by heads; tell if any did."""
    silent = [owner for owner in areas if owner not in count.said]
    if not silent:
        return False
    taking_part = _Sum()
    sums = {choice: _Sum() for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)}
    for owner, choice in count.said.items():
        if choice is not Choice.VOID:
            taking_part.add(areas[owner])
            sums[choice].add(areas[owner])
    for choice, total in sums.items():
        if _more_than_half(total.area, taking_part.area) and _more_than_half(total.heads, taking_part.heads):
            count.said.update(dict.fromkeys(silent, choice))
            count.notes.append(Note("silence_followed", "", _followed(len(silent), choice)))
            return True
    reason = Text(
        "已表决的票中没有面积和人数都过半的意见，未表决的业主不计入任何一方。",
        "No choice has more than half of the ballots by area and by heads, so the silent follow nobody.",
    )
    count.notes.append(Note("no_majority_to_follow", "", reason))
    return False


def _unit_faults(units: Iterable[Unit]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for number, unit in enumerate(units):
        if unit.area <= 0:
            reason = Text(
                f"“{unit.id}”的专有部分面积须大于0。请按不动产登记簿填写。",
                f"The area of “{unit.id}” must be more than 0. Take it from the property register.",
            )
            yield Fault(f"units[{number}].area", square_metres(unit.area), reason)
        if unit.id in seen:
            reason = Text(
                f"“{unit.id}”重复，前面units[{seen[unit.id]}]已有。请删去一处。",
                f"“{unit.id}” is there already as units[{seen[unit.id]}]. Remove one of the two.",
            )
            yield Fault(f"units[{number}].id", unit.id, reason)
        seen.setdefault(unit.id, number)
    if not seen:
        reason = Text(
            "没有任何专有部分，无法计票。请给出units。", "There are no units to count. Give “units”."
        )
        yield Fault("units", "", reason)


def _unknown(value: str, allowed: Iterable[str]) -> Text:
    names = ", ".join(sorted(allowed))
    return Text(f"没有“{value}”这一项，可用的是：{names}。", f"There is no “{value}”; use one of: {names}.")


def _only_parking(owner: str) -> Text:
    return Text(
        f"业主“{owner}”只有车位，议事规则没有把车位计入，这张票未计。",
        f"The owner “{owner}” has only parking spaces, which do not count here; the ballot is left out.",
    )


def _repeated(owner: str, number: int) -> Note:
    reason = Text(
        f"业主“{owner}”交了{number}张相同的票，计一张。",
        f"The owner “{owner}” handed in {number} ballots with the same choice; they count once.",
    )
    return Note("repeated", owner, reason)


def _conflicting(owner: str, choices: Iterable[Choice]) -> Note:
    said = ", ".join(choice.value for choice in choices)
    reason = Text(
        f"业主“{owner}”交的票互相矛盾（{said}），在其确认其中一张之前作无效票。",
        f"The ballots of “{owner}” contradict each other ({said}); they are void until one is confirmed.",
    )
    return Note("conflicting", owner, reason)


def _followed(number: int, choice: Choice) -> Text:
    return Text(
        f"按业主自己的议事规则，{number}位未表决的业主计入多数意见（{choice.value}）。",
        f"By the owners' own rules {number} silent owner(s) follow the majority ({choice.value}).",
    )
