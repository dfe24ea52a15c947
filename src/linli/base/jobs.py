"""The queue of long work: asked for at a door, claimed by one worker, followed by whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from linli.base.models import Job
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch

LOST_AFTER = timedelta(minutes=10)  # a running job without a heartbeat for so long is taken up again

Progress = Callable[[int, int], None]  # done, total


def ask(*, actor: Actor, kind: str, arguments: dict[str, Any], place: str, now: datetime) -> Job:
    """Put a job into the queue; the worker takes it from there. Call it inside a command.

    The same work asked for again while it still waits is the same job.
    """
    waiting: Job | None = Job.objects.filter(kind=kind, arguments=arguments, state=Job.State.QUEUED).first()
    if waiting:
        return waiting
    asked: Job = Job.objects.create(
        kind=kind,
        arguments=arguments,
        place=place,
        asked_by=actor.user_id,
        asked_by_name=actor.name,
        asked_role=actor.role,
        asked_at=now,
    )
    return asked


def claim(*, now: datetime, kind: str = "") -> Job | None:
    """Take the oldest waiting (or lost) job, of one kind if named, for the caller; None if there is none."""
    lost = Q(state=Job.State.RUNNING, heartbeat_at__lt=now - LOST_AFTER)
    rows = Job.objects.filter(Q(state=Job.State.QUEUED) | lost)
    free: list[Job] = list((rows.filter(kind=kind) if kind else rows).order_by("id")[:5])
    for job in free:
        fields = {"state": Job.State.RUNNING, "started_at": now, "heartbeat_at": now, "done": 0}
        if Job.objects.filter(pk=job.pk, state=job.state, heartbeat_at=job.heartbeat_at).update(**fields):
            for name, value in fields.items():
                setattr(job, name, value)
            return job
    return None


def beat(job: Job, *, done: int, total: int, now: datetime) -> None:
    """Say how far the job is, and that its worker lives."""
    Job.objects.filter(pk=job.pk).update(done=done, total=total, heartbeat_at=now)
    job.done, job.total = done, total


def finish(job: Job, *, now: datetime, result: dict[str, Any]) -> None:
    """Close the job as done."""
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, finished_at=now, result=result, heartbeat_at=now
    )


def fail(job: Job, *, now: datetime, zh: str, en: str) -> None:
    """Close the job as failed, saying why in both languages."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, finished_at=now, error_zh=zh, error_en=en)


def asked_since(kind: str, *, since: datetime) -> bool:
    """Test if work of a kind was asked for at or after `since`, whatever became of it."""
    return Job.objects.filter(kind=kind, asked_at__gte=since).exists()


def forget(*, before: datetime) -> int:
    """Delete jobs that ended before `before`; return how many. What they did stands in the journal."""
    over = Job.objects.filter(state__in=[Job.State.DONE, Job.State.FAILED], finished_at__lt=before)
    return over.delete()[0]


def job(actor: Actor, *, pk: int) -> Job:
    """Return one job the actor asked for, or of a place whose journal the actor may read.

    :raises NoSuch: if there is none
    """
    found: Job | None = Job.objects.visible_to(actor, "journal.view").filter(pk=pk).first()
    if found is None:
        raise NoSuch("没有这项任务。", "There is no such job.")
    return found


def recent(actor: Actor, *, kinds: tuple[str, ...] = (), limit: int = 20) -> list[Job]:
    """Return the actor's newest jobs."""
    rows = Job.objects.visible_to(actor, "journal.view").order_by("-id")
    return list(rows.filter(kind__in=kinds)[:limit] if kinds else rows[:limit])
