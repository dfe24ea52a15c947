"""Service commitments of the three sides, and whether residents say they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models import Estate, ServiceProject
from linli.tripartite.terms import Side

if TYPE_CHECKING:
    from datetime import date


def in_force(on: date) -> Q:
    """Return the condition that a commitment holds on a day."""
    return Q(since__lte=on, until__gt=on) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))


class Commitment(models.Model):
    """What a side promised in public for a time (G8). A company's is part of its contract (民法典938).

    project: the company's service project it belongs to, for the side "company"
    measure: name of a figure the product knows, "" if none; target: what the figure must reach
    """

    estate = models.ForeignKey(Estate, on_delete=models.PROTECT, related_name="commitments")
    side = models.CharField(max_length=12, choices=Side.choices)
    project = models.ForeignKey(
        ServiceProject, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    text = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField()
    measure = models.CharField(max_length=40, blank=True, default="")
    target = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True, default="")
    made_by_name = models.CharField(max_length=60)
    updated_at = models.DateTimeField()

    scope = Scope(place="estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["estate", "until"])]
        constraints = [
            models.CheckConstraint(name="commitment_ends_after_it_begins", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(
                name="commitment_bound_has_target", condition=Q(measure="") | Q(target__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} of {self.estate_id}: {self.text}"


class Opinion(models.Model):
    """A resident's word on a commitment: kept or not. No account and no name.

    voice: keyed digest of the browser's own random key, so that one browser has one word, which it may change
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="opinions")
    kept = models.BooleanField()
    words = models.CharField(max_length=200, blank=True, default="")
    voice = models.CharField(max_length=64)
    said_at = models.DateTimeField()

    scope = Scope(place="commitment__estate__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="voice_speaks_once", fields=["commitment", "voice"])]

    def __str__(self) -> str:
        return f"{self.commitment_id} kept: {self.kept}"
