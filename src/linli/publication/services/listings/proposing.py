"""Proposals from a final result. Nothing is listed by a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from linli.base import journal
from linli.base.command import command
from linli.base.journal import Line
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.publication.lifecycle import LISTING
from linli.publication.models import (
    Listing,
    PublishedListing,
    PublishedRound,
    PublishedScore,
    PublishedSheet,
)
from linli.publication.queries import results
from linli.publication.recompute import result_of
from linli.publication.terms import Roll
from linli.rules import packs
from linli.rules.listing import Entry, Proposal
from linli.rules.packs import Pack

CHUNK = 500


@command
def propose(*, actor: Actor, round_code: str, now: datetime) -> list[Listing]:
    """Propose entries from a final result by the criteria of its pack.

    Proposing again adds only what is new: what somebody has decided stays decided.

    :raises NotAllowed: if the actor does not decide lists there
    :raises Refused: if the result is still a draft
    Source: clause I5
    """
    published = results.round_(actor, code=round_code)
    if not actor.may("listing.decide", at=published.path):
        raise NotAllowed("您没有提名上榜的权限。", "You may not propose entries here.", clause="I5")
    if published.is_draft:
        raise Refused(
            "结果还在公示，正式公布后才能提名上榜。",
            "The result is still a draft; entries are proposed from the final one.",
            clause="I5",
        )
    proposals = _new_proposals(published)
    scores = _scores(published, sorted({proposal.subject for proposal in proposals}))
    rows = [_row(scores[proposal.subject], proposal, now=now) for proposal in proposals]
    Listing.objects.bulk_create(rows, batch_size=CHUNK)
    journal.write_lines(actor=actor, lines=_lines(published, rows), at=now)
    return rows


def _new_proposals(published: PublishedRound) -> list[Proposal]:
    pack = packs.load(published.policy)
    known = set(Listing.objects.filter(score__round=published).values_list("score__estate_code", "roll"))
    return [
        proposal
        for proposal in pack.lists.propose(_entries(published, pack))
        if not proposal.beyond and (proposal.subject, proposal.list) not in known
    ]


def _entries(published: PublishedRound, pack: Pack) -> Iterator[Entry]:
    blacks = _blacks(published)
    sheets = PublishedSheet.objects.filter(score__round=published).select_related("score")
    for sheet in sheets.iterator(chunk_size=CHUNK):
        score = sheet.score
        yield Entry(
            subject=score.estate_code,
            result=result_of(pack.card, sheet),
            previous=None if score.before is None else Decimal(score.before).scaleb(-2),
            blacks=blacks.get(score.estate_code, 0),
        )


def _blacks(published: PublishedRound) -> dict[str, int]:
    """Return how often each estate was put on the black list in the year before the round's end."""
    year_ago = published.end.replace(year=published.end.year - 1)
    rows = PublishedListing.objects.current().filter(roll=Roll.BLACK, issued_on__gte=year_ago)
    found: dict[str, int] = {}
    for code in rows.values_list("estate_code", flat=True):
        found[code] = found.get(code, 0) + 1
    return found


def _scores(published: PublishedRound, codes: list[str]) -> dict[str, PublishedScore]:
    found: dict[str, PublishedScore] = {}
    for start in range(0, len(codes), CHUNK):
        rows = PublishedScore.objects.filter(round=published, estate_code__in=codes[start : start + CHUNK])
        found |= {row.estate_code: row for row in rows}
    return found


def _row(score: PublishedScore, proposal: Proposal, *, now: datetime) -> Listing:
    return Listing(
        roll=proposal.list,
        score=score,
        path=score.path,
        state=LISTING.initial,
        reasons=[{"zh": reason.zh, "en": reason.en} for reason in proposal.reasons],
        proposed_at=now,
    )


def _lines(published: PublishedRound, rows: list[Listing]) -> list[Line]:
    each = [
        Line(
            verb="listing.propose",
            kind="publication.listing",
            key=str(row.pk),
            place=row.path,
            clause="I5",
            change={"roll": ["", row.roll]},
        )
        for row in rows
    ]
    whole = Line(
        verb="listing.review",
        kind="publication.publishedround",
        key=str(published.pk),
        place=published.path,
        clause="I5",
        change={"proposed": [0, len(rows)]},
    )
    return [*each, whole]
