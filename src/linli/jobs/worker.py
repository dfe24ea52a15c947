"""The worker: takes jobs from the queue one at a time and runs them to their end."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from django.db import close_old_connections
from django.utils import timezone

from linli.base import jobs
from linli.jobs import clock
from linli.jobs.kinds import work
from linli.kernel.actor import Actor
from linli.kernel.errors import DomainError
from linli.people.access import actor_of

if TYPE_CHECKING:
    from linli.base.models import Job

log = logging.getLogger("linli.worker")
CLOCK_EVERY = 60.0  # seconds between two looks at what the day still asks for
BEAT_EVERY = 0.5  # seconds between two lines of progress: a person can't read faster


def run_one() -> Job | None:
    """Run the oldest waiting job, if any; a refusal or a failure is told to whoever asked, never lost."""
    job = jobs.claim(now=timezone.now())
    if job is None:
        return None
    try:
        result = work(job.kind)(actor=_actor(job), arguments=job.arguments, progress=_progress(job))
    except DomainError as error:
        jobs.fail(job, now=timezone.now(), zh=error.text.zh, en=error.text.en)
    except Exception:  # the worker must live on, whatever one job does
        log.exception("job failed", extra={"job": job.pk})
        jobs.fail(
            job,
            now=timezone.now(),
            zh=f"程序出错，没有办成。请把任务编号 {job.pk} 告诉系统管理员。",
            en=f"The program failed. Tell the administrator job number {job.pk}.",
        )
    else:
        jobs.finish(job, now=timezone.now(), result=result)
    job.refresh_from_db()
    return job


def run_all() -> int:
    """Run jobs until none waits; return how many."""
    count = 0
    while run_one():
        count += 1
    return count


def run_until(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Run jobs as they come, and what the clock asks for, until `stop` is set."""
    looked = -CLOCK_EVERY
    while not stop.is_set():
        close_old_connections()
        if time.monotonic() - looked >= CLOCK_EVERY:
            looked = time.monotonic()
            clock.ask_what_is_due(now=timezone.now())
        if run_one() is None:
            stop.wait(pause)


def _progress(job: Job) -> jobs.Progress:
    last = 0.0

    def beat(done: int, total: int) -> None:
        nonlocal last
        if done >= total or time.monotonic() - last > BEAT_EVERY:
            last = time.monotonic()
            jobs.beat(job, done=done, total=total, now=timezone.now())

    return beat


def _actor(job: Job) -> Actor:
    """Return the one who asked, with the rights held now; a job of nobody runs as the system."""
    if job.asked_by is None:
        return Actor.system(job.kind)
    return actor_of(job.asked_by, today=timezone.localdate())
