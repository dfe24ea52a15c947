"""The files kept with a publication, and how far those are that are still being made."""

from __future__ import annotations

from django.db.models import Count

from linli.base.models import Job, StoredFile
from linli.kernel.actor import Actor
from linli.publication.models import PublishedFile, PublishedRound

KIND = "round.files"


def kept(actor: Actor, published: PublishedRound, *, name: str) -> StoredFile | None:
    """Return a file of a publication the actor was given, None while it is not made; one query."""
    rows = PublishedFile.objects.filter(round=published, name=name).select_related("file")
    found: PublishedFile | None = rows.first()
    return found.file if found else None


def making(actor: Actor, published: PublishedRound) -> Job | None:
    """Return the newest job that makes the files of a publication the actor was given."""
    rows = Job.objects.filter(kind=KIND, arguments={"published": published.pk})
    found: Job | None = rows.order_by("-id").first()
    return found


def unfinished(actor: Actor, *, files: int) -> list[PublishedRound]:
    """Return the publications in force without all of their `files`, which no job makes; two queries."""
    waiting = Job.objects.filter(kind=KIND, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    busy = {each["published"] for each in waiting.values_list("arguments", flat=True)}
    rows = PublishedRound.objects.current().defer("card").annotate(number=Count("files"))
    return [each for each in rows.filter(number__lt=files) if each.pk not in busy]
