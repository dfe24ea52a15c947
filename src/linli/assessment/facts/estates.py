"""What an estate has by nature: no lift, nothing to keep in order (S16)."""

from __future__ import annotations

from linli.assessment.facts.base import Found, Frame, put
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.rules.scorecard.facts import NOT_APPLICABLE

FACTS = ("facilities.lifts",)


def lifts(frame: Frame, found: Found) -> None:
    """Say of estates on record as without lifts that the requirement does not exist there."""
    rows = Estate.objects.filter(pk__in=frame.estates, lifts=0).values_list("id", flat=True)
    note = Text("档案记载没有电梯", "The estate is on record as having no lift")
    for estate in rows:
        put(found, estate, "facilities.lifts", NOT_APPLICABLE, f"estate:{estate}", note)
