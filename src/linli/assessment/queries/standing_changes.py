"""Why a standing changed between two days: which facts, by which records, written down by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from linli.assessment.current import judged, pack_in_force
from linli.assessment.facts.afresh import Afresh
from linli.assessment.facts.attested import same
from linli.assessment.queries.standing import known_on
from linli.assessment.showing import words
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.text import Text
from linli.party.models import Participation
from linli.registry.models import Estate
from linli.rules.scorecard import points
from linli.rules.scorecard.facts import FactSpec
from linli.rules.scorecard.outcome import Result

KINDS: Mapping[str, str] = {
    "company": "registry.company",
    "contract": "registry.contract",
    "disclosure": "registry.disclosure",
    "document": "registry.ruledocument",
    "emergency": "registry.emergencyrecord",
    "estate": "registry.estate",
    "meeting": "tripartite.meeting",
    "mechanism": "tripartite.mechanism",
    "organisation": "party.organisation",
    "post": "registry.keypost",
    "publicity": "party.publicity",
    "staffing": "registry.staffing",
}  # what the journal calls a record; activities and checks stand there under who held and what was looked at


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the journal behind a change. on: the day it happened; at: when it was written down"""

    verb: str
    who: str
    role: str
    on: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Cause:
    """A fact that is another one now. note: what the record says; deeds: none where time alone did it"""

    label: Text
    before: Text
    after: Text
    note: Text | None
    evidence: tuple[str, ...]
    deeds: list[Deed]


@dataclass(frozen=True, slots=True)
class Change:
    """An item with its points before and after, and why. gain: hundredths, 0 if only the facts differ"""

    title: Text
    before: str
    after: str
    gain: int
    causes: list[Cause]


@dataclass(frozen=True, slots=True)
class Changes:
    """gain: of the points reached, hundredths"""

    since: date
    until: date
    before: str
    after: str
    gain: int
    items: list[Change]


def changes(actor: Actor, estate: Estate, *, since: date, until: date) -> Changes:
    """Return what changed from the evening of `since` to that of `until`; a fixed number of queries.

    :raises NoSuch: if the estate's scores are none of the actor's business
    :raises Refused: if the first day is not before the second
    """
    if since >= until:
        raise Refused(
            f"起始日要早于 {until}，请重新选。", f"Choose a first day before {until}.", fields=("since",)
        )
    pack = pack_in_force()
    old, new = (known_on(actor, estate, day=day, pack=pack) for day in (since, until))
    was, now = judged(old, pack), judged(new, pack)
    differing = [spec for spec in pack.card.facts.values() if _differs(spec.name, old, new)]
    deeds = _deeds(
        estate, {key for spec in differing for key in _evidence(spec.name, old, new)}, since, until
    )
    items = []
    for before, after in zip(was.items, now.items, strict=True):
        causes = [_cause(spec, old, new, deeds) for spec in differing if spec.item == after.item.id]
        gain = (after.earned or 0) - (before.earned or 0)
        if causes or gain:
            title = Text(after.item.title_zh, after.item.title_en)
            items.append(Change(title, _shown(before.earned), _shown(after.earned), gain, causes))
    return Changes(since, until, _reached(was), _reached(now), now.earned - was.earned, items)


def _reached(result: Result) -> str:
    return points.text(result.earned)


def _shown(earned: int | None) -> str:
    return "—" if earned is None else points.short(earned)


def _differs(name: str, old: Afresh, new: Afresh) -> bool:
    if (name in old.values) != (name in new.values):
        return True
    return name in new.values and not same(old.values[name], new.values[name])


def _evidence(name: str, old: Afresh, new: Afresh) -> tuple[str, ...]:
    """Return what the fact rests on now and did not before; all of it, if the same record says otherwise."""
    known = tuple(new.kept(name).get("evidence", ())) if name in new.values else ()
    before = set(old.kept(name).get("evidence", ())) if name in old.values else set()
    return tuple(key for key in known if key not in before) or known or tuple(sorted(before))


def _cause(spec: FactSpec, old: Afresh, new: Afresh, deeds: Mapping[str, list[Deed]]) -> Cause:
    note = new.kept(spec.name).get("note") if spec.name in new.values else None
    evidence = _evidence(spec.name, old, new)
    found = [deed for key in evidence for deed in deeds.get(key, ())]
    return Cause(
        label=Text(spec.label_zh, spec.label_en),
        before=words(spec, old.values.get(spec.name)),
        after=words(spec, new.values.get(spec.name)),
        note=Text(note["zh"], note["en"]) if note else None,
        evidence=evidence,
        deeds=sorted(found, key=lambda each: each.at),
    )


def _deeds(estate: Estate, keys: Iterable[str], since: date, until: date) -> dict[str, list[Deed]]:
    """Return the lines of the journal about these records within the days; two queries at most."""
    wanted: dict[str, set[str]] = {}
    for key in keys:
        kind, _, rest = key.partition(":")
        wanted.setdefault(kind, set()).add(rest.partition("#")[0])
    rule = _about(estate, wanted)
    found: dict[str, list[Deed]] = {}
    if not rule:
        return found
    for line in JournalEntry.objects.filter(rule, on__gt=since, on__lte=until).order_by("pk"):
        deed = Deed(line.verb, line.actor_name, line.role, line.on, line.at)
        for key in _keys_of(line, wanted):
            if deed not in found.setdefault(key, []):
                found[key].append(deed)
    return found


def _about(estate: Estate, wanted: Mapping[str, set[str]]) -> Q:
    """Return the condition of the lines that may speak of the records; empty if none can."""
    rule = Q()
    for kind, ids in wanted.items():
        if kind in KINDS:
            rule |= Q(subject_kind=KINDS[kind], subject_id__in=ids)
    if "position_check" in wanted:
        rule |= Q(subject_kind="registry.estate", subject_id=str(estate.pk), verb="position.check")
    if "activity" in wanted:
        held = Participation.objects.filter(activity__in=[int(pk) for pk in wanted["activity"]])
        hosts = map(str, held.order_by().values_list("organisation_id", flat=True).distinct())
        rule |= Q(subject_kind="party.organisation", subject_id__in=list(hosts), verb__startswith="activity.")
    return rule


def _keys_of(line: JournalEntry, wanted: Mapping[str, set[str]]) -> Iterable[str]:
    """Return the keys of evidence a line speaks of."""
    for kind in ("position_check", "activity"):
        pair = line.change.get(kind)
        if isinstance(pair, list) and str(pair[-1]) in wanted.get(kind, ()):
            return [f"{kind}:{pair[-1]}"]
    return [
        f"{kind}:{line.subject_id}"
        for kind, name in KINDS.items()
        if name == line.subject_kind and line.subject_id in wanted.get(kind, ())
    ]
