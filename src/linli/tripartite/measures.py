"""The figures a commitment may be bound to: one table, each worked out for a set with one query (G8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from linli.kernel.text import Text
from linli.registry.models import Contract, Disclosure, Staffing
from linli.registry.terms import SCORED_DISCLOSURES
from linli.tripartite.models import Commitment, Meeting, Resolution
from linli.tripartite.terms import ResolutionState, Side, Verdict

CENT = Decimal("0.01")
Rows = Sequence[Commitment]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of a commitment. value: None while there are no records; source: where it comes from

    growing: the value may still get better before the commitment ends
    """

    value: Decimal | None
    source: Text
    growing: bool = False


Found = dict[int, Figure]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure the product knows. most: the target is the most it may be, else the least

    sides: who may promise it; query: figures of a set of commitments by key, in one query
    """

    name: str
    words: Text
    unit: Text
    most: bool
    sides: tuple[Side, ...]
    query: Callable[[Rows, date], Found]

    def kept(self, value: Decimal, target: Decimal) -> bool:
        return value <= target if self.most else value >= target


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure and what it says of its commitment."""

    measure: Measure
    figure: Figure
    verdict: str
    target: Decimal | None

    @property
    def value_words(self) -> str:
        return _words(self.figure.value)

    @property
    def target_words(self) -> str:
        return _words(self.target)


def judged(rows: Rows, *, today: date) -> dict[int, Judged]:
    """Return, by key, what the figures say of those of `rows` that are bound to one; a query a measure."""
    found: dict[int, Judged] = {}
    for measure in MEASURES.values():
        mine = [row for row in rows if row.measure == measure.name]
        figures = measure.query(mine, today) if mine else {}
        for row in mine:
            figure = figures[row.pk]
            found[row.pk] = Judged(measure, figure, _verdict(row, measure, figure, today), row.target)
    return found


def _words(value: Decimal | None) -> str:
    """Return a number without needless zeros, "" if there is none."""
    return "" if value is None else f"{value.normalize():f}"


def last_of(row: Commitment, today: date) -> date:
    """Return the first day that no longer counts for a commitment: its end, or the day after today."""
    ends = [row.until, date.fromordinal(today.toordinal() + 1)]
    return min(ends + ([row.withdrawn_on] if row.withdrawn_on else []))


def _verdict(row: Commitment, measure: Measure, figure: Figure, today: date) -> str:
    if figure.value is None or row.target is None:
        return Verdict.UNKNOWN
    if measure.kept(figure.value, row.target):
        return Verdict.KEPT
    return Verdict.UNKNOWN if figure.growing and today < row.until else Verdict.BROKEN


def _filing(rows: Rows, today: date) -> Found:
    """The longest time a contract signed in the commitment's term took; one not filed counts up to today."""
    contracts = list(
        Contract.objects.filter(
            project__in={row.project_id for row in rows}, signed_on__lte=today
        ).values_list("project", "signed_on", "filed_on")
    )

    def figure(row: Commitment) -> Figure:
        inside = [
            ((filed or today) - signed).days
            for project, signed, filed in contracts
            if project == row.project_id and row.since <= signed < last_of(row, today)
        ]
        text = Text(
            f"承诺期内签订的{len(inside)}份合同，最慢的一份",
            f"the slowest of {len(inside)} contracts signed in the term",
        )
        return Figure(Decimal(max(inside)) if inside else None, text)

    return {row.pk: figure(row) for row in rows}


def _shown(rows: Rows, today: date) -> Found:
    """How many of the four scored disclosures hang on the last day that counts."""
    seen = list(
        Disclosure.objects.filter(
            estate__in={row.estate_id for row in rows}, kind__in=SCORED_DISCLOSURES
        ).values_list("estate", "kind", "shown_on", "valid_until")
    )

    def figure(row: Commitment) -> Figure:
        on = date.fromordinal(last_of(row, today).toordinal() - 1)
        kinds = {
            kind
            for estate, kind, since, until in seen
            if estate == row.estate_id and since <= on and (until is None or until > on)
        }
        return Figure(Decimal(len(kinds)), Text(f"公示记录，截至{on}", f"records of disclosures as of {on}"))

    return {row.pk: figure(row) for row in rows}


def _met(rows: Rows, today: date) -> Found:
    """How many joint meetings were held in the commitment's term."""
    held = list(
        Meeting.objects.filter(
            estate__in={row.estate_id for row in rows}, held_on__isnull=False, held_on__lte=today
        ).values_list("estate", "held_on")
    )

    def figure(row: Commitment) -> Figure:
        inside = [
            1 for estate, day in held if estate == row.estate_id and row.since <= day < last_of(row, today)
        ]
        text = Text("承诺期内联席会议的纪要", "minutes of joint meetings in the term")
        return Figure(Decimal(len(inside)), text, growing=True)

    return {row.pk: figure(row) for row in rows}


def _resolved(rows: Rows, today: date) -> Found:
    """The share of the side's resolutions due in the term that were done on their day."""
    due = list(
        Resolution.objects.filter(Q(due_on__lt=today) | Q(done_on__isnull=False))
        .filter(estate__in={row.estate_id for row in rows})
        .exclude(state=ResolutionState.DROPPED)
        .values_list("estate", "side", "due_on", "done_on")
    )

    def figure(row: Commitment) -> Figure:
        inside = [
            done is not None and done <= by
            for estate, side, by, done in due
            if (estate, side) == (row.estate_id, row.side) and row.since <= by < row.until
        ]
        text = Text(
            f"承诺期内到期或办完的{len(inside)}条决议中，{sum(inside)}条按期",
            f"{sum(inside)} of {len(inside)} resolutions of the term were in time",
        )
        return Figure(_share(sum(inside), len(inside)), text)

    return {row.pk: figure(row) for row in rows}


def _staffed(rows: Rows, today: date) -> Found:
    """The share of the staff required that was there at the last count of the term."""
    counts = list(
        Staffing.objects.filter(
            project__in={row.project_id for row in rows}, required__gt=0, as_of__lte=today
        ).order_by("as_of")
    )

    def figure(row: Commitment) -> Figure:
        mine = [one for one in counts if one.project_id == row.project_id and one.as_of < last_of(row, today)]
        if not mine:
            return Figure(None, Text("还没有配备人数的统计", "no count of the staff yet"))
        last = mine[-1]
        text = Text(
            f"{last.as_of}在岗{last.total}人，应配{last.required}人",
            f"{last.total} of {last.required} required on {last.as_of}",
        )
        return Figure(_share(last.total, last.required or 0), text)

    return {row.pk: figure(row) for row in rows}


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(CENT, ROUND_HALF_UP) if whole else None


_ALL, _FIRM, _PERCENT = tuple(Side), (Side.COMPANY,), Text("%", "%")
MEASURES: dict[str, Measure] = {
    one.name: one
    for one in (
        Measure("filing_days", Text("签合同到备案的天数", "days from signing to filing of a contract"),
                Text("天", "days"), True, _FIRM, _filing),
        Measure("disclosures", Text("四项公示中公示了几项", "how many of the four disclosures are shown"),
                Text("项", "items"), False, _ALL, _shown),
        Measure("meetings", Text("联席会议次数", "joint meetings held"),
                Text("次", "times"), False, _ALL, _met),
        Measure("resolutions_in_time", Text("本方决议按期办结的比例", "the side’s resolutions done in time"),
                _PERCENT, False, _ALL, _resolved),
        Measure("staff", Text("在岗人数占应配人数的比例", "staff there of the staff required"),
                _PERCENT, False, _FIRM, _staffed),
    )
}  # fmt: skip
