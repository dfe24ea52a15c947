"""What was done for the three defences: entered with a photo, taken back with a reason (S10)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.command import command
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.registry.models import EmergencyRecord, Estate, ServiceProject
from linli.registry.services.projects import demand_project
from linli.registry.services.writing import demand, swap, written
from linli.registry.terms import EmergencyKind
from linli.rules.folding import tidy

CLAUSE = "S10"


@command
def record(
    *,
    actor: Actor,
    now: datetime,
    estate: Estate,
    kind: str,
    on: date,
    photo: StoredFile | None,
    note: str = "",
    project: ServiceProject | None = None,
) -> EmergencyRecord:
    """Enter that a drill was held, supplies counted, facilities checked or drains cleared (S10).

    project: of the company that did it, None where there is none
    :raises NotAllowed: if the actor may not write records there
    :raises Refused: for a kind nobody knows, a day ahead, or without a photo
    """
    _demand(actor, estate, project)
    if kind not in EmergencyKind.values:
        raise Refused(
            "请选做了哪一样：演练、物资、设施或疏通。",
            "Choose what was done: a drill, supplies, facilities or drains.",
            clause=CLAUSE,
            fields=("kind",),
        )
    if on > timezone.localdate(now):
        raise Refused(
            f"{on}还没到，做完以后再登记。",
            f"{on} is still to come; enter it when it is done.",
            clause=CLAUSE,
            fields=("on",),
        )
    if photo is None:
        raise Refused(
            "请拍一张照片，没有照片不作数。",
            "Take a photo; without one it proves nothing.",
            clause=CLAUSE,
            fields=("photo",),
        )
    row = EmergencyRecord.objects.create(
        estate=estate,
        project=project,
        kind=kind,
        on=on,
        note=tidy(note)[:300],
        photo=photo,
        recorded_by=actor.user_id,
        recorded_by_name=actor.name[:60],
        updated_at=now,
    )
    change: dict[str, list[Any]] = {"kind": [None, kind], "photo": [None, photo.pk]}
    written(
        row,
        "emergency.record",
        change,
        actor=actor,
        now=now,
        place=estate.path,
        clause=CLAUSE,
        note=row.note,
        on=on,
    )
    return row


@command
def take_back(*, actor: Actor, now: datetime, row: EmergencyRecord, reason: str) -> EmergencyRecord:
    """Take a mistaken record back; it stays in sight and proves nothing any more (S10).

    :raises Refused: without a reason, or if it was taken back before
    """
    _demand(actor, row.estate, row.project)
    if row.void_at is not None:
        raise Refused("这条已经作废。", "It was taken back before.", clause=CLAUSE)
    if not reason.strip():
        raise Refused("请写明作废的理由。", "Say why it is taken back.", clause=CLAUSE, fields=("reason",))
    done = swap(row, {"void_at": now, "void_why": tidy(reason)[:200]}, seen=None, now=now)
    written(
        row,
        "emergency.void",
        done,
        actor=actor,
        now=now,
        place=row.estate.path,
        clause=CLAUSE,
        note=reason.strip(),
    )
    return row


def _demand(actor: Actor, estate: Estate, project: ServiceProject | None) -> None:
    if project is not None:
        demand_project(actor, project, clause=CLAUSE)
    else:
        demand(actor, "project.edit", at=estate.path, clause=CLAUSE)
