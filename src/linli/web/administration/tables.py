"""The journal on its way out to a spreadsheet, read while it is written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from linli.paper import csvs, xlsx
from linli.paper.columns import Column, Row
from linli.people.terms import Role
from linli.web.administration import words

if TYPE_CHECKING:
    from linli.base.models import JournalEntry
    from linli.people.queries.journal import Lines

XLSX, CSV = "xlsx", "csv"
MEDIA = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}


def columns() -> tuple[Column, ...]:
    """Return the columns: what the page shows, and what only a machine or an auditor wants."""
    return (
        Column(gettext("编号"), "integer", width=10),
        Column(gettext("时间"), "time", width=18),
        Column(gettext("用户名"), width=14),
        Column(gettext("岗位"), width=14),
        Column(gettext("事项"), width=20),
        Column(gettext("事项代码"), width=22),
        Column(gettext("地方"), width=18),
        Column(gettext("地方路径"), width=24),
        Column(gettext("依据"), width=12),
        Column(gettext("说明"), width=36),
        Column(gettext("改了什么"), width=48),
        Column(gettext("对象"), width=24),
        Column(gettext("指纹"), width=24),
    )


def send(batches: Iterable[Lines], form: str, *, today: str) -> HttpResponseBase:
    """Send the lines as XLSX or CSV; memory does not grow with their number.

    form: `XLSX` or `CSV`; today: for the name of the file
    """
    name = f"{gettext('操作记录')}-{today}.{form}"
    if form == XLSX:
        return _workbook(batches, name)
    pieces = csvs.lines(columns(), _rows(batches, get_language() or "", exact=True))
    response = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=MEDIA[CSV])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _workbook(batches: Iterable[Lines], name: str) -> FileResponse:
    """Write into a file of its own that is gone when it has been sent: a workbook's index comes last."""
    with ExitStack() as unless_sent:
        file = unless_sent.enter_context(tempfile.TemporaryFile())
        rows = _rows(batches, get_language() or "", exact=False)
        xlsx.write_workbook(file, [xlsx.Sheet(gettext("操作记录"), columns(), rows)])
        unless_sent.pop_all()  # the response closes it
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA[XLSX])


def _rows(batches: Iterable[Lines], language: str, *, exact: bool) -> Iterator[Row]:
    """Yield the cells of each line, and at the end a word if the file is full.

    language: of the reader, who has his page already when the last rows are made
    exact: times as text to the second, for CSV, whose own go to the minute
    """
    last, more = 0, False
    for batch in batches:
        with override(language):
            roles = dict(Role.choices)
            made = [_cells(row, batch.places, roles, exact=exact) for row in batch.rows]
        yield from made
        last, more = (batch.rows[-1].id if batch.rows else last), batch.next is not None
    if more:
        with override(language):
            said = gettext(
                "这个文件已满，到第 %(number)d 行为止。更早的请在“编号早于”填 %(number)d，再导出一次。"
            )
        width = len(columns())
        yield [None] * 9 + [said % {"number": last}] + [None] * (width - 10)


def _cells(row: JournalEntry, places: dict[str, str], roles: dict[str, Any], *, exact: bool) -> Row:
    at = timezone.localtime(row.at).replace(tzinfo=None, microsecond=0)
    return (
        row.id,
        at.isoformat(sep=" ") if exact else at,
        words.who(row.actor_name),
        str(roles.get(row.role, row.role)),
        words.what(row.verb),
        row.verb,
        places.get(row.place, ""),
        row.place,
        row.clause,
        row.note,
        words.change_text(row.change),
        f"{row.subject_kind}:{row.subject_id}" if row.subject_id else row.subject_kind,
        row.hash,
    )
