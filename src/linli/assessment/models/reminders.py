"""Who was told that something is late."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.assessment.models.rounds import Party, Round
from linli.base.scope import Scope, ScopedQuerySet
from linli.registry.models import Company


class Reminder(models.Model):
    """A party of a round, or a company in it, was reminded: once a day at most.

    party, company: one of them; on: the local day; left: estates that lacked something of theirs
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reminders")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="reminders"
    )
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    left = models.PositiveIntegerField()

    scope = Scope(place="round__path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["company", "round", "-at"])]
        constraints = [
            models.UniqueConstraint(
                name="party_is_reminded_once_a_day",
                fields=["party", "on"],
                condition=Q(party__isnull=False),
            ),
            models.UniqueConstraint(
                name="company_is_reminded_once_a_day",
                fields=["round", "company", "on"],
                condition=Q(company__isnull=False),
            ),
            models.CheckConstraint(
                name="reminder_is_to_one",
                condition=Q(party__isnull=True, company__isnull=False)
                | Q(party__isnull=False, company__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"reminder of {self.party_id or self.company_id} in round {self.round_id} on {self.on}"
