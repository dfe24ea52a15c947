"""三会一课 and theme days (S1): what the organisation that covers an estate held, against what was due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from linli.assessment.facts.base import Fact, Frame, Provider, Row, Rows, Tell
from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.party.models import Coverage, Participation
from linli.party.terms import Unit
from linli.rules.duties.model import Duty
from linli.rules.duties.prorata import asked, whole_months
from linli.rules.packs.counting import Held
from linli.rules.scorecard.facts import NOT_APPLICABLE

FACTS = ("party_life.meetings_held", "party_life.theme_days_held")
FOREVER = date(9999, 12, 31)
Activities = dict[int, dict[str, list[int]]]  # by organisation and verb


@dataclass(slots=True)
class Ask:
    """One fact with the duties that ask for it."""

    held: Held
    duties: list[Duty] = field(default_factory=list)


def coverage_rows(frame: Frame) -> Rows:
    """Return who covers each estate: its company's organisation while one serves, else its own."""
    company, own = _ties(frame)
    columns = (
        "at", "weight", "id", "organisation_id", "organisation__form", "organisation__committee",
        "organisation__groups", "from_day", "organisation__since", "to_day",
    )  # fmt: skip
    ends = {"from_day": F("since"), "to_day": Coalesce("until", Value(FOREVER))}
    first = company.annotate(at=F("company__projects__estate_id"), weight=Value(1), **ends)
    second = own.annotate(at=F("estate_id"), weight=Value(0), **ends)
    rows: Rows = first.values_list(*columns).union(second.values_list(*columns), all=True)
    return rows.order_by("at", "weight", "from_day", "id")


def _ties(frame: Frame) -> tuple[Any, Any]:
    """Return the coverages of the companies that serve there, and those of the estates themselves."""
    day = frame.as_of
    serving = Q(company__projects__until__isnull=True) | Q(company__projects__until__gt=day)
    company = Coverage.objects.filter(
        serving,
        unit=Unit.COMPANY,
        since__lte=day,
        company__projects__estate__in=frame.estates,
        company__projects__since__lte=day,
    )
    return company, Coverage.objects.filter(unit=Unit.ESTATE, since__lte=day, estate__in=frame.estates)


def begin(frame: Frame) -> Tell:
    """Read what the organisations held in the period, once for all estates they cover; one query."""
    asks = _asks(frame)
    held = _held(frame) if asks else {}

    def tell(frame: Frame, rows: list[Row]) -> Iterator[tuple[str, Fact]]:
        if asks and rows:
            yield from _tell(frame, rows, asks, held)

    return tell


def _asks(frame: Frame) -> list[Ask]:
    """Return the facts the pack counts, each with the duties of organisations that ask for its activities."""
    pack = frame.pack
    found = []
    for each in pack.rounds.counting.held:
        duties = [
            duty
            for duty in pack.duties.rules
            if duty.subject == "organisation" and duty.is_calendar and not each.verbs.isdisjoint(duty.met_by)
        ]
        if duties and each.fact in FACTS:
            found.append(Ask(each, duties))
    return found


def _held(frame: Frame) -> Activities:
    company, own = _ties(frame)
    rows = Participation.objects.filter(
        Q(organisation__in=company.values("organisation_id"))
        | Q(organisation__in=own.values("organisation_id")),
        activity__held_on__gte=frame.since,
        activity__held_on__lte=frame.as_of,
    )
    found: Activities = {}
    for organisation, kind, pk in rows.order_by("activity__held_on", "activity_id").values_list(
        "organisation_id", "activity__kind", "activity_id"
    ):
        found.setdefault(organisation, {}).setdefault(f"activity.{kind}", []).append(pk)
    return found


def _tell(frame: Frame, rows: list[Row], asks: list[Ask], held: Activities) -> Iterator[tuple[str, Fact]]:
    in_force = [row for row in rows if row[9] > frame.as_of]
    if not in_force:
        tie = rows[-1]
        for ask in asks:
            yield (
                ask.held.fact,
                Fact(False, Source.RECORD, (f"organisation:{tie[3]}",), _over(tie[9])),
            )
        return
    _, _, _, organisation, form, committee, groups, since, founded, _ = in_force[-1]
    traits = _traits(form, committee, bool(groups))
    start = _start(frame, max(since, founded))
    months = whole_months(start, frame.as_of)
    done = held.get(organisation, {})
    for ask in asks:
        duties = [duty for duty in ask.duties if duty.asks(traits)]
        if duties:
            yield ask.held.fact, _judged(duties, months, done, organisation)


def _start(frame: Frame, since: date) -> date:
    """Return the day from which it is asked; by the reading of the pack a month begun late counts or not."""
    start = max(frame.since, since)
    return max(frame.since, start.replace(day=1)) if frame.pack.duties.partial else start


@lru_cache(maxsize=64)
def _traits(form: str, committee: bool, groups: bool) -> frozenset[str]:
    return frozenset({form, *(("has_committee",) if committee else ()), *(("has_groups",) if groups else ())})


def _judged(duties: Iterable[Duty], months: int, done: dict[str, list[int]], organisation: int) -> Fact:
    """Return whether each duty was met as often as it is asked for; not applicable while none is asked."""
    told, keys, due = [], set(), 0
    for duty in duties:
        mine = [key for verb in duty.met_by for key in done.get(verb, ())]
        wanted = asked(duty, months)
        told.append((duty.name, len(mine), wanted))
        keys.update(mine)
        due += wanted
    met = all(number >= wanted for _, number, wanted in told)
    evidence = tuple(f"activity:{key}" for key in sorted(keys)) or (f"organisation:{organisation}",)
    value = met if due or keys else NOT_APPLICABLE
    return Fact(value, Source.RECORD, evidence, _counted(tuple(told)))


@lru_cache(maxsize=4096)
def _counted(told: tuple[tuple[Text, int, int], ...]) -> Text:
    """Say what was held of what was due, what was neither left out."""
    said = [each for each in told if each[1] or each[2]]
    if not said:
        return Text("本期还不到应开的时候", "Nothing is due in this period yet")
    zh = "，".join(f"{name.zh}应 {wanted} 次，开展 {number} 次" for name, number, wanted in said)
    en = "; ".join(f"{name.en}: {number} held, {wanted} due" for name, number, wanted in said)
    return Text(zh, en)


@lru_cache(maxsize=1024)
def _over(until: date) -> Text:
    return Text(
        f"党组织覆盖已于 {until} 结束，没有新的",
        f"Coverage by a Party organisation ended on {until}, no new one",
    )


PROVIDER = Provider(coverage_rows, lambda frame, rows: (), FACTS, begin)
