"""One duty over all its subjects: plain values, judged by `rules.duties` without a query."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from linli.kernel.period import Period
from linli.rules.duties.judging import MET, NOT_APPLICABLE, Deed, Outcome, owes, settled
from linli.rules.duties.model import Duty

MANY = 255  # a count beyond this says nothing more


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what owes something. key: of its row; place: path; until: first day it is no more.

    start, due, done: of what is asked once, such as the filing of a contract; None otherwise
    side: the role whose affair it is, where a duty has several; "" for all of them
    """

    kind: str
    key: int
    place: str
    name: str
    since: date | None = None
    until: date | None = None
    start: date | None = None
    due: date | None = None
    done: date | None = None
    side: str = ""

    def overlaps(self, window: Period) -> bool:
        return (self.since is None or self.since < window.end) and (
            self.until is None or self.until > window.start
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One obligation. window: its period, None if it is asked once

    line: number of the journal's line that met it; record: key of the row that did, "kind:key"; "" if none
    """

    duty: Duty
    subject: Subject
    window: Period | None
    outcome: Outcome
    line: int = 0
    record: str = ""


@dataclass(slots=True)
class Sheet:
    """A duty, its subjects, and what was counted for them.

    dues: last day of each window before it counts as overdue
    counts: deeds, one byte for each subject and window, row by row; days, lines: of the last deed, if wanted
    outcomes: of what is asked once, by subject; None where nothing is asked; records: what met it
    deeds: all deeds that were counted, for what is only shown as evidence
    """

    duty: Duty
    subjects: list[Subject]
    windows: tuple[Period, ...] = ()
    dues: tuple[date, ...] = ()
    counts: bytearray = field(default_factory=bytearray)
    days: array[int] | None = None
    lines: array[int] | None = None
    outcomes: list[Outcome | None] = field(default_factory=list)
    records: dict[int, str] = field(default_factory=dict)
    deeds: int = 0

    def open_windows(self, *, named: bool) -> None:
        """Make room for the counts. named: for the last deed of each as well"""
        size = len(self.subjects) * len(self.windows)
        self.counts = bytearray(size)
        if named:
            self.days, self.lines = array("l", bytes(8 * size)), array("q", bytes(8 * size))

    def count(self, subject: int, window: int, number: int, *, day: int = 0, line: int = 0) -> None:
        """Add deeds of a subject, by its place in the list, in a window. day: ordinal of the last"""
        at = subject * len(self.windows) + window
        self.counts[at] = min(MANY, self.counts[at] + number)
        self.deeds += number
        if self.days is not None and self.lines is not None and day >= self.days[at]:
            self.days[at], self.lines[at] = day, line

    def cells(self, today: date, *, partial: bool = False) -> Iterator[Cell]:
        """Yield every obligation in the order of the subjects."""
        if self.duty.every == "any":
            return
        if not self.duty.is_calendar:
            for at, (subject, outcome) in enumerate(zip(self.subjects, self.outcomes, strict=True)):
                if outcome is not None:
                    yield Cell(self.duty, subject, None, outcome, record=self.records.get(at, ""))
            return
        for at in range(len(self.counts)):
            cell = self._cell(at, today, partial)
            if cell is not None:
                yield cell

    def _cell(self, at: int, today: date, partial: bool) -> Cell | None:
        index, number = divmod(at, len(self.windows))
        subject, window = self.subjects[index], self.windows[number]
        if not subject.overlaps(window):
            return None
        owed = owes(window, subject.since, subject.until, partial=partial)
        state = settled(self.counts[at] >= self.duty.times, owed, today, self.dues[number])
        line = self.lines[at] if self.lines is not None and state == MET else 0
        by = Deed(date.fromordinal(self.days[at]), line) if self.days is not None and line else None
        outcome = Outcome(state, self.dues[number], by)
        return Cell(self.duty, subject, window, outcome, line, self.records.get(at, ""))

    def figures(self, today: date, *, partial: bool = False) -> Figures:
        """Return how many obligations stand how, without making a value for each."""
        if not self.duty.is_calendar:
            states = Counter(each.state for each in self.outcomes if each is not None)
            return Figures.of(states, self.deeds)
        found: Counter[str] = Counter()
        width, times, counts = len(self.windows), self.duty.times, self.counts
        for number, window in enumerate(self.windows):
            column, open_state = counts[number::width], settled(False, True, today, self.dues[number])
            for subject, count in zip(self.subjects, column, strict=True):
                if count >= times:
                    found[MET] += subject.overlaps(window)
                elif owes(window, subject.since, subject.until, partial=partial):
                    found[open_state] += 1
                elif subject.overlaps(window):
                    found[NOT_APPLICABLE] += 1
        return Figures.of(found, self.deeds)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many obligations stand how. deeds: what was done for them"""

    met: int = 0
    due: int = 0
    overdue: int = 0
    not_applicable: int = 0
    deeds: int = 0

    @classmethod
    def of(cls, states: Counter[str], deeds: int) -> Figures:
        return cls(states["met"], states["due"], states["overdue"], states["not_applicable"], deeds)

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.met + other.met,
            self.due + other.due,
            self.overdue + other.overdue,
            self.not_applicable + other.not_applicable,
            self.deeds + other.deeds,
        )

    @property
    def owed(self) -> int:
        return self.met + self.due + self.overdue

    @property
    def state(self) -> str:
        """Return the state of all of them together: the worst there is; "" if there is no evidence."""
        if self.overdue:
            return "overdue"
        if self.due:
            return "due"
        if self.met or self.deeds:
            return "met"
        return "not_applicable" if self.not_applicable else ""


def merged(found: Iterable[tuple[Subject, frozenset[str]]], only: frozenset[str]) -> list[Subject]:
    """Return the estates served in one of the ways `only`; a change between two of them breaks nothing."""
    kept: list[Subject] = []
    for subject, traits in found:
        if only and only.isdisjoint(traits):
            continue
        last = kept[-1] if kept else None
        if last and last.key == subject.key and last.until == subject.since:
            kept[-1] = Subject("estate", subject.key, subject.place, subject.name, last.since, subject.until)
        else:
            kept.append(subject)
    return kept
