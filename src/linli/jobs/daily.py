"""The work of each day; `jobs.clock` says when."""

from __future__ import annotations

import importlib
import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from linli.base import jobs, journal
from linli.base.jobs import Progress
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.people import throttling
from linli.publication import outputs
from linli.publication.queries import filing
from linli.publication.services import filing as keeping
from linli.publication.services.listings import issuing
from linli.registry.services import completeness

log = logging.getLogger("linli.daily")
JOBS_KEPT = timedelta(days=90)


def expire_lists(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Take entries off the red, watch and black lists whose last day is over."""
    now = timezone.now()
    return {"ended": issuing.expire(actor=actor, now=now, today=timezone.localdate(now))}


def renew_completeness(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Let each estate's completeness follow the calendar: what ran out yesterday is missing today."""
    return {"estates": completeness.renew(actor=actor, now=timezone.now(), path="/")}


def verify_journal(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Walk the whole journal; a line that is not as it was written is an alarm, not a statistic.

    :raises Refused: naming the first lines that are not
    """
    breaks = list(journal.verify())
    if breaks:
        log.error("the journal is not as it was written", extra={"event": "journal.broken"})
        first = breaks[:5]
        raise Refused(
            f"日志有 {len(breaks)} 处不符：{''.join(found.zh for found in first)}",
            f"The journal has {len(breaks)} faults: {' '.join(found.en for found in first)}",
        )
    return {"lines": journal.head()[0]}


def tidy(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Forget sessions that ran out, failures to sign in that no longer count, and jobs long done.

    Files of publications that were never made, or could not be, are asked for anew.
    """
    now = timezone.now()
    for published in filing.unfinished(actor, files=len(outputs.ROUND)):
        keeping.ask(actor=actor, published=published, now=now)
    importlib.import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return {"throttles": throttling.sweep(now=now), "jobs": jobs.forget(before=now - JOBS_KEPT)}
