"""Bundles of what was published: facts, rules and result, to be recomputed by anybody."""

from __future__ import annotations

from collections.abc import Iterator

from linli.kernel.errors import Refused
from linli.publication.models import PublishedRound, PublishedSheet
from linli.rules import bundle, packs
from linli.rules.packs import Pack

CHUNK = 500
JUDGED = ("order", "who", "who_en", "weight", "items", "facts", "awards")


def of_sheet(published: PublishedRound, sheet: PublishedSheet) -> bytes:
    """Return the bundle of one published score; the same publication gives the same bytes.

    :raises Refused: if the pack it was judged by is no longer on the shelf
    """
    return bundle.make(_pack(published), _about(published), _subject(sheet))


def of_round(published: PublishedRound) -> bytes:
    """Return the bundle of a whole round.

    :raises Refused: as `of_sheet`
    """
    return bundle.make_round(_pack(published), _about(published), _subjects(published))


def check_of(published: PublishedRound, sheet: PublishedSheet) -> str:
    """Return the check code printed at the foot of a sheet: what its bundle states."""
    return bundle.check_code(of_sheet(published, sheet))


def _pack(published: PublishedRound) -> Pack:
    pack = packs.load(published.policy)
    if pack.sha256 != published.policy_hash:
        name = f"{published.policy} {published.policy_hash[:12]}"
        raise Refused(
            f"公布时用的规则 {name} 不在本系统里，请联系管理员恢复。",
            f"The pack {name} it was published under is not here; ask the administrator.",
        )
    return pack


def _about(published: PublishedRound) -> bundle.About:
    return bundle.About(
        round={
            "code": published.code,
            "title": published.title,
            "stage": published.stage,
            "start": published.start.isoformat(),
            "end": published.end.isoformat(),
            "place": published.place_name,
        },
        decided={"by": published.decided_by_name, "at": published.published_at.isoformat()},
        journal={"seq": published.journal_number, "hash": published.journal_hash},
        published=published.published_at.isoformat(),
        engine=published.engine,
    )


def _subjects(published: PublishedRound) -> Iterator[bundle.Subject]:
    rows = PublishedSheet.objects.filter(score__round=published).select_related("score")
    for sheet in rows.order_by("score__position").iterator(chunk_size=CHUNK):
        yield _subject(sheet)


def _subject(sheet: PublishedSheet) -> bundle.Subject:
    return bundle.Subject(
        code=sheet.score.estate_code,
        name=sheet.score.estate_name,
        facts=sheet.facts,
        awards=sheet.awards,
        parties={
            kind: {name: party[name] for name in JUDGED if name in party}
            for kind, party in sheet.parties.items()
        },
        result=sheet.result,
    )
