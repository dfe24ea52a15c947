"""What changed at a place since a day: for the leader who answers for it and was last there then (K1).

Composed of the journal and of the records of all apps; by a fixed number of statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from linli.base.models import JournalEntry
from linli.base.scope import under
from linli.duties.queries import standing
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.period import ONE_DAY, Period, month_of
from linli.kernel.text import Text
from linli.publication.models import PublishedScore
from linli.publication.queries.since_words import WORDS
from linli.registry.models import Contract, Estate
from linli.rules import packs
from linli.tripartite.models import Resolution
from linli.tripartite.terms import ResolutionState

SHOWN = 30
LISTED = 12
SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the journal in words. kind, key: of what it is about; code: of its estate, "" if none"""

    on: date
    words: Text
    where: str
    code: str
    clause: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Since:
    """What changed. figures: how often each thing was done, the most frequent first

    contracts: over, or over soon; resolutions: open ones, due first; overdue: duty's name, clause, how many
    """

    since: date
    figures: list[tuple[Text, int]]
    happened: list[Happened]
    contracts: list[Contract]
    resolutions: list[Resolution]
    scores: list[PublishedScore]
    overdue: list[tuple[Text, str, str, int]]

    @property
    def number(self) -> int:
        return sum(number for _, number in self.figures)


def since(actor: Actor, *, path: str, day: date, today: date) -> Since:
    """Return what changed at or below a place from a day on, and what presses there now.

    :raises NoSuch: if the place is out of the actor's reach
    """
    if not actor.may("mandate.view", at=path):
        raise NoSuch("没有这个地方，或者它不归您查看。", "There is no such place, or it is not yours to see.")
    estates = {
        each: (name, code)
        for each, name, code in Estate.objects.filter(
            under("path", path), closed_on__isnull=True
        ).values_list("path", "name", "code")
    }
    lines = JournalEntry.objects.filter(under("place", path), on__gte=day, on__lte=today, verb__in=WORDS)
    counts = lines.order_by().values_list("verb").annotate(number=Count("pk"))
    return Since(
        since=day,
        figures=sorted(((WORDS[verb], number) for verb, number in counts), key=lambda pair: -pair[1]),
        happened=[_told(line, estates) for line in lines.order_by("-on", "-pk")[:SHOWN]],
        contracts=_contracts(path, today),
        resolutions=_resolutions(path),
        scores=_scores(path, day),
        overdue=_overdue(actor, path, today),
    )


def _told(line: JournalEntry, estates: dict[str, tuple[str, str]]) -> Happened:
    name, code = next((estates[up] for up in paths.chain(line.place) if up in estates), ("", ""))
    return Happened(
        on=line.on or timezone.localdate(line.at),
        words=WORDS[line.verb],
        where=name,
        code=code,
        clause=line.clause if len(line.clause) <= 3 else "",
        kind=line.subject_kind,
        key=line.subject_id,
    )


def _contracts(path: str, today: date) -> list[Contract]:
    rows = Contract.objects.filter(
        under("project__estate__path", path), project__until__isnull=True, end__lte=today + SOON
    )
    later = Contract.objects.filter(project__until__isnull=True, start__gt=today).values("project")
    return list(rows.exclude(project__in=later).select_related("project__estate").order_by("end")[:LISTED])


def _resolutions(path: str) -> list[Resolution]:
    undone = [ResolutionState.OPEN, ResolutionState.DONE]
    rows = Resolution.objects.filter(under("estate__path", path), state__in=undone)
    return list(rows.select_related("estate").order_by("due_on", "pk")[:LISTED])


def _scores(path: str, day: date) -> list[PublishedScore]:
    """Return the scores published since the day, the lowest first; each knows the one before."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    rows = PublishedScore.objects.filter(
        under("path", path), round__superseded_at__isnull=True, round__published_at__gte=start
    )
    return list(
        rows.select_related("round").defer("round__card", "round__figures").order_by("total")[:LISTED]
    )


def _overdue(actor: Actor, path: str, today: date) -> list[tuple[Text, str, str, int]]:
    """Return the duties that are overdue there this month and the one before, the most first."""
    pack, month = packs.load(settings.POLICY), month_of(today)
    period = Period(month_of(month.start - ONE_DAY).start, month.end)
    if not actor.may("duty.view", at=path):
        return []
    figures = standing.figures(actor, pack, path=path, period=period, today=today)
    rules = {rule.id: rule for rule in pack.duties.rules}
    found = [
        (rules[duty].name, rules[duty].clause, duty, each.overdue)
        for duty, each in figures.items()
        if duty in rules and each.overdue
    ]
    return sorted(found, key=lambda row: -row[3])[:LISTED]
