"""Everything known about the subjects of a round, in a fixed number of queries, however many they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from linli.assessment.facts.attested import Entered, Entries, Judged, same
from linli.assessment.facts.base import Facts, Frame, Keep
from linli.assessment.facts.defaults import Defaults, default_facts
from linli.assessment.facts.providers import Records
from linli.assessment.models import Party, Round, RoundEstate
from linli.assessment.terms import PartyKind
from linli.rules import packs
from linli.rules.scorecard.facts import FactSpec


@dataclass(slots=True)
class View:
    """Facts and judgements as one sheet uses them."""

    facts: Facts
    awards: dict[str, Judged] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """One subject with what is known about it.

    records: what the records say; common: the joint sheet; own: each party's own sheet, by party id,
    in a weighted round; differing: names of facts and items on which the parties say different things
    """

    subject: RoundEstate
    records: Facts
    common: View
    own: dict[int, View] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)


def gather(
    round: Round, parties: list[Party], subjects: QuerySet[Any], specs: dict[str, FactSpec]
) -> list[Gathered]:
    """Return what is known about a few `subjects`, a queryset of RoundEstate rows, along the path."""
    found = gathering(round, parties, subjects, specs)
    return sorted(found, key=lambda each: each.subject.path)


def gathering(
    round: Round,
    parties: list[Party],
    subjects: QuerySet[Any],
    specs: dict[str, FactSpec],
    keep: Keep = list,
) -> Iterator[Gathered]:
    """Read all that is known about `subjects` at once, and yield it one by one, by rising estate.

    keep: where what was read is held meanwhile; a province is kept on disk
    What counts, strongest first: an accepted appeal, a record, what was attested, the district's default.
    Nothing attested ever overrides a record; where parties differ on a joint sheet the bureau's word stands,
    because it leads (细则四), else the latest.
    """
    bare = subjects.order_by()
    pack = packs.load(round.policy)
    frame = Frame(bare.values("estate_id"), round.start, round.as_of, round.facts_due, pack)
    records = Records(frame, keep)
    entered = Entered(bare.values("id"), specs, {each.pk: each.kind for each in parties}, keep)
    rows = list(subjects.order_by("estate_id"))
    defaults = default_facts(pack.rounds)
    return _gathered_all(rows, records, entered, specs, parties, defaults, joint=round.is_joint)


def _gathered_all(
    rows: list[RoundEstate],
    records: Records,
    entered: Entered,
    specs: dict[str, FactSpec],
    parties: list[Party],
    defaults: Defaults,
    *,
    joint: bool,
) -> Iterator[Gathered]:
    lead = next((each.pk for each in parties if each.kind == PartyKind.BUREAU), 0)
    apart = [] if joint else parties
    for row in rows:
        known = _known(records.of(row.estate_id), specs)
        base = {**defaults[row.mode], **known}
        yield _gathered(row, known, base, entered.about(row.estate_id), lead, apart)


def _known(records: Facts, specs: dict[str, FactSpec]) -> Facts:
    """Keep what the card asks for: another card may not know all that our records could say."""
    return {name: fact for name, fact in records.items() if name in specs}


def _gathered(
    row: RoundEstate, records: Facts, base: Facts, entered: Entries, lead: int, parties: list[Party]
) -> Gathered:
    for name, by_party in entered.facts.items():
        if None in by_party:
            base[name] = by_party[None]
    common, differing = View(dict(base)), []
    for name, by_party in entered.facts.items():
        if None in by_party or name in records:
            continue
        common.facts[name] = by_party[lead] if lead in by_party else list(by_party.values())[-1]
        if lead not in by_party and _differ([fact.value for fact in by_party.values()]):
            differing.append(name)
    for item, judged in entered.awards.items():
        chosen = judged.get(None) or judged.get(lead) or list(judged.values())[-1]
        common.awards[item] = chosen
        if None not in judged and lead not in judged and len({each.points for each in judged.values()}) > 1:
            differing.append(item)
    own = {each.pk: _own(each.pk, base, records, entered) for each in parties}
    return Gathered(row, records, common, own, differing)


def _own(party: int, base: Facts, records: Facts, entered: Entries) -> View:
    view = View(dict(base))
    for name, by_party in entered.facts.items():
        if party in by_party and name not in records and None not in by_party:
            view.facts[name] = by_party[party]
    for item, judged in entered.awards.items():
        chosen = judged.get(None) or judged.get(party)
        if chosen:
            view.awards[item] = chosen
    return view


def _differ(values: list[Any]) -> bool:
    return any(not same(values[0], each) for each in values[1:])
