"""Papers as PDF: the annex sheet, the blank annex, the poster of an estate, the table of a round."""

from __future__ import annotations

from typing import Any

from linli.paper.documents import Poster, ScoreSheet, Summary, SummaryRow
from linli.paper.fit import foresee
from linli.paper.press import pages, press
from linli.paper.qr import svg
from linli.paper.sheet_data import sheet_data
from linli.paper.words import chinese_date, clean, plain, points


def score_sheet(sheet: ScoreSheet) -> bytes:
    """Return the annex sheet of one estate as PDF: A4, one page (plus 附页 if the reasons are very long)."""
    return _on_one_page(sheet_data(sheet), sheet, airy=2.0)


def blank_sheet(sheet: ScoreSheet) -> bytes:
    """Return the same annex without scores, to be filled in by hand on site."""
    blank = sheet.blank()
    return _on_one_page(sheet_data(blank), blank, airy=3.0)


def _on_one_page(data: dict[str, Any], sheet: ScoreSheet, *, airy: float) -> bytes:
    """Print at the foreseen size; where the estimate did not hold, let the typesetter try sizes."""
    fit = foresee(data, airy=airy)
    if fit is not None:
        made = press("score-sheet.typ", {**data, "airy": airy, "fit": fit}, day=sheet.date)
        if pages(made) == 1:
            return made
    return press("score-sheet.typ", {**data, "airy": airy, "fit": None}, day=sheet.date)


def poster(poster: Poster) -> bytes:
    """Return the A4 poster of an estate with its QR code."""
    data = {
        "estate": clean(poster.estate),
        "place": clean(poster.place),
        "url": clean(poster.url),
        "qr": svg(poster.url),
        "deeds": [{"title": clean(deed.title), "text": clean(deed.text)} for deed in poster.deeds],
        "contacts": [
            {"role": clean(c.role), "name": clean(c.name), "phone": clean(c.phone), "note": clean(c.note)}
            for c in poster.contacts
        ],
        "hotline": clean(poster.hotline),
        "sponsor": clean(poster.sponsor),
        "basis": clean(poster.basis),
        "printed": chinese_date(poster.printed),
    }
    return press("poster.typ", data, day=poster.printed)


def summary(summary: Summary) -> bytes:
    """Return the table of a round as PDF: A4 landscape, the heading repeated on every page."""
    data = {
        "title": clean(summary.title),
        "subtitle": clean(summary.subtitle),
        "items": [{"name": _upright(name), "maximum": plain(full)} for name, full in summary.items],
        "rows": [_row(row, summary.items) for row in summary.rows],
        "foot": clean(summary.foot),
        "signatures": [clean(text) for text in summary.signatures],
    }
    return press("summary.typ", data)


def _upright(name: str) -> str:
    """Return a heading without the quotation marks that stand badly in a column of characters."""
    return clean(name).translate({ord(mark): None for mark in "“”‘’"})


def _row(row: SummaryRow, items: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {
        "rank": str(row.rank or ""),
        "estate": clean(row.estate),
        "place": clean(row.place),
        "company": clean(row.company),
        "scores": [
            {"text": points(score, empty="—"), "lost": score is not None and score < full}
            for score, (_, full) in zip(row.scores, items, strict=True)
        ],
        "total": points(row.total, empty="—"),
        "grade": clean(row.grade),
        "vetoed": row.vetoed,
    }
