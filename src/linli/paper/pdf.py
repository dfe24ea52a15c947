"""Papers as PDF: the annex sheet, the blank annex, the poster of an estate, the table of a round."""

from __future__ import annotations

from typing import Any

from linli.paper.documents import Poster, Remark, ScoreSheet, SheetLine, Summary, SummaryRow
from linli.paper.fit import foresee
from linli.paper.press import pages, press
from linli.paper.qr import svg
from linli.paper.words import chinese_date, clean, plain, points, signed

# Beyond this a row of remarks is moved to an extra page when the sheet does not fit otherwise.
LONG_REMARK = 60


def score_sheet(sheet: ScoreSheet) -> bytes:
    """Return the annex sheet of one estate as PDF: A4, one page (plus 附页 if the reasons are very long)."""
    return _on_one_page(_sheet(sheet), sheet, airy=2.0)


def blank_sheet(sheet: ScoreSheet) -> bytes:
    """Return the same annex without scores, to be filled in by hand on site."""
    blank = sheet.blank()
    return _on_one_page(_sheet(blank), blank, airy=3.0)


def _on_one_page(data: dict[str, Any], sheet: ScoreSheet, *, airy: float) -> bytes:
    """Print at the foreseen size; where the estimate did not hold, let the typesetter try sizes."""
    fit = foresee(data, airy=airy)
    if fit is not None:
        made = press("score-sheet.typ", {**data, "airy": airy, "fit": fit}, day=sheet.date)
        if pages(made) == 1:
            return made
    return press("score-sheet.typ", {**data, "airy": airy, "fit": None}, day=sheet.date)


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    """Return what templates/score-sheet.typ reads."""
    return {
        "title": clean(sheet.title),
        "unit": clean(sheet.unit),
        "date": chinese_date(sheet.date),
        "sections": [
            {"name": clean(name), "lines": [_line(line) for line in lines]}
            for name, lines in sheet.sections()
        ],
        "maximum": plain(sheet.maximum),
        "total": points(sheet.total),
        "summary": clean(sheet.summary),
        "grade": clean(sheet.grade),
        "note": clean(sheet.note),
        "signatures": [clean(text) for text in sheet.signatures],
        "foot": _foot(sheet),
    }


def _foot(sheet: ScoreSheet) -> str:
    parts = (
        f"规则版本 {sheet.policy}" if sheet.policy else "",
        f"校验码 {sheet.check}" if sheet.check else "",
        sheet.foot,
    )
    return clean(" · ".join(part for part in parts if part))


def _line(line: SheetLine) -> dict[str, Any]:
    lost = [remark.points for remark in line.remarks if remark.points is not None and remark.points < 0]
    return {
        "item": clean(line.item),
        "criterion": clean(line.criterion),
        "maximum": plain(line.maximum),
        "score": points(line.score),
        "mark": clean(line.mark),
        "lost": signed(sum(lost[1:], lost[0])) if lost else "",
        "long": sum(len(remark.text) for remark in line.remarks) > LONG_REMARK,
        "remarks": [_remark(remark) for remark in line.remarks],
    }


def _remark(remark: Remark) -> dict[str, str]:
    text = f"{remark.text}＊" if remark.discretion else remark.text
    return {"points": "" if remark.points is None else signed(remark.points), "text": clean(text)}


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
