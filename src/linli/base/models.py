"""Tables every app leans on."""

from __future__ import annotations

from typing import Any

from django.db import models

from linli.base.scope import Scope, ScopedQuerySet


class Living(models.Model):
    """A row with a life: its `state` is changed by `base.lifecycle.apply` alone."""

    state = models.CharField(max_length=20)

    class Meta:
        abstract = True


class JournalEntry(models.Model):
    """One thing that was done, by whom, to what. Written once, never changed, chained by hash.

    id: the line's number; without gaps, so that a missing line shows
    on: the day it happened, as told: a meeting held on the 28th and entered on the 2nd is of the 28th
    role: in which role the actor did it
    place: path of the place it was done on, "" for what has no place
    clause: the clause or article under which it was done
    change: {"field": [before, after]}, no personal data in the clear
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    on = models.DateField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    role = models.CharField(max_length=30, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=160, blank=True)
    clause = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    change = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    scope = Scope(place="place", own="actor_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"]),
            models.Index(fields=["place", "id"]),
            models.Index(fields=["verb", "place", "at"]),
            # What was done is counted from these two alone: everywhere by verb, at a few places by place.
            models.Index(fields=["verb", "on", "place", "subject_id"], name="journal_deeds"),
            models.Index(fields=["place", "on", "verb", "subject_id"], name="journal_deeds_at"),
        ]

    def __str__(self) -> str:
        return (
            f"#{self.pk} {self.at:%F %T} {self.actor_name} {self.verb} {self.subject_kind}:{self.subject_id}"
        )


class JournalHead(models.Model):
    """The last line's number and hash: one row, whose lock puts writers in line."""

    id = models.SmallIntegerField(primary_key=True)
    last = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"head at #{self.last}"


class Job(models.Model):
    """Long work: asked for at a door, done by the worker, found again by whoever asked.

    kind: name in `jobs.KINDS`; arguments: JSON, no personal data
    done, total: progress in the kind's own steps; total 0 while unknown
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    error_zh = models.TextField(blank=True)
    error_en = models.TextField(blank=True)
    place = models.CharField(max_length=160)
    asked_by = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=150)
    asked_role = models.CharField(max_length=30, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    scope = Scope(place="place", own="asked_by")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.state} {self.done}/{self.total}"

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)


class Option(models.Model):
    """A choice of this installation, e.g. which roles need a second factor."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return f"{self.key} = {self.value!r}"

    @classmethod
    def read(cls, key: str, default: Any) -> Any:
        found = cls.objects.filter(pk=key).values_list("value", flat=True).first()
        return default if found is None else found


class CalendarDay(models.Model):
    """A day of a calendar an administrator loaded; the built-in ones are not in the database."""

    on = models.DateField(primary_key=True)
    workday = models.BooleanField()
    festival = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.on} {'works' if self.workday else 'off'} {self.festival}".strip()


class StoredFile(models.Model):
    """An upload: kept under its content's hash, served only through a permission check.

    sha256: of the bytes as stored (a photo is stored rotated right and stripped of EXIF and GPS)
    place: path of the place it belongs to
    """

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=160)
    permission = models.CharField(max_length=40)
    stored_by = models.BigIntegerField(null=True)
    stored_at = models.DateTimeField()

    scope = Scope(place="place", own="stored_by")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
