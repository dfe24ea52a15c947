"""What is known of estates on any day, without a round: the records of it, and what only a round can say.

Satisfaction and what was found on site are as the last concluded round left them, and are named as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from linli.assessment.facts.base import Facts, Frame, Keep, Keys, Row, Rows, Stream
from linli.assessment.facts.defaults import default_facts
from linli.assessment.facts.providers import Records
from linli.assessment.models import RoundEstate, Score
from linli.assessment.terms import RoundState, Source
from linli.rules.packs import Pack
from linli.rules.scorecard.facts import FactFault, Value, parse
from linli.rules.scorecard.outcome import Award

CONCLUDED = (RoundState.DRAFT, RoundState.FINAL, RoundState.PUBLISHED)
ENTERED = frozenset({str(Source.ATTESTED), str(Source.APPEAL)})
MONTHS = 3  # whole months before the running one in which deeds are counted: a quarter, as rounds have it
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Afresh:
    """One estate on a day.

    facts: from the records, and what the district lets stand
    carried: what the last round said, as its score keeps it; awards: what it judged
    values: both together, as the engine takes them; lifted: facts whose veto does not apply
    round: that round's key, None without one
    """

    estate: int
    facts: Facts
    values: dict[str, Value]
    carried: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    awards: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    lifted: tuple[str, ...] = ()
    round: int | None = None

    def judged(self) -> dict[str, Award]:
        """Return the awards as the engine takes them."""
        return {
            item: Award(Decimal(each["points"]), each.get("reason", "")) for item, each in self.awards.items()
        }

    def kept(self, name: str) -> Mapping[str, Any]:
        """Return a fact as a score would keep it."""
        return self.carried[name] if name in self.carried else self.facts[name].as_json()


def counted_since(day: date) -> date:
    """Return the first day of the months that count on `day`: three whole ones and the running one."""
    first = day.replace(day=1)
    for _ in range(MONTHS):
        first = (first - ONE_DAY).replace(day=1)
    return first


def afresh(
    estates: Keys, modes: Iterable[tuple[int, str]], *, day: date, pack: Pack, keep: Keep = list
) -> Iterator[Afresh]:
    """Yield what is known of each estate on `day`, by rising key; a fixed number of queries.

    estates: their keys, few of them or as a subquery; modes: (key, mode) of each, by rising key
    """
    records = Records(Frame(estates, counted_since(day), day, day, pack), keep)
    last = Stream(keep(_last_rows(estates, day)))
    defaults, specs = default_facts(pack.rounds), pack.card.facts
    for key, mode in modes:
        said = {name: fact for name, fact in records.of(key).items() if name in specs}
        found = Afresh(key, {**defaults[mode], **said}, {})
        for row in last.take(key):
            _carry(found, row, said, pack)
        found.values.update(
            (name, fact.value) for name, fact in found.facts.items() if name not in found.carried
        )
        yield found


def _carry(found: Afresh, row: Row, said: Facts, pack: Pack) -> None:
    """Take from a score what people had entered and no record says now."""
    _, facts, found.awards, found.round = row
    lifted = []
    for name, kept in facts.items():
        if kept["source"] not in ENTERED or name in said or name not in pack.card.facts:
            continue
        try:
            found.values[name] = parse(pack.card.facts[name], kept["value"])
        except FactFault:
            continue  # the card in force knows no such value any more
        found.carried[name] = kept
        if kept.get("pending") or not kept.get("ruling", {"stands": True})["stands"]:
            lifted.append(name)
    found.lifted = tuple(lifted)


def _last_rows(estates: Keys, day: date) -> Rows:
    """Return the score of each estate in the newest round that was shown by `day`."""
    shown = RoundEstate.objects.filter(round__state__in=CONCLUDED, round__objection_from__lte=day)
    newer = shown.filter(
        Q(round__start__gt=OuterRef("round__start"))
        | Q(round__start=OuterRef("round__start"), round_id__gt=OuterRef("round_id")),
        estate=OuterRef("estate"),
    )
    rows = Score.objects.filter(
        current=True, subject__in=shown.filter(~Exists(newer), estate__in=estates).values("pk")
    )
    found: Rows = rows.order_by("subject__estate_id").values_list(
        "subject__estate_id", "facts", "awards", "round_id"
    )
    return found
