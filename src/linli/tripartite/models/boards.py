"""Notice boards (公示栏): which version was made when, and which one hangs where."""

from __future__ import annotations

from django.db import models

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models import Estate


class BoardIssue(models.Model):
    """A version of an estate's board, as it was printed.

    code: the short version code on the paper; sha256: of what it shows; an equal board is the same version
    shown: what it shows, as plain data; valid_until: first day on which something on it has run out
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="boards")
    code = models.CharField(max_length=12, unique=True)
    sha256 = models.CharField(max_length=64)
    shown = models.JSONField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=60)
    valid_until = models.DateField(null=True, blank=True)

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "made_at"])]

    def __str__(self) -> str:
        return f"{self.code} of {self.estate_id}"


class BoardSighting(models.Model):
    """Somebody saw a version hanging, by its code or on a photo."""

    issue = models.ForeignKey(BoardIssue, on_delete=models.PROTECT, related_name="sightings")
    on = models.DateField()
    spot = models.CharField(max_length=120, blank=True, default="")
    photo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seen_by = models.BigIntegerField(null=True)
    seen_by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    scope = Scope(place="issue__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["issue", "on"])]

    def __str__(self) -> str:
        return f"{self.issue_id} seen on {self.on}"
