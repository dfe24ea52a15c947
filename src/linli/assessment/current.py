"""What a standing rests on besides records: the pack in force, the day, and the engine."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from linli.assessment.facts.afresh import Afresh
from linli.kernel.errors import Refused
from linli.rules import packs
from linli.rules.packs import Pack
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.outcome import Result

EARLIEST = date(2020, 1, 1)


def pack_in_force() -> Pack:
    """Return the pack that stands for today."""
    return packs.load(settings.POLICY)


def day_of(text: str, *, today: date) -> date:
    """Read the day a standing is wanted of, today if none is given.

    :raises Refused: if it is no day, lies ahead or before anything was recorded
    """
    if not text:
        return today
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.max
    if not EARLIEST <= found <= today:
        raise Refused(
            f"日期应在 {EARLIEST} 和今天之间，请重新选。",
            f"Choose a day between {EARLIEST} and today.",
            fields=("on",),
        )
    return found


def judged(known: Afresh, pack: Pack) -> Result:
    """Return the engine's result of what is known."""
    return evaluate(pack.card, known.values, known.judged(), lifted=known.lifted)
