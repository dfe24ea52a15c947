"""The files of what was published, made when asked for; the same publication gives the same file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from linli.base import files
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.paper import csvs, docx, pdf
from linli.paper.letters import list_announcement, prior_notice, result_notice
from linli.publication import bundles, deadlines, papers, workbook
from linli.publication.models import Listing, PublishedRound, PublishedScore, PublishedSheet
from linli.publication.queries import filing, listings
from linli.publication.queries.estates import PublicEstate
from linli.rules import packs


def round_file(actor: Actor, published: PublishedRound, name: str) -> bytes:
    """Return a file of a whole round by its name, one of `web.public.downloads.ROUND_FILES`.

    The one that is kept; made if none is yet, which of a province takes a minute.
    """
    row = filing.kept(actor, published, name=name)
    return files.content(row) if row else made(published, name)


def made(published: PublishedRound, name: str) -> bytes:
    """Make a file of a whole round; the same publication gives the same file."""
    return ROUND[name](published)


def sheet_file(actor: Actor, published: PublishedRound, sheet: PublishedSheet, name: str) -> bytes:
    """Return a file of one estate's sheet by its name, one of `web.public.downloads.SHEET_FILES`."""
    return SHEET[name](published, sheet)


def _pairs(published: PublishedRound) -> Iterator[tuple[PublishedScore, dict[str, Any]]]:
    rows = PublishedSheet.objects.filter(score__round=published).select_related("score")
    rows = rows.only("result", "score").order_by("score__position")
    for sheet in rows.iterator(chunk_size=500):
        yield sheet.score, sheet.result


def _xlsx(published: PublishedRound) -> bytes:
    return workbook.of(published)


def _csv(published: PublishedRound) -> bytes:
    return csvs.table(papers.columns(published), papers.rows(_pairs(published)))


def _json(published: PublishedRound) -> bytes:
    return csvs.json_table(
        papers.keys(published), papers.rows(_pairs(published)), about=papers.about(published)
    )


def _summary(published: PublishedRound) -> bytes:
    return pdf.summary(papers.summary(published, _pairs(published)))


def _notice(published: PublishedRound) -> bytes:
    table = papers.summary(published, _pairs(published))
    office = papers.office(published.policy)
    day = localdate(published.published_at)
    return docx.notice(result_notice(office, papers.results(published, table), day=day))


ROUND = {
    "scores.xlsx": _xlsx,
    "scores.csv": _csv,
    "scores.json": _json,
    "summary.pdf": _summary,
    "notice.docx": _notice,
    "bundle.zip": bundles.of_round,
}


def _sheet_pdf(published: PublishedRound, sheet: PublishedSheet) -> bytes:
    return pdf.score_sheet(papers.score_sheet(published, sheet, check=bundles.check_of(published, sheet)))


def _sheet_docx(published: PublishedRound, sheet: PublishedSheet) -> bytes:
    return docx.score_sheet(papers.score_sheet(published, sheet, check=bundles.check_of(published, sheet)))


SHEET = {"sheet.pdf": _sheet_pdf, "sheet.docx": _sheet_docx, "bundle.zip": bundles.of_sheet}


def blank_sheet(policy: str) -> bytes:
    """Return the annex with nothing filled in, as PDF."""
    return pdf.blank_sheet(papers.blank_sheet(policy))


def poster(found: PublicEstate, *, url: str, printed: date, policy: str) -> bytes:
    """Return the A4 poster of an estate as PDF."""
    pack = packs.load(policy)
    basis = pack.document_number
    return pdf.poster(papers.poster(found, url=url, sponsor=pack.issuer_zh, basis=basis, printed=printed))


def notice_before(actor: Actor, listing: Listing, *, day: date) -> bytes:
    """Return the written notice before a black entry as DOCX, with the days to object it gives.

    :raises Refused: if the entry is no black one
    Source: Henan Social Credit Regulation art. 28
    """
    if not listing.is_black:
        raise Refused("只有拟列入黑榜的要事先告知。", "Only a black entry needs a prior notice.")
    published = listing.score.round
    pack = packs.load(published.policy)
    rule = pack.lists[listing.roll]
    reply_by = listing.object_until or deadlines.due(pack, rule.notice or "objection", day).day
    ends = listing.until or deadlines.due(pack, rule.expires, reply_by).day
    entry = papers.notice_entry(listing, period=papers.period(published), reply_by=reply_by, ends=ends)
    letter = prior_notice(papers.office(published.policy), entry, number=listing.notice_number, day=day)
    return docx.notice(letter)


def announcement(actor: Actor, published: PublishedRound, *, day: date) -> bytes:
    """Return the announcement of a round's issued lists as DOCX.

    :raises Refused: if nothing of the round was issued
    """
    rows = [row for each in listings.of_round(actor, code=published.code).values() for row in each]
    if not rows:
        raise Refused("这一轮还没有发布榜单。", "No list of this round has been issued.")
    office = papers.office(published.policy)
    return docx.notice(
        list_announcement(office, papers.announced(rows, period=papers.period(published)), day=day)
    )
