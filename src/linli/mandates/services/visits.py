"""Visits to contact points and areas: what was seen, what was promised, what of it was kept (K1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.attaching import attachable
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.mandates.models import Mandate, Visit
from linli.mandates.rights import may_visit
from linli.mandates.terms import VISITED_KINDS
from linli.registry.services.writing import written

CLAUSE = "K1"


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit as it is recorded.

    problems: what residents raised; promised: what was said would be done, until `due_on`
    kept: keys of earlier visits whose promise was found done
    """

    on: date
    note: str
    problems: str = ""
    promised: str = ""
    due_on: date | None = None
    photos: Sequence[int] = ()
    kept: Sequence[int] = ()


@command
def record(*, actor: Actor, now: datetime, mandate: Mandate, seen: Seen) -> Visit:
    """Record a visit paid under a mandate (K1).

    :raises NotAllowed: if the actor is neither the holder nor of the place
    :raises Refused: for a leader or an office, which have no visits; a day ahead or outside the term; without
        a word; a day for a promise that is none, or that is over before the visit
    """
    if mandate.kind in VISITED_KINDS and not may_visit(actor, mandate):
        raise NotAllowed(
            "走访由本人，或由所在街道、社区登记。",
            "Visits are recorded by the holder, or by the subdistrict or community.",
            clause=CLAUSE,
        )
    _check(mandate, seen, timezone.localdate(now))
    files = attachable(actor, seen.photos, permission="mandate.view", path=mandate.path)
    kept = _open(mandate, seen)
    row = Visit.objects.create(
        mandate=mandate,
        on=seen.on,
        note=seen.note.strip(),
        problems=seen.problems.strip(),
        promised=seen.promised.strip(),
        due_on=seen.due_on,
        recorded_by=actor.user_id,
        recorded_by_name=actor.name,
        recorded_at=now,
    )
    row.photos.set(files)
    Visit.objects.filter(pk__in=kept, kept_on__isnull=True).update(kept_on=seen.on)
    change: dict[str, list[Any]] = {
        "visit": [None, row.pk],
        "photos": [None, len(files)],
        "kept": [None, kept],
    }
    path = mandate.path
    written(mandate, "visit.record", change, actor=actor, now=now, place=path, clause=CLAUSE, on=seen.on)
    return row


def _open(mandate: Mandate, seen: Seen) -> list[int]:
    """Return which of the promises said to be kept are open ones of this mandate, made before."""
    rows = Visit.objects.filter(mandate=mandate, pk__in=seen.kept, kept_on__isnull=True, on__lte=seen.on)
    return list(rows.exclude(promised="").order_by("pk").values_list("pk", flat=True))


def _check(mandate: Mandate, seen: Seen, today: date) -> None:
    if mandate.kind not in VISITED_KINDS:
        raise Refused(
            "走访只记在联系点和包干片上。",
            "Visits are recorded for contact points and areas only.",
            clause=CLAUSE,
        )
    if not seen.note.strip():
        raise Refused("请写看到了什么。", "Write what was seen.", clause=CLAUSE, fields=("note",))
    if seen.on > today:
        raise Refused(f"{seen.on}还没有到。", f"{seen.on} lies ahead.", clause=CLAUSE, fields=("on",))
    if seen.on < mandate.since or (mandate.until is not None and seen.on >= mandate.until):
        term = f"{mandate.since} – {mandate.until or ''}"
        raise Refused(
            f"{seen.on}不在任期内（{term}）。请改日期。",
            f"{seen.on} is outside the term ({term}). Mend the day.",
            clause=CLAUSE,
            fields=("on",),
        )
    _check_promise(seen)


def _check_promise(seen: Seen) -> None:
    if seen.due_on is not None and not seen.promised.strip():
        raise Refused(
            "写了期限，还没写答应办什么。",
            "There is a day but no promise; write what was promised.",
            clause=CLAUSE,
            fields=("promised",),
        )
    if seen.due_on is not None and seen.due_on < seen.on:
        raise Refused(
            f"答应的期限不能早于走访日期{seen.on}。",
            f"The promise can't be due before the visit of {seen.on}.",
            clause=CLAUSE,
            fields=("due_on",),
        )
