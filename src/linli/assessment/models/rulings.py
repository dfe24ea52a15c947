"""What the bureau decided about a veto that rests on too few answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from linli.assessment.models.rounds import Round, RoundEstate
from linli.base.scope import Scope, ScopedQuerySet


class Ruling(models.Model):
    """A named person's word, with the reason, on a veto that waits for a second survey.

    stands: the veto applies; else it does not
    basis: [[value, answers], …] it was decided on; once a survey brings others it holds no longer
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="rulings")
    subject = models.ForeignKey(RoundEstate, on_delete=models.CASCADE, related_name="rulings")
    fact = models.CharField(max_length=60)
    basis: Any = models.JSONField()
    stands = models.BooleanField()
    reason = models.TextField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    role = models.CharField(max_length=30, blank=True, default="")
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    scope = Scope(place="subject__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "current"])]
        constraints = [
            models.UniqueConstraint(
                name="ruling_has_one_current", fields=["subject", "fact"], condition=Q(current=True)
            ),
            models.CheckConstraint(
                name="ruling_has_reason_and_name", condition=~Q(reason="") & ~Q(by_name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} of {self.subject_id}: the veto {'stands' if self.stands else 'is set aside'}"
