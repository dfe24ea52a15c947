"""The four duties of grid workers at self-managed estates, recorded in one go (C3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.attaching import attachable
from linli.base.command import command
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.registry.models import Estate
from linli.registry.services.writing import demand, written
from linli.registry.terms import Mode
from linli.selfmanagement.models import GridWork
from linli.selfmanagement.terms import Work

CLAUSE = "C3"


@command
def record(
    *,
    actor: Actor,
    now: datetime,
    estate: Estate,
    works: Sequence[str],
    on: date,
    note: str = "",
    photos: Sequence[int] = (),
) -> list[GridWork]:
    """Enter which of the four duties were done at an estate on a day; one row and one line for each (C3).

    photos: keys of stored files, kept with every one of the rows
    :raises Refused: if the estate is not self-managed, nothing is ticked, there is neither word nor photo,
        the day lies ahead, or the same was entered already
    """
    demand(actor, "gridwork.record", at=estate.path, clause=CLAUSE)
    chosen = [work for work in Work.values if work in set(works)]
    _check(estate, chosen, on, timezone.localdate(now))
    text = note.strip()
    files = attachable(actor, photos, permission="selfmanagement.view", path=estate.path, field="photos")
    if not text and not files:
        raise Refused(
            "请写一句做了什么，或者拍一张照片。",
            "Write what was done, or take a photo.",
            clause=CLAUSE,
            fields=("note",),
        )
    _check_new(actor, estate, chosen, on, text)
    return [_entered(actor, now, estate, work, on, text, files) for work in chosen]


def _entered(
    actor: Actor, now: datetime, estate: Estate, work: str, on: date, text: str, files: list[StoredFile]
) -> GridWork:
    row = GridWork.objects.create(
        estate=estate,
        work=work,
        on=on,
        note=text,
        done_by=actor.user_id,
        done_by_name=actor.name,
        recorded_at=now,
    )
    if files:
        row.photos.set(files)
    change: dict[str, list[Any]] = {"work": [None, work], "photos": [None, len(files)]}
    written(row, f"gridwork.{work}", change, actor=actor, now=now, place=estate.path, clause=CLAUSE, on=on)
    return row


def _check(estate: Estate, chosen: list[str], on: date, today: date) -> None:
    if estate.mode != Mode.SELF or estate.closed_on is not None:
        raise Refused(
            f"{estate.name}现在不是自主管理小区，这四项职责不记在这里。",
            f"{estate.name} is not self-managed now; these four duties are not recorded here.",
            clause=CLAUSE,
        )
    if not chosen:
        raise Refused("请勾选做了哪一项。", "Tick which of them was done.", clause=CLAUSE, fields=("works",))
    if on > today:
        raise Refused(
            f"{on}还没有到，做完以后再记。",
            f"{on} lies ahead; enter it when it is done.",
            clause=CLAUSE,
            fields=("on",),
        )


def _check_new(actor: Actor, estate: Estate, chosen: list[str], on: date, text: str) -> None:
    """Refuse what a second tap on the button would enter again."""
    same = GridWork.objects.filter(
        estate=estate, work__in=chosen, on=on, note=text, done_by=actor.user_id, done_by_name=actor.name
    )
    if text and actor.user_id is not None and same.exists():
        raise Refused(
            "同一天、同样的内容已经记过。要补充，请写不同的情况。",
            "The same was entered for that day. To add to it, write what is different.",
            clause=CLAUSE,
            fields=("note",),
        )
