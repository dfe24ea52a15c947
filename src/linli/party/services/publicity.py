"""Publicity (宣传栏、横幅 …): shown with photo and validity, looked at again (S4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.party.models import Publicity
from linli.party.services.positions import demand_at
from linli.registry.models import Estate
from linli.registry.services.writing import swap, written
from linli.rules.folding import tidy

FACTS = frozenset({"kind", "title", "shown_on", "valid_until"})
CLAUSE = "S4"


@command
def show(
    *, actor: Actor, now: datetime, estate: Estate, photo: StoredFile | None, fields: Mapping[str, Any]
) -> Publicity:
    """Enter that something hangs in an estate since a day (S4).

    fields: kind, title, shown_on; perhaps valid_until, the first day it no longer counts

    :raises NotAllowed: if the actor may not check at the estate
    :raises Refused: without title or picture, ahead of today, or over before it began
    """
    demand_at(actor, estate, CLAUSE)
    facts = _checked(fields, timezone.localdate(now))
    if photo is None or not photo.media_type.startswith("image/"):
        raise Refused(
            "请附一张看得清的照片。", "Add a photo that can be read.", clause=CLAUSE, fields=("photo",)
        )
    row = Publicity.objects.create(estate=estate, photo=photo, updated_at=now, **facts)
    change = {name: [None, value] for name, value in facts.items()}
    written_on(row, "publicity.show", change, actor, now, row.shown_on)
    return row


@command
def check(*, actor: Actor, now: datetime, row: Publicity, on: date, still_there: bool) -> Publicity:
    """Somebody looked: it still hangs there and can be read, or it is gone (S4).

    :raises Refused: for a day before it was shown, ahead of today, or after it was taken down
    """
    demand_at(actor, row.estate, CLAUSE)
    ended = row.valid_until is not None and on >= row.valid_until
    if not row.shown_on <= on <= timezone.localdate(now) or ended:
        raise Refused(
            f"核查日期应在展出日期{row.shown_on}和今天之间，且没有过有效期。",
            f"The day must lie between {row.shown_on} and today, while it is valid.",
            clause=CLAUSE,
            fields=("on",),
        )
    if not still_there and on == row.shown_on:
        raise Refused(
            "展出当天就撤下的不用登记。",
            "What came down on the day it went up needs no check.",
            clause=CLAUSE,
            fields=("on",),
        )
    fields: dict[str, Any] = {"checked_on": on} | ({} if still_there else {"valid_until": on})
    written_on(row, "publicity.check", swap(row, fields, seen=None, now=now), actor, now, on)
    return row


def written_on(
    row: Publicity, verb: str, change: dict[str, Any], actor: Actor, now: datetime, on: date
) -> None:
    """Leave the line in the journal, of the day it happened."""
    place = row.estate.path
    written(row, verb, change, actor=actor, now=now, place=place, clause=CLAUSE, on=on)


def _checked(fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    unknown = set(fields) - FACTS
    if unknown:
        raise ValueError(f"no facts of publicity: {sorted(unknown)}")
    facts = {**fields, "title": tidy(fields["title"])[:120]}
    if not facts["title"]:
        raise Refused("请写宣传内容。", "Write what it says.", clause=CLAUSE, fields=("title",))
    if facts["shown_on"] > today:
        raise Refused(
            f"展出日期{facts['shown_on']}还没到。",
            f"It can't be shown since {facts['shown_on']}, a day ahead.",
            clause=CLAUSE,
            fields=("shown_on",),
        )
    if facts.get("valid_until") is not None and facts["valid_until"] <= facts["shown_on"]:
        raise Refused(
            "有效期要晚于展出日期。", "It must be valid beyond the day it went up.", fields=("valid_until",)
        )
    return facts
