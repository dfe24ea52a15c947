"""Scores, kept with everything needed to compute them again."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from linli.assessment.models.rounds import Party, Round, RoundEstate
from linli.assessment.terms import Oddity
from linli.base.scope import Scope, ScopedQuerySet


class Score(models.Model):
    """One score of one estate, with its proof.

    While a round collects there is version 1, computed anew at will; what has been shown for objection
    stays as it is, and a changed fact makes the next version.

    facts: {name: {"value", "source", "evidence": […], …}} as `facts.base.Fact.as_json` writes it
    awards: {item: {"points", "reason", "by", "at"}}
    result: as `linli score --json` writes it, without the subject
    parties: in a weighted round each party's own result, {kind: {"weight", "facts", "awards", "result"}}
    total, bonus: hundredths; reason: why this version was made
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scores")
    subject = models.ForeignKey(RoundEstate, on_delete=models.CASCADE, related_name="scores")
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    path = models.CharField(max_length=160)
    facts: Any = models.JSONField()
    awards: Any = models.JSONField(default=dict)
    result: Any = models.JSONField()
    parties: Any = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    bonus = models.PositiveIntegerField(default=0)
    grade = models.CharField(max_length=20, blank=True, default="")
    vetoed = models.BooleanField(default=False)
    complete = models.BooleanField(default=False)
    cells = models.CharField(max_length=400, blank=True, default="")
    pack_sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True, default="")
    computed_at = models.DateTimeField()

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "current", "path"])]
        constraints = [
            models.UniqueConstraint(name="score_version_is_unique", fields=["subject", "version"]),
            models.UniqueConstraint(
                name="score_has_one_current", fields=["subject"], condition=Q(current=True)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.total} of {self.subject_id}, version {self.version}"


class PartySheet(models.Model):
    """In a weighted round, what one party's own sheet of one estate adds up to. total: hundredths"""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(RoundEstate, on_delete=models.CASCADE, related_name="party_sheets")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="sheets")
    path = models.CharField(max_length=160)
    complete = models.BooleanField(default=False)
    total = models.PositiveIntegerField()
    cells = models.CharField(max_length=400, blank=True, default="")

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["party", "complete", "path"])]
        constraints = [
            models.UniqueConstraint(name="party_has_one_sheet", fields=["subject", "party"]),
        ]

    def __str__(self) -> str:
        return f"sheet of {self.party_id} for {self.subject_id}"


class OutlierNote(models.Model):
    """Something a person should look at before a result is published.

    key: what makes it the same note when the round is scored again
    seen_by_name, remark: who looked, and what came of it
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="notes")
    subject = models.ForeignKey(
        RoundEstate, null=True, blank=True, on_delete=models.CASCADE, related_name="notes"
    )
    kind = models.CharField(max_length=12, choices=Oddity.choices)
    key = models.CharField(max_length=120)
    path = models.CharField(max_length=160)
    zh = models.TextField()
    en = models.TextField()
    seen_by = models.BigIntegerField(null=True, blank=True)
    seen_by_name = models.CharField(max_length=150, blank=True, default="")
    seen_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True, default="")

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "seen_at", "kind", "id"])]
        constraints = [models.UniqueConstraint(name="note_is_made_once", fields=["round", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} in round {self.round_id}: {self.key}"
