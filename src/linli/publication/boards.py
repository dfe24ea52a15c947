"""What a notice board shows, put together from live records (G7): who serves, promises, answers, resolved.

Chinese whatever language the reader uses: it is what hangs in the estate. Nothing in it depends on the day it
is asked for, so that an equal board is the same version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from linli.kernel.actor import Actor
from linli.mandates.queries import mandates
from linli.paper.words import plain
from linli.publication import sheets
from linli.publication.queries import estates, results
from linli.publication.queries.estates import PublicEstate
from linli.tripartite.queries import boards as parts
from linli.tripartite.queries import commitments, public

RESOLUTIONS, REASONS, COMMITMENTS = 5, 3, 9


@dataclass(frozen=True, slots=True)
class Board:
    """shown: plain data, by section; valid_until: first day on which something on it has run out"""

    shown: dict[str, Any]
    valid_until: date | None


def board(actor: Actor, *, code: str, now: datetime) -> Board:
    """Return the board of an estate as it would be printed now; a bounded number of queries.

    :raises NoSuch: if no open estate has the code
    """
    with override("zh-hans"):
        return _board(actor, code, now, timezone.localdate(now))


def _board(actor: Actor, code: str, now: datetime, today: date) -> Board:
    found = estates.estate(actor, code=code, on=today)
    promised = commitments.listed(actor, estate_code=code, today=today)[:COMMITMENTS]
    seats = parts.seats(actor, found.estate, today=today)
    coming = public.coming(actor, estate_code=code, now=now)
    shown = {
        "estate": found.estate.name,
        "place": f"{found.subdistrict} {found.community}".strip(),
        "served": _served(found) + _answerable(actor, found, today),
        "sides": seats.sides,
        "reach": seats.reach,
        "commitments": [
            {"side": str(row.get_side_display()), "text": row.text, "until": _day(row.until, -1)}
            for row in promised
        ],
        "fees": _fees(found),
        "disclosures": [
            {"words": one.words, "since": _day(one.since) if one.since else ""} for one in found.shown
        ],
        "meeting": _meeting(coming),
        "resolutions": _resolutions(actor, code, today),
        "score": _score(actor, code),
    }
    ends = [row.until for row in promised]
    ends += [_after(timezone.localdate(coming.planned_at))] if coming else []
    ends += [found.committee.term_until] if found.committee else []
    ends += [found.contract.end] if found.contract and found.contract.end else []
    return Board(shown, min((day for day in ends if day > today), default=None))


def _served(found: PublicEstate) -> list[dict[str, str]]:
    rows = []
    if found.project:
        note = f"项目经理 {found.manager}" if found.manager else ""
        rows.append(_row("物业服务企业", found.project.company.name, found.project.phone, note))
    else:
        rows.append(_row("物业服务", str(found.estate.get_mode_display())))
    if found.committee:
        until = f"任期到{_day(found.committee.term_until)}"
        rows.append(_row(str(found.committee.get_kind_display()), "", "", until))
    if found.community:
        rows.append(_row("社区", found.community, "", found.grid))
    return rows


def _answerable(actor: Actor, found: PublicEstate, today: date) -> list[dict[str, str]]:
    """Return leader in charge and responsible office of the subdistrict (I7)."""
    rows = mandates.public(actor, path=found.estate.path, today=today)
    return [_row(str(row.get_kind_display()), row.name, row.phone, row.title) for row in rows]


def _row(role: str, name: str, phone: str = "", note: str = "") -> dict[str, str]:
    return {"role": role, "name": name, "phone": phone, "note": note}


def _fees(found: PublicEstate) -> list[dict[str, str]]:
    rows = [{"words": "物业费", "value": f"{found.fee} 元/㎡·月"}] if found.fee else []
    if found.contract:
        end = _day(found.last_day) if found.last_day else "没有约定截止日"
        rows.append({"words": "合同期限", "value": f"{_day(found.contract.start)}至{end}"})
        filed = f"已备案 {_day(found.contract.filed_on)}" if found.contract.filed_on else "还没备案"
        rows.append({"words": "合同备案", "value": filed})
    return rows


def _meeting(coming: Any) -> dict[str, str]:
    if coming is None:
        return {}
    at = timezone.localtime(coming.planned_at)
    return {"title": coming.title, "at": f"{_day(at.date())} {at:%H:%M}", "place": coming.place_note}


def _resolutions(actor: Actor, code: str, today: date) -> list[dict[str, str]]:
    met = public.approved(actor, estate_code=code, today=today, limit=1)
    rows = met[0].resolutions[:RESOLUTIONS] if met else ()
    return [
        {
            "text": row.text,
            "side": str(row.side),
            "due": _day(row.due_on),
            "state": str(row.state_words),
        }
        for row in rows
    ]


def _score(actor: Actor, code: str) -> dict[str, Any]:
    latest = results.latest_sheet(actor, estate_code=code)
    if latest is None:
        return {}
    score = latest.score
    lost = sheets.lost(sheets.lines(score.round.card, latest.result, latest.facts, latest.appeals))
    return {
        "round": score.round.title,
        "total": plain(score.points),
        "grade": score.grade,
        "reasons": [f"{line.title.zh} {line.lost_words}：{line.why.zh}" for line in lost[:REASONS]],
    }


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _day(day: date, step: int = 0) -> str:
    day = date.fromordinal(day.toordinal() + step)
    return f"{day.year}年{day.month}月{day.day}日"
