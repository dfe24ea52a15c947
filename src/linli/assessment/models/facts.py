"""What people attested and how they judged: never deleted, only superseded."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from linli.assessment.models.rounds import Party, Round, RoundEstate
from linli.assessment.terms import Origin
from linli.base.models import StoredFile
from linli.base.scope import Scope, ScopedQuerySet


class Entered(models.Model):
    """What was entered about a subject of a round: by whom, for which party, when, why.

    party: None for what an accepted appeal put in the place of everything else
    current: what counts; an older entry stays with `current` false
    flagged: whoever entered it is tied to the estate (a quality director), which the sheet says
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    role = models.CharField(max_length=30, blank=True, default="")
    at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.ENTRY)
    reason = models.TextField(blank=True, default="")
    flagged = models.BooleanField(default=False)
    current = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Attestation(Entered):
    """A fact somebody answers for.

    value: as `rules.scorecard.facts.dump` writes it; on_date: the day it was seen to be so
    place_note: where in the estate; sample: valid answers behind a rate, None otherwise
    """

    subject = models.ForeignKey(RoundEstate, on_delete=models.CASCADE, related_name="attestations")
    fact = models.CharField(max_length=60)
    value: Any = models.JSONField()
    on_date = models.DateField()
    place_note = models.CharField(max_length=120, blank=True, default="")
    sample = models.PositiveIntegerField(null=True, blank=True)
    files: Any = models.ManyToManyField(StoredFile, related_name="+")

    scope = Scope(place="subject__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "current"]),
            models.Index(fields=["round", "current", "by"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="attestation_has_one_current",
                fields=["subject", "fact", "party"],
                condition=Q(current=True, party__isnull=False),
            ),
            models.UniqueConstraint(
                name="attestation_of_appeal_is_one",
                fields=["subject", "fact"],
                condition=Q(current=True, party__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} = {self.value!r} of {self.subject_id}"


class Award(Entered):
    """A judgement of one item, where the annex leaves it to judgement. points: hundredths."""

    subject = models.ForeignKey(RoundEstate, on_delete=models.CASCADE, related_name="awards")
    item = models.CharField(max_length=60)
    points = models.PositiveIntegerField()

    scope = Scope(place="subject__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "current"])]
        constraints = [
            models.UniqueConstraint(
                name="award_has_one_current",
                fields=["subject", "item", "party"],
                condition=Q(current=True, party__isnull=False),
            ),
            models.UniqueConstraint(
                name="award_of_appeal_is_one",
                fields=["subject", "item"],
                condition=Q(current=True, party__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} = {self.points} of {self.subject_id}"
