"""What was done for the three defences (S10), as the dossier shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from linli.kernel.actor import Actor
from linli.registry.absent import unknown
from linli.registry.models import EmergencyRecord
from linli.registry.queries.dossiers import concerns
from linli.registry.terms import EmergencyKind

if TYPE_CHECKING:
    from linli.registry.models import Estate

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Part:
    """rows: the newest first; latest: of each kind the newest that was not taken back, None without one"""

    estate: Estate
    rows: list[EmergencyRecord]
    latest: list[tuple[EmergencyKind, EmergencyRecord | None]]
    may_record: bool


def dossier_part(actor: Actor, estate: Estate, *, today: date) -> Part | None:
    """Return what is on record; one query. None for whoever may not see the estate."""
    if not actor.may("estate.view", at=estate.path):
        return None
    found = EmergencyRecord.objects.filter(estate=estate, on__lte=today)
    found = found.select_related("photo", "project").order_by("-on", "-pk")
    rows = [row for row in found[: 4 * SHOWN] if row.project is None or concerns(actor, row.project)]
    newest: dict[str, EmergencyRecord] = {}
    for row in rows:
        if row.void_at is None:
            newest.setdefault(row.kind, row)
    latest = [(kind, newest.get(kind)) for kind in EmergencyKind]
    may_record = estate.is_open and actor.may("project.edit", at=estate.path)
    return Part(estate, rows[:SHOWN], latest, may_record)


def record(actor: Actor, *, pk: int) -> EmergencyRecord:
    """Return one record the actor may take back, with its estate.

    :raises NoSuch: if there is none, or it is another company's
    """
    seen = EmergencyRecord.objects.visible_to(actor, "project.edit")
    row: EmergencyRecord | None = seen.select_related("estate", "project__company").filter(pk=pk).first()
    if row is None or (row.project is not None and not concerns(actor, row.project)):
        raise unknown()
    return row
