"""Rounds, their parties, and how far each is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from linli.assessment.lifecycle import ROUND
from linli.assessment.models import Appeal, Bar, OutlierNote, Party, Round, RoundEstate
from linli.assessment.terms import AppealState, RoundState
from linli.base.models import Job
from linli.base.scope import under
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.kernel.lifecycle import Move
from linli.people.models import Place, Posting
from linli.people.roles import PERMISSIONS
from linli.people.terms import Level


def rounds(actor: Actor) -> QuerySet[Round]:
    """Return the rounds the actor may see, newest first; plans only for those who make them."""
    rows: QuerySet[Round] = Round.objects.visible_to(actor, "round.view").order_by("-start", "-id")
    if actor.everywhere:
        return rows
    planned = Round.objects.visible_to(actor, "round.manage").filter(state=RoundState.PLANNED)
    return rows.filter(~Q(state=RoundState.PLANNED) | Q(pk__in=planned.values("pk")))


def round(actor: Actor, *, pk: int) -> Round:
    """Return one round.

    :raises NoSuch: if there is none the actor may see
    """
    found = rounds(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这一轮考评，或者它不归您查看。", "There is no such round, or it is not yours to see."
        )
    return found


def subject(actor: Actor, round: Round, *, code: str, permission: str = "round.view") -> RoundEstate:
    """Return one estate of a round by its code.

    :raises NoSuch: if the round has none of this code that the actor may see
    """
    rows = RoundEstate.objects.visible_to(actor, permission).filter(round=round, code=code)
    found: RoundEstate | None = rows.select_related("round").first()
    if found is None:
        raise NoSuch(
            "本轮没有这个小区，或者它不归您查看。",
            "The round has no such estate, or it is not yours to see.",
        )
    return found


def subjects(actor: Actor, round: Round, permission: str = "round.view") -> Any:
    """Return the estates of a round within reach of `permission`.

    All of a round lies below its place: who reaches that needs no look at every row's own.
    """
    rows = RoundEstate.objects.filter(round=round)
    return rows if actor.may(permission, at=round.path) else rows.visible_to(actor, permission)


def parties(actor: Actor, round: Round) -> list[Party]:
    """Return the round's parties in the order they were named."""
    return list(Party.objects.visible_to(actor, "round.view").filter(round=round).order_by("id"))


def bars(actor: Actor, round: Round) -> list[Bar]:
    """Return who may not judge whom in this round."""
    return list(Bar.objects.visible_to(actor, "round.manage").filter(round=round).order_by("id"))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a party is. behind: subdistricts with what they lack, most first"""

    party: Party
    done: int
    total: int
    behind: list[tuple[str, int]] = field(default_factory=list)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def is_done(self) -> bool:
        return self.done == self.total


def progress(actor: Actor, round: Round) -> list[Progress]:
    """Return each party's progress over the estates the actor may see; two queries."""
    groups = list(
        subjects(actor, round).values_list("subdistrict", "owing").annotate(number=Count("id")).order_by()
    )
    total = sum(number for _, _, number in groups)
    found = []
    for n, party in enumerate(parties(actor, round)):
        lacking: dict[str, int] = {}
        for subdistrict, owing, number in groups:
            if owing >> n & 1:
                lacking[subdistrict] = lacking.get(subdistrict, 0) + number
        behind = sorted(lacking.items(), key=lambda pair: (-pair[1], pair[0]))
        found.append(Progress(party, total - sum(lacking.values()), total, behind))
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """Where a round stands, over the estates the actor may see."""

    estates: int = 0
    complete: int = 0
    vetoed: int = 0
    pending: int = 0
    notes: int = 0
    appeals: int = 0

    @property
    def incomplete(self) -> int:
        return self.estates - self.complete


def counts(actor: Actor, round: Round) -> Counts:
    """Return the figures of one round; a few queries."""
    figures = standing(actor, round)
    notes = OutlierNote.objects.visible_to(actor, "round.manage").filter(round=round, seen_at__isnull=True)
    appeals = Appeal.objects.visible_to(actor, "round.view").filter(round=round, state=AppealState.MADE)
    return replace(figures, notes=notes.count(), appeals=appeals.count())


def standing(actor: Actor, round: Round) -> Counts:
    """Return how many estates there are, complete and vetoed; of few rows of an index alone.

    A list of one is looked up in an index, where SQLite would walk through all of it for "not complete".
    """
    rows = subjects(actor, round)
    whole = actor.may("round.view", at=round.path) and bool(round.estates)
    estates = round.estates if whole else rows.count()
    incomplete = rows.filter(complete__in=[False]).count()
    vetoed = rows.filter(complete__in=[True, False], vetoed__in=[True]).count()
    pending = rows.filter(pending=True).count()
    return Counts(estates=estates, complete=estates - incomplete, vetoed=vetoed, pending=pending)


def open_moves(actor: Actor, round: Round) -> list[Move]:
    """Return the arrows the actor may take now."""
    return [each for each in ROUND.open_from(round.state) if actor.may(each.needs, at=round.path)]


def places(actor: Actor, path: str) -> list[dict[str, Any]]:
    """Return the subdistricts and communities below `path` the actor may see, in tree order."""
    rows = Place.objects.visible_to(actor, "round.view").filter(
        under("path", path), level__in=[Level.SUBDISTRICT, Level.COMMUNITY], until__isnull=True
    )
    return list(rows.order_by("path").values("path", "short", "level"))


def enterers(actor: Actor, round: Round) -> list[tuple[int, str]]:
    """Return the people who may enter facts in the round's district, id and name, by name."""
    if not actor.may("round.manage", at=round.path):
        return []
    rows = Posting.objects.filter(
        under("place__path", round.path), role__in=PERMISSIONS["fact.attest"], until__isnull=True
    )
    return sorted(set(rows.values_list("user_id", "user__name")), key=lambda pair: pair[1])


def last_round(actor: Actor, *, copy: str = "") -> Round | None:
    """Return the round a new one is filled in from: the one named, else the newest; None if there is none."""
    rows = Round.objects.visible_to(actor, "round.manage").order_by("-start", "-id")
    if copy.isascii() and copy.isdigit():
        rows = rows.filter(pk=int(copy))
    return rows.first()


def district(actor: Actor) -> Place:
    """Return the place at which the actor manages rounds.

    :raises NoSuch: if there is none
    """
    paths = actor.reach("round.manage")
    found: Place | None = Place.objects.filter(path__in=paths).order_by("path").first()
    if found is None:
        raise NoSuch("您没有组织考评的地域。", "There is no place where you run rounds.")
    return found


def job_of(actor: Actor, round: Round) -> Job | None:
    """Return the newest scoring of the round, running or over."""
    rows = Job.objects.filter(kind="round.score", arguments={"round": round.pk})
    if not actor.may("round.manage", at=round.path):
        return None
    return rows.order_by("-id").first()
