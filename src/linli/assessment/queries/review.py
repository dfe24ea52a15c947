"""What to look at before a draft: oddities, estates left incomplete."""

from __future__ import annotations

from django.db.models import QuerySet

from linli.assessment.models import OutlierNote, Round, RoundEstate
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch


def notes(actor: Actor, round: Round) -> QuerySet[OutlierNote]:
    """Return the oddities of a round, those nobody looked at first."""
    rows: QuerySet[OutlierNote] = OutlierNote.objects.visible_to(actor, "round.manage").filter(round=round)
    return rows.select_related("subject").order_by("seen_at", "kind", "id")


def note(actor: Actor, round: Round, *, pk: int) -> OutlierNote:
    """Return one oddity.

    :raises NoSuch: if there is none the actor may see
    """
    found = notes(actor, round).filter(pk=pk).first()
    if found is None:
        raise NoSuch("没有这一条。", "There is no such note.")
    return found


def incomplete(actor: Actor, round: Round) -> QuerySet[RoundEstate]:
    """Return the estates that still lack facts, most first."""
    rows: QuerySet[RoundEstate] = RoundEstate.objects.visible_to(actor, "round.view").filter(
        round=round, complete__in=[False]
    )
    return rows.order_by("-missing", "path")
