"""What grid workers did for self-managed estates."""

from __future__ import annotations

from django.db import models

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models import Estate
from linli.selfmanagement.terms import Work


class GridWork(models.Model):
    """One of the four duties, done at an estate on a day (C3)."""

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="grid_works")
    work = models.CharField(max_length=12, choices=Work.choices)
    on = models.DateField()
    note = models.CharField(max_length=500)
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    done_by = models.BigIntegerField(null=True)
    done_by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    scope = Scope(place="estate__path", own="done_by")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "on"])]

    def __str__(self) -> str:
        return f"{self.work} at {self.estate_id} on {self.on}"
