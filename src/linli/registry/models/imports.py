"""An import in the browser: what was uploaded, what the check found, what became of it."""

from __future__ import annotations

from django.db import models

from linli.base.models import Job, StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.terms import ImportState


class ImportRun(models.Model):
    """One uploaded list of estates, from its check to its result.

    path: the place it is read for; only estates below it are written
    counts: {"rows", "accepted", "created", "updated", "refused", "skipped", …}
    faults, warnings: as `linli import --json` prints them, at most `services.importing.KEPT` of each
    """

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.CHECKING)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(place="path", own="asked_by")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_by", "id"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
