"""What was done for the three defences, each with a photo (S10)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models.estates import Estate
from linli.registry.models.projects import ServiceProject
from linli.registry.terms import EmergencyKind


class EmergencyRecord(models.Model):
    """A drill held, supplies counted, facilities checked or drains cleared on a day. Never changed.

    project: of the company that did it; None where the estate did it itself
    void_at: taken back as a mistake, with the reason in `void_why`; it proves nothing then
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="emergencies")
    project = models.ForeignKey(
        ServiceProject, null=True, blank=True, on_delete=models.PROTECT, related_name="emergencies"
    )
    kind = models.CharField(max_length=12, choices=EmergencyKind.choices)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True, default="")
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=60, blank=True, default="")
    void_at = models.DateTimeField(null=True, blank=True)
    void_why = models.CharField(max_length=200, blank=True, default="")
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "kind", "on"])]
        constraints = [
            models.CheckConstraint(
                name="emergency_void_says_why", condition=Q(void_at__isnull=True) | ~Q(void_why="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.estate_id} on {self.on}"
