"""Published rounds and scores. The rows are public, so `actor` limits nothing; it says who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.publication.models import PublishedRound, PublishedScore, PublishedSheet
from linli.publication.terms import Stage
from linli.rules.folding import fold

SORTS = {
    "rank": ("position",),
    "-rank": ("-position",),
    "total": ("total", "position"),
    "-total": ("-total", "position"),
    "estate": ("estate_name", "position"),
    "-estate": ("-estate_name", "position"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader asks of the list of scores; "" asks for everything."""

    text: str = ""
    subdistrict: str = ""
    grade: str = ""
    sort: str = "rank"


def rounds(actor: Actor, *, limit: int = 40) -> list[PublishedRound]:
    """Return the rounds as last published, newest first; their cards are not loaded."""
    return list(PublishedRound.objects.current().defer("card")[:limit])


def latest(actor: Actor, *, final: bool = False) -> PublishedRound | None:
    """Return the newest published round; only among final results if `final`."""
    found = PublishedRound.objects.current().defer("card")
    return (found.filter(stage=Stage.FINAL) if final else found).first()


def round_(actor: Actor, *, code: str) -> PublishedRound:
    """Return a round as last published.

    :raises NoSuch: if nothing was published under the code
    """
    found: PublishedRound | None = PublishedRound.objects.current().filter(code=code).first()
    if found is None:
        raise NoSuch("没有公布过这一轮考评。", "No such round has been published.")
    return found


def publication(actor: Actor, *, pk: int) -> PublishedRound:
    """Return one publication by its key, also one that was superseded.

    :raises NoSuch: if there is none
    """
    found: PublishedRound | None = PublishedRound.objects.filter(pk=pk).first()
    if found is None:
        raise NoSuch("没有公布过这一轮考评。", "No such round has been published.")
    return found


def scores(actor: Actor, round_: PublishedRound, wanted: Filter | None = None) -> Any:
    """Return the scores of a round as a queryset, filtered and sorted."""
    wanted = wanted or Filter()
    rows = PublishedScore.objects.filter(round=round_)
    if wanted.text:
        rows = rows.filter(_matches(wanted.text))
    if wanted.subdistrict:
        rows = rows.filter(subdistrict=wanted.subdistrict)
    if wanted.grade:
        rows = rows.filter(grade=wanted.grade)
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["rank"]))


def _matches(text: str) -> Q:
    words = fold(text)
    return Q(folded__contains=words) | Q(initials__startswith=text.lower()) | Q(company__contains=text)


def choices(actor: Actor, round_: PublishedRound) -> tuple[list[str], list[str]]:
    """Return the subdistricts and the grades of a round, for its filters; from its figures, no query."""
    return (
        [row["name"] for row in round_.figures.get("subdistricts", [])],
        [row["name"] for row in round_.figures.get("grades", [])],
    )


def sheet(actor: Actor, round_: PublishedRound, *, estate_code: str) -> PublishedSheet:
    """Return one estate's published sheet with its score.

    :raises NoSuch: if the estate was not in the round
    """
    found: PublishedSheet | None = (
        PublishedSheet.objects.select_related("score")
        .filter(score__round=round_, score__estate_code=estate_code)
        .first()
    )
    if found is None:
        raise NoSuch("这一轮考评里没有这个小区。", "The estate was not in this round.")
    return found


def drafted(actor: Actor, score: PublishedScore, *, code: str) -> PublishedScore | None:
    """Return the estate's score as the draft first showed it; None if it stands in that draft itself."""
    found: PublishedScore | None = (
        PublishedScore.objects.filter(
            round__code=code, round__stage=Stage.DRAFT, estate_code=score.estate_code
        )
        .filter(round__draft_at__isnull=True, round__published_at__lte=score.round.published_at)
        .exclude(round=score.round_id)
        .order_by("-round__published_at")
        .first()
    )
    return found


def history(actor: Actor, *, estate_code: str, limit: int = 8) -> list[PublishedScore]:
    """Return an estate's published scores with their rounds, newest first."""
    return list(
        PublishedScore.objects.filter(estate_code=estate_code, round__superseded_at__isnull=True)
        .select_related("round")
        .defer("round__card", "round__figures")
        .order_by("-round__start")[:limit]
    )


def latest_sheet(actor: Actor, *, estate_code: str) -> PublishedSheet | None:
    """Return an estate's newest published sheet with score and round; None if it has none."""
    found: PublishedSheet | None = (
        PublishedSheet.objects.filter(
            score__estate_code=estate_code, score__round__superseded_at__isnull=True
        )
        .select_related("score__round")
        .order_by("-score__round__start")
        .first()
    )
    return found
