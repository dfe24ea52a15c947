"""What the clock asks for: each kind of daily work once a day, at its hour or as soon after as a worker runs.

The queue itself is the memory: several workers, restarts and a night spent switched off all come out right.
"""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from linli.base import jobs
from linli.kernel.actor import Actor
from linli.notices.queries import channels

DAILY: dict[str, time] = {  # kind: when, local time
    "lists.expire": time(0, 5),
    "registry.renew": time(0, 15),
    "journal.verify": time(3, 0),
    "house.tidy": time(3, 30),
    "notices.remind": time(7, 0),
}


def ask_what_is_due(*, now: datetime) -> list[str]:
    """Put today's work that is due and was not asked for yet into the queue; return its kinds."""
    local = timezone.localtime(now)
    due = [kind for kind, at in DAILY.items() if is_due(kind, at, local)]
    if channels.is_due(Actor.system("clock"), now=now):
        due.append("notices.digests")
    for kind in due:
        day = local.date().isoformat()
        jobs.ask(actor=Actor.system("clock"), kind=kind, arguments={"day": day}, place="", now=now)
    return due


def is_due(kind: str, at: time, local: datetime) -> bool:
    """Test if the hour has come and nobody asked since."""
    since = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return local >= since and not jobs.asked_since(kind, since=since)
