"""The annex sheet as the words and figures that are printed, for the PDF and for the DOCX alike."""

from __future__ import annotations

from typing import Any

from linli.paper.documents import Remark, ScoreSheet, SheetLine
from linli.paper.words import chinese_date, clean, plain, points, signed

# Beyond this a row of remarks is moved to an extra page when the sheet does not fit otherwise.
LONG_REMARK = 60


def sheet_data(sheet: ScoreSheet) -> dict[str, Any]:
    """Return what templates/score-sheet.typ reads: words and figures as they are printed."""
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
