"""The form in which facts about one estate are entered: what is asked, what stands, what the records say."""

from __future__ import annotations

from dataclasses import dataclass, field

from linli.assessment.facts.base import Fact
from linli.assessment.facts.gather import Gathered, gather
from linli.assessment.facts.providers import FROM_RECORDS
from linli.assessment.leave import entering_parties
from linli.assessment.models import Party, Round, RoundEstate
from linli.assessment.scoring.run import pack_of
from linli.assessment.showing import Told, told
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.text import Text
from linli.rules.scorecard.facts import FactSpec, dump
from linli.rules.scorecard.model import Item


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact on the form. locked: the record it follows from; said: what stands now, by whomever

    value: as it is filled in ("true", "3", "n/a"), "" for nothing; mine: the actor's party entered it
    recordable: a record would say it, and there is none
    """

    spec: FactSpec
    label: Text
    value: str
    said: Told | None
    locked: bool
    mine: bool
    differs: bool
    recordable: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one item, with its criterion, so that nobody has to look it up on site."""

    item: Item
    title: Text
    criterion: Text
    asked: list[Asked]

    @property
    def open(self) -> int:
        return sum(1 for each in self.asked if not each.locked and each.said is None)

    @property
    def mine(self) -> bool:
        return any(not each.locked for each in self.asked)


@dataclass(slots=True)
class Form:
    """parties: those the actor may enter for; party: the one chosen"""

    round: Round
    subject: RoundEstate
    party: Party
    parties: list[Party]
    groups: list[Group] = field(default_factory=list)

    @property
    def left(self) -> int:
        return sum(group.open for group in self.groups)


def entry_form(actor: Actor, subject: RoundEstate, *, party: str = "") -> Form:
    """Return the form of one estate for one of the actor's parties; a fixed number of queries.

    :raises NoSuch: if the actor enters for none of the round's parties
    """
    round = subject.round
    parties = list(round.parties.all())
    mine = entering_parties(actor, parties)
    chosen = next((each for each in mine if not party or each.kind == party), None)
    if chosen is None:
        raise NoSuch(
            "您的岗位不属于本轮的考评方，没有要登记的。",
            "Your posting belongs to no party of this round; there is nothing to enter.",
        )
    card = pack_of(round).card
    rows = RoundEstate.objects.filter(pk=subject.pk)
    gathered = gather(round, parties, rows, card.facts)[0]
    form = Form(round, subject, chosen, mine)
    for item in card.items:
        if not chosen.items or item.id in chosen.items:
            form.groups.append(_group(item, chosen, gathered))
    return form


def _group(item: Item, party: Party, gathered: Gathered) -> Group:
    return Group(
        item,
        Text(item.title_zh, item.title_en),
        Text(item.criterion_zh, item.criterion_en),
        [_asked(spec, party, gathered) for spec in item.facts],
    )


def _asked(spec: FactSpec, party: Party, gathered: Gathered) -> Asked:
    view = gathered.own.get(party.pk, gathered.common)
    fact = view.facts.get(spec.name)
    mine = fact is not None and fact.party == party.kind
    return Asked(
        spec=spec,
        label=Text(spec.label_zh, spec.label_en),
        value=_filled(fact) if mine else "",
        said=told(spec, fact.as_json(), fact.value) if fact is not None else None,
        locked=spec.name in gathered.records,
        mine=mine,
        differs=spec.name in gathered.differing,
        recordable=spec.name in FROM_RECORDS and spec.name not in gathered.records,
    )


def _filled(fact: Fact | None) -> str:
    if fact is None:
        return ""
    value = dump(fact.value)
    return str(value).lower() if isinstance(value, bool) else str(value)
