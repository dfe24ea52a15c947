"""Make the files of a publication ahead of whoever asks for them, and keep them with it."""

from __future__ import annotations

from datetime import datetime

from linli.base import files, jobs, journal
from linli.base.command import command
from linli.base.models import Job, StoredFile
from linli.kernel.actor import Actor
from linli.publication.models import PublishedFile, PublishedRound
from linli.publication.queries.filing import KIND
from linli.publication.wording import FILE_TYPES

PERMISSION = "result.publish"


@command
def ask(*, actor: Actor, published: PublishedRound, now: datetime) -> Job:
    """Have the worker make the files of a publication; what was asked for and still waits is the same job."""
    arguments = {"published": published.pk}
    job = jobs.ask(actor=actor, kind=KIND, arguments=arguments, place=published.path, now=now)
    journal.write(actor=actor, verb="result.ask_files", subject=published, at=now, clause="I2")
    return job


@command
def keep(*, actor: Actor, published: PublishedRound, name: str, raw: bytes, now: datetime) -> StoredFile:
    """Keep a file with its publication; the first that was made is the one that stays.

    :raises NotAllowed: if the actor may not publish results there
    """
    file = files.keep(
        actor=actor,
        raw=raw,
        name=f"{published.code}-{name}",
        media_type=FILE_TYPES[name.rpartition(".")[2]],
        place=published.path,
        permission=PERMISSION,
        now=now,
    )
    row, _ = PublishedFile.objects.get_or_create(round=published, name=name, defaults={"file": file})
    kept: StoredFile = row.file
    return kept
