"""Rounds and scores as publication takes them over: nothing here is still being collected."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from linli.assessment.models import Round, RoundEstate, Score
from linli.assessment.terms import RoundState
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch


def published_rounds(actor: Actor) -> QuerySet[Round]:
    """Return the rounds with a published or a superseded result, newest first."""
    rows: QuerySet[Round] = Round.objects.visible_to(actor, "round.view").filter(
        state__in=[RoundState.PUBLISHED, RoundState.SUPERSEDED]
    )
    return rows.order_by("-end", "-id")


def scores(actor: Actor, round: Round, *, after: str = "", limit: int | None = None) -> list[Score]:
    """Return the current scores of a round with their subjects, along the path; one query.

    after: path of the last one seen, to go through a large round in parts of `limit`
    """
    rows = (
        Score.objects.visible_to(actor, "round.view")
        .filter(round=round, current=True, path__gt=after)
        .select_related("subject")
        .order_by("path")
    )
    return list(rows if limit is None else rows[:limit])


def score(actor: Actor, round: Round, *, code: str, version: int = 0) -> Score:
    """Return the score of one estate, the current one or the version named.

    :raises NoSuch: if there is none the actor may see
    """
    rows = Score.objects.visible_to(actor, "round.view").filter(round=round, subject__code=code)
    rows = rows.filter(version=version) if version else rows.filter(current=True)
    found: Score | None = rows.select_related("subject").first()
    if found is None:
        raise NoSuch("这个小区本轮还没有得分。", "This estate has no score in this round yet.")
    return found


def versions(actor: Actor, subject: RoundEstate) -> list[Score]:
    """Return all scores of one estate in a round, oldest first, without their proof."""
    rows = Score.objects.visible_to(actor, "round.view").filter(subject=subject)
    return list(rows.defer("facts", "result", "awards", "parties").order_by("version"))


def standings(actor: Actor, round: Round) -> Iterator[tuple[str, int, int, bool, bool]]:
    """Yield code, total, bonus, vetoed and complete of every scored estate; one query, in parts."""
    rows = RoundEstate.objects.visible_to(actor, "round.view").filter(round=round, total__isnull=False)
    yield from (
        rows.order_by("path")
        .values_list("code", "total", "bonus", "vetoed", "complete")
        .iterator(chunk_size=2000)
    )
