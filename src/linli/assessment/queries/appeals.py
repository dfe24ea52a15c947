"""Appeals, as those who make them and those who answer them see them."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

from linli.assessment.models import Appeal, Round, RoundEstate
from linli.assessment.terms import AppealState
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch


def appeals(actor: Actor, round: Round | None = None) -> QuerySet[Appeal]:
    """Return the appeals the actor may see, those waiting first, by the day they are due."""
    rows: QuerySet[Appeal] = Appeal.objects.visible_to(actor, "round.view").select_related("subject", "round")
    if round is not None:
        rows = rows.filter(round=round)
    waiting = Case(When(state=AppealState.MADE, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.annotate(rank=waiting).order_by("rank", "due", "id")


def appeal(actor: Actor, *, pk: int) -> Appeal:
    """Return one appeal with its estate and round.

    :raises NoSuch: if there is none the actor may see
    """
    found = appeals(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这件申诉，或者它不归您查看。", "There is no such appeal, or it is not yours to see."
        )
    return found


def own_appeal(actor: Actor, *, pk: int) -> Appeal:
    """Return an appeal that the actor, or the body he acts for, made.

    :raises NoSuch: if it is somebody else's
    """
    found = appeal(actor, pk=pk)
    if not is_own(actor, found):
        raise NoSuch("这件申诉不是您提出的。", "You did not make this appeal.")
    return found


def appeal_files(actor: Actor, appeal: Appeal) -> list[StoredFile]:
    """Return the proof of an appeal the actor may see."""
    return list(appeal.files.order_by("id")) if actor.may("round.view", at=appeal.subject.path) else []


def appeals_of(actor: Actor, subject: RoundEstate) -> list[Appeal]:
    """Return the appeals about one estate of a round, oldest first."""
    rows = Appeal.objects.visible_to(actor, "round.view").filter(subject=subject)
    return list(rows.order_by("id"))


def is_own(actor: Actor, appeal: Appeal) -> bool:
    """Test if the actor, or the body he acts for, made the appeal."""
    if actor.user_id is not None and appeal.made_by == actor.user_id:
        return True
    return bool(actor.organisation) and appeal.organisation == actor.organisation
